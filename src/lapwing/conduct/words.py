"""The small tables that tell a public office from a private role, and a person's name from any other.

They hold kinds of words, never names: offices and ranks that are held in public, roles that a private person
is described by, nouns that make a capitalised phrase an organisation or a site, and words for faith and
descent. Multi-word entries are not needed: the last word of an office decides.
"""

PUBLIC_OFFICES = frozenset(
    """president vice-president premier chancellor minister secretary undersecretary senator congressman
    congresswoman congresswomen lawmaker legislator representative mp mep speaker governor mayor councillor
    councilor commissioner ambassador envoy consul diplomat attorney-general prosecutor judge justice
    magistrate coroner sheriff chief director director-general head leader chairman chairwoman chair
    spokesman spokeswoman spokesperson spokespeople general gen brigadier brig colonel col admiral adm
    commodore marshal commander cmdr cdr king queen prince princess emperor sultan emir caliph crown pope
    archbishop cardinal patriarch ayatollah mufti lord baroness politician official adviser advisor
    rep sen gov pres min""".split()
)
# A leader of these is no holder of a public office.
PRIVATE_BODIES = frozenset("cell gang ring suspected alleged prayer scout team choir youth".split())

# The word before a name or in the apposition after it -> how such a person is described instead.
PRIVATE_ROLES = {
    **{
        word: word
        for word in """suspect gunman attacker assailant shooter bomber hijacker militant terrorist extremist
        jihadist fighter recruit ringleader facilitator driver student pupil teacher lecturer journalist
        photojournalist photographer cameraman reporter correspondent editor publisher author writer blogger
        poet novelist singer actor artist cartoonist filmmaker analyst expert researcher historian scholar
        academic professor lawyer attorney solicitor barrister doctor surgeon nurse paramedic engineer
        businessman businesswoman contractor shopkeeper merchant farmer fisherman worker pilot soldier sailor
        marine airman policeman policewoman guard interpreter translator cleric preacher pastor priest nun
        missionary activist campaigner volunteer refugee resident neighbour neighbor witness victim hostage
        captive survivor passenger tourist defendant inmate prisoner detainee convict husband wife widow
        father mother brother sister son daughter cousin uncle aunt nephew niece grandfather grandmother
        stepfather stepmother brother-in-law father-in-law boyfriend girlfriend fiancé friend colleague
        accomplice associate roommate man woman boy girl teenager teen infant child
        baby toddler youth veteran guitarist footballer player coach owner manager employee clerk mechanic
        carpenter plumber butcher baker cook waiter barber trader elder villager herder dentist therapist
        psychologist psychiatrist spy defector informant agent officer detective constable
        inspector""".split()
    },
    "rev": "cleric", "reverend": "cleric", "imam": "cleric", "rabbi": "cleric", "bishop": "cleric",
    "mullah": "cleric", "maulana": "cleric", "sheikh": "named person", "shaykh": "named person",
    "sgt": "soldier", "sergeant": "soldier", "cpl": "soldier", "corporal": "soldier", "pvt": "soldier",
    "private": "soldier", "lt": "soldier", "lieutenant": "soldier", "capt": "soldier", "captain": "soldier",
    "maj": "soldier", "major": "soldier", "pfc": "soldier", "specialist": "soldier", "cadet": "soldier",
    "pc": "police officer", "dr": "named person", "prof": "academic", "mother-of-two": "mother",
    "brothers": "named person", "sisters": "named person", "couple": "named person",
    "suspects": "suspect", "gunmen": "gunman", "attackers": "attacker", "bombers": "bomber",
    "victims": "victim", "students": "student", "journalists": "journalist", "hostages": "hostage",
    "soldiers": "soldier", "officers": "officer", "men": "man", "women": "woman",
}  # fmt: skip

HONORIFICS = frozenset("mr mrs ms miss mx sir dame madame mme monsieur mullah haji hajji".split())

