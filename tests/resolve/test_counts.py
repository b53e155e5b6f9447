import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import CountMention
from lapwing.resolve.counts import find_counts, total
from lapwing.resolve.counts.lexicon import lexicon


def told(text: str) -> list[tuple[str | None, int | None]]:
    """Role and best value of every mention, in text order."""
    return [(m.role, m.toll.best) for m in find_counts(text)]


def bounds(text: str) -> tuple[int | None, int | None, int | None]:
    (mention,) = find_counts(text)
    return (mention.toll.low, mention.toll.best, mention.toll.high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed 14 people and wounded eight near the bus station.", [("killed", 14), ("injured", 8)]),
        ("Rockets struck the port, killing three dockers.", [("killed", 3)]),
        ("Bomb kills 12 in border town", [("killed", 12)]),
        ("Four nurses were shot dead.", [("killed", 4)]),
        ("The mine blast left nine farmers dead and 11 injured.", [("killed", 9), ("injured", 11)]),
        ("Blast at depot: 6 dead, 30 injured", [("killed", 6), ("injured", 30)]),
        ("The siege claimed the lives of 20 pupils.", [("killed", 20)]),
        ("Three decades of raids have claimed more than 850 lives.", [("killed", 850)]),
        ("Seventeen miners lost their lives.", [("killed", 17)]),
        ("The militia lost 13 of its fighters.", [("killed", 13)]),
        ("Attackers hacked six farmers to death.", [("killed", 6)]),
        ("He condemned the murder of five priests.", [("killed", 5)]),
        ("Police announced the arrest of 11 men.", [("detained", 11)]),
        ("Officers detained two suspects and seized a rifle.", [("detained", 2)]),
        ("More than 40 men are being held.", [("detained", 40)]),
        ("Gunmen took nine oil workers hostage.", [("abducted", 9)]),
        ("Two engineers were kidnapped on the coast road.", [("abducted", 2)]),
        ("Ten sailors are missing.", [("missing", 10)]),
        ("Killed: 5. Wounded: 12.", [("killed", 5), ("injured", 12)]),
        ("There were 26 deaths and 40 arrests.", [("killed", 26), ("detained", 40)]),
        ("TWENTY-ONE SOLDIERS WERE KILLED AND 14 WOUNDED IN THE AMBUSH.", [("killed", 21), ("injured", 14)]),
        ("THE MURDER OF THE SIX NUNS SHOCKED THE CAPITAL.", [("killed", 6)]),
    ],
)
def test_words_of_harm_give_counts_their_role(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man fatally stabbed a teacher.", 1),
        ("The governor was assassinated.", 1),
        ("Drones killed his successor Hamid al-Farsi.", 1),
        ("Hamid al-Farsi was killed in a raid.", 1),
        ("Rebel Commander Killed in Valley Raid", 1),
        ("Two brothers were killed.", 2),
        ("A couple and their son were killed.", 3),
        ("A nurse and a driver were killed.", 2),
        ("A family of five was killed.", 5),
        ("The shells killed a farmer's wife, Amina, and her two daughters.", 3),
        ("Five soldiers and two civilians were killed.", 7),
        ("Two policemen, a judge and 12 women and children were killed.", 15),
        ("The mayor was killed along with two guards.", 3),
        ("The strike killed the mayor, as well as four others.", 5),
        ("The blast killed four people, three miners and a cook.", 4),
        ("He was among 15 people killed.", 15),
        ("One of more than 30 farmers killed this year was his cousin.", 30),
    ],
)
def test_people_are_counted_however_they_are_named(text, expected):
    assert told(text) == [("killed", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("At least 12", (12, 12, None)),
        ("More than 80", (80, 80, None)),
        ("12 or more", (12, 12, None)),
        ("Up to 30", (None, 30, 30)),
        ("As many as two dozen", (None, 24, 24)),
        ("Nearly 3,000", (None, 3000, 3000)),
        ("About 50", (None, 50, None)),
        ("Some 2.5 million", (None, 2_500_000, None)),
        ("Between 10 and 15", (10, 10, 15)),
        ("10 to 15", (10, 10, 15)),
        ("10-15", (10, 10, 15)),
        ("Two hundred and six", (206, 206, 206)),
        ("A hundred", (100, 100, 100)),
        ("Half a dozen", (6, 6, 6)),
        ("Three thousand", (3000, 3000, 3000)),
        ("No", (0, 0, 0)),
        ("The other two", (2, 2, 2)),
        ("Another 40", (40, 40, 40)),
    ],
)
def test_bounds_and_number_words_are_read(words, expected):
    assert bounds(f"{words} people were killed.") == expected


def test_a_death_toll_is_where_it_rose_to():
    assert told("The death toll from the two blasts rose from 12 to 36 on Sunday.") == [("killed", 36)]
    assert told("The number of people arrested has reached 45.") == [("detained", 45)]


def test_amounts_without_a_number_keep_their_words():
    (mention,) = find_counts("The fire injured dozens of shoppers.")
    assert mention.role == "injured"
    assert mention.toll.best is None
    assert mention.toll.words == "dozens"


def test_no_one_is_zero():
    assert told("No one was killed.") == [("killed", 0)]
    assert told("The shelling caused no casualties.") == [("injured", 0), ("killed", 0)]


def test_attackers_are_counted_apart():
    mentions = find_counts("Three gunmen and two guards were killed, and the bomber was wounded.")
    assert [(m.role, m.toll.best, m.perpetrators) for m in mentions] == [
        ("killed", 3, True),
        ("killed", 2, False),
        ("injured", 1, True),
    ]


def test_who_blew_himself_up_is_an_attacker():
    mentions = find_counts("The man killed himself and 22 concertgoers.")
    assert [(m.toll.best, m.perpetrators) for m in mentions] == [(1, True), (22, False)]


def test_tolls_add_up_and_vague_amounts_leave_the_sum_open():
    mentions = find_counts("At least 12 guards were killed. About 3 cooks were killed. Dozens were killed.")
    added = total([m.toll for m in mentions])
    assert (added.low, added.best, added.high) == (None, 15, None)


@pytest.mark.parametrize(
    "text",
    [
        "The bomb killed 12 people, including three children.",
        "The bomb killed 12 people, three of them children.",
        "12 people, including three children, were killed.",
    ],
)
def test_a_part_of_a_number_is_not_counted_again(text):
    assert told(text) == [("killed", 12)]


@pytest.mark.parametrize(
    "text",
    [
        "The driver, 27, spoke of 12 March 2021.",
        "He paid $300 for the 2 rifles in 2014.",
        "They walked 12 miles in three hours on 14 May.",
        "The 22nd brigade took 40% of the district.",
        "Section 12 of the act came first.",
        "The blast destroyed 14 houses and killed three goats.",
    ],
)
def test_ages_dates_money_and_things_are_not_counts(text):
    assert find_counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They planned to kill 100 people.",
        "The fire could have killed 12 people.",
        "12 men were not arrested.",
    ],
)
def test_harm_that_did_not_happen_has_no_role(text):
    assert [m.role for m in find_counts(text)] == [None]


def test_an_age_is_not_the_count_of_the_arrested():
    assert told("Police arrested a 25-year-old man.") == [("detained", 1)]


def test_killed_or_wounded_leaves_the_role_open():
    assert told("40 people were killed or wounded.") == [(None, 40)]


def test_a_verb_of_things_needs_people():
    assert find_counts("The town was captured and 12 tanks were seized.") == []
    assert told("Twelve soldiers were captured.") == [("detained", 12)]


def test_a_court_does_not_kill_with_its_sentence():
    assert told("The court sentenced two men to death.") == [(None, 2)]


def test_a_mention_quotes_who_is_counted_and_the_counting_words():
    text = "Reports say at least 12 market traders were killed."
    (mention,) = find_counts(text)
    assert mention.of == "market traders"
    assert mention.head.quote(text) == "at least 12"
    assert mention.quote(text) == "at least 12 market traders were killed"


def well_formed(mention: CountMention, text: str) -> bool:
    inside = 0 <= mention.start <= mention.head.start < mention.head.end <= mention.end <= len(text)
    toll = mention.toll
    ordered = (toll.low or 0) <= (toll.best or 0) <= (toll.high if toll.high is not None else 10**18)
    return inside and ordered and (toll.best is not None or toll.words is not None)


_WORDS = st.sampled_from(
    "12 three killed wounded were people and , . soldiers a the man arrested of at least dozens who death "
    "toll to no one himself between or including militants Hassan 2014 died been to not with along".split()
)


@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_any_order_of_its_own_words_gives_well_formed_mentions(text):
    assert all(well_formed(mention, text) for mention in find_counts(text))


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    assert all(well_formed(mention, text) for mention in find_counts(text))


@given(st.integers(min_value=2, max_value=99_999), st.booleans())
def test_digits_mean_their_number(number, comma):
    written = f"{number:,}" if comma else str(number)
    assert told(f"{written} people were killed.") == [("killed", number)]


@given(st.sampled_from(sorted(lexicon().numbers)))
def test_number_words_mean_their_number(word):
    assert told(f"The raid killed {word} people.") == [("killed", lexicon().numbers[word])]


@given(st.lists(st.sampled_from(["Quiet hills lay beyond. ", "Nothing moved.\n\n", "“Wait.” "]), max_size=4))
def test_text_before_a_sentence_only_shifts_its_mentions(before):
    lead, text = "".join(before), "At least 12 guards and a cook were killed and two drivers abducted."
    shifted = [
        (m.start - len(lead), m.head.start - len(lead), m.role, m.toll) for m in find_counts(lead + text)
    ]
    assert shifted == [(m.start, m.head.start, m.role, m.toll) for m in find_counts(text)]