# A capitalised phrase with one of these is an organisation, a site, a work or a time, not a person.
NOT_PERSONS = frozenset(
    """wire chronicle daily weekly bulletin digest observatory images pictures community democrat olympic
    army navy force forces front state states party parties brigade brigades battalion regiment division
    corps guard guards police command department ministry office bureau agency service services council
    court courts committee commission assembly parliament congress senate house union alliance league
    movement organization organisation association federation foundation institute institution
    university college school academy hospital clinic church mosque temple synagogue cathedral shrine
    embassy consulate airport station stadium arena hotel mall market square street road avenue bridge
    tower towers building centre center park prison base camp camps port harbour harbor island islands
    mountain mountains river lake sea ocean gulf bay valley hills desert province district county city
    town village region republic kingdom emirate caliphate empire territory territories strip bank group
    groups network cell times post news press television radio media magazine newspaper journal gazette
    herald tribune guardian observer telegraph monitor channel company corporation inc ltd llc airlines
    airways fund treaty agreement accord accords act law amendment constitution resolution day week
    month year eve war wars revolution uprising intifada festival cup games olympics championship
    conference summit operation ramadan christmas easter eid islamic islamist national international
    united nations democratic people's popular liberation resistance defence defense security
    intelligence human rights counter anti special supreme federal central north south east west
    northern southern eastern western middle world global european african asian american british
    english jihad taliban islam muslim christian jewish sunni shia shiite kurdish arab arabic
    brotherhood martyrs release financial finance foreign executive order orders acting assistant deputy
    control crime crimes funds operations testimony mission facility facilities strategy affairs task
    initiative programme program project policy report review protocol convention charter declaration
    plan heights allahu akbar lives matter helmets spokesperson ambulance rescue fire
    medical religious cultural economic political social military civil civilian armed joint air ground
    naval general-secretariat directorate secretariat cabinet chamber tribunal inquiry trial case
    facebook twitter google youtube telegram whatsapp instagram microsoft update copyright reserved
    subscribe newsletter cookies privacy""".split()
)
# Words of the calendar: alone or together they name a time, but "Jan Novak" and "Theresa May" are persons.
CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue
    tues wed thu thurs fri sat sun""".split()
)
# First words of Arabic, Persian and Urdu names of places and of armed groups.
PLACE_OR_GROUP_OPENERS = frozenset(
    """deir dayr tal tel tell jabal jebel djebel jisr bab beit bayt ain ein marsa wadi maarat kafr kfar qalat
    ras mount bir bordj oued koh darya jaish jaysh jaesh jabhat jabhah harakat harkat liwa ansar hizb hezb
    ahrar kataib kata'ib saraya lashkar jamaat jamaah jama'at jemaah tehrik faylaq failaq katibat katiba
    hayat fatah sipah asaib mujahideen badr fort port san santa new saint sar sar-e dar dera""".split()
)
# Second halves that make a compound an adjective: "Britain-based", "US-trained".
COMPOUND_ENDS = frozenset(
    """based backed led style linked born held trained national affiliated controlled owned funded aligned
    dominated era wide sponsored inspired occupied speaking related american""".split()
)
# Words that stand before an office and belong to it.
OFFICE_OPENERS = frozenset(
    "acting deputy assistant interim former vice under then senior chief ranking member presiding".split()
)

# Openers of sentences and other capitalised words that never begin a name.
NOT_NAMES = frozenset(
    """the a an this that these those there here he she it they we you i his her its their our your my who
    whose which what when where why how if as at by for from in into of off on onto out over to under until
    up upon with within without after before during since while although though because but and or nor so
    yet also both either neither each every all any some many most more few several such no not only even
    then than thus however meanwhile moreover according despite amid among around about above across against
    along between beyond near next one two three four five six seven eight nine ten eleven twelve first
    second third last another other others earlier later late now today yesterday tomorrow tonight once
    me us buy click share follow donate support join sign
    photo image file video watch read more updated published breaking live exclusive opinion editorial
    source sources reuters ap afp bbc cnn police officials authorities militants witnesses residents
    investigators prosecutors troops soldiers protesters people men women children asked born speaking
    using having being following including like unlike just still perhaps maybe yes was is are were be been
    has have had do does did will would can could may might must shall should let both""".split()
)

# Words that describe a person's faith or descent. They say nothing about what was done, and are left out of
# the description of persons. Nationalities are not here; names of organisations and sites are left alone.
FAITH_AND_DESCENT = frozenset(
    """muslim moslem islamic christian catholic protestant orthodox evangelical jewish hindu sikh buddhist
    sunni shia shi'ite shiite alawite alawi druze yazidi yezidi ismaili ahmadi baha'i sufi salafi coptic copt
    maronite mormon atheist kurdish kurd arab berber amazigh tuareg hazara pashtun pashto tajik-speaking
    uyghur uighur rohingya tamil sinhalese fulani hausa igbo yoruba kanuri tigrayan oromo amhara tutsi hutu
    chechen ingush avar tatar circassian turkmen assyrian roma gypsy black white asian hispanic latino
    latina indigenous baloch balochi punjabi kashmiri bengali-speaking""".split()
)

# Nouns that make a description one of persons ("two Christian teachers").
PERSON_NOUNS = frozenset(PRIVATE_ROLES) | frozenset(
    """person persons people national nationals citizen citizens immigrant immigrants migrant migrants
    students pupils teachers lawyers doctors nurses engineers workers drivers priests clerics pastors girls
    boys teenagers youths brothers sisters family families member members relative relatives convert
    worshipper worshippers pilgrim pilgrims villagers residents refugees farmers herders traders civilians
    tourists passengers activists recruits fighters militants extremists extremist guards policemen""".split()
)
# Nouns that make it one of an armed side or of a whole people.
SIDES_AND_PEOPLES = frozenset(
    "fighters forces troops soldiers rebels militia militias militiamen militants people peoples".split()
)
