"""Linking bit by bit gives what linking everything gives: the same incidents with the same ids."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.incidents import Account, Compared, Component, blocks, link, relink
from lapwing.records import Constraint, EventKey

DOCS = "abcdefgh"
PLACES = ("Tessara", "Ost Brannen")


def account(
    doc: str, event: str = "1", *, day: int = 700_000, place: str = PLACES[0], stored: int | None = None
):
    return Account(
        doc_id=f"doc-{doc}",
        event_id=f"evt-{doc}{event}",
        stored=DOCS.index(doc) if stored is None else stored,
        type="attack",
        kind="attack",
        published=day + 1,
        days=(day, day),
        date_precision="day",
        country="XTA",
        place=place,
        words=b"",
        names=b"",
        opening=b"",
    )


def near(a: Account, b: Account) -> Compared:
    """Of one place, within a few days: so near, so probable. Not transitive, as no real comparison is."""
    if a.doc_id == b.doc_id:
        return Compared(0.0, barred=True)
    if a.place != b.place:
        return Compared(0.2, barred=abs(a.stored - b.stored) == 3)
    assert a.days is not None
    assert b.days is not None
    return Compared(max(0.0, 1.0 - abs(a.days[0] - b.days[0]) / 7))


class Memory:
    """What is linked already, in memory."""

    def __init__(self) -> None:
        self.accounts: dict[EventKey, Account] = {}
        self.component: dict[EventKey, str] = {}
        self.components: dict[str, Component] = {}
        self.said: list[Constraint] = []

    def sharing(self, blocks_: Collection[str]) -> Iterable[Account]:
        return [held for held in self.accounts.values() if set(blocks(held)) & set(blocks_)]

    def components_of(self, keys: Collection[EventKey]) -> Mapping[EventKey, str]:
        return {key: self.component[key] for key in keys if key in self.component}

    def members(self, components: Collection[str]) -> Iterable[Account]:
        return [held for key, held in self.accounts.items() if self.component.get(key) in components]

    def constraints(self, keys: Collection[EventKey]) -> Sequence[Constraint]:
        return [said for said in self.said if set(keys) & {*said.left, *said.right}]

    def relink(self, changed: Collection[Account], gone: Collection[EventKey] = ()) -> int:
        """Links what changed; the number of components that it touched."""
        old, new = relink(changed, gone, self, compare=near)
        for key in gone:
            self.accounts.pop(key, None)
            self.component.pop(key, None)
        for name in old:
            del self.components[name]
        self.accounts |= {held.key: held for held in changed}
        for component in new:
            assert component.name not in self.components
            self.components[component.name] = component
            for cluster in component.clusters:
                self.component |= dict.fromkeys(cluster.members, component.name)
        return len(old)

    @property
    def linked(self) -> tuple[Component, ...]:
        return tuple(sorted(self.components.values(), key=lambda component: component.name))


events = st.builds(
    dict,
    event=st.sampled_from("12"),
    day=st.integers(700_000, 700_020),
    place=st.sampled_from(PLACES),
)
codings = st.tuples(
    st.just("code"), st.sampled_from(DOCS), st.lists(events, max_size=2, unique_by=lambda e: e["event"])
)
some_docs = st.lists(st.sampled_from([doc + event for doc in DOCS for event in "12"]), min_size=1, max_size=3)
decisions = st.tuples(st.sampled_from(["same", "apart"]), some_docs, some_docs)
undoings = st.tuples(st.just("undo"), st.integers(0, 3))
changes = st.lists(st.lists(codings | decisions | undoings, min_size=1, max_size=4), min_size=1, max_size=8)


def keys_of(names: Iterable[str]) -> tuple[EventKey, ...]:
    return tuple(dict.fromkeys((f"doc-{name[0]}", f"evt-{name}") for name in names))


def apply(memory: Memory, batch: list[tuple]) -> None:
    """Relinks what a batch of codings and decisions changes."""
    changed: dict[EventKey, Account] = {}
    gone: set[EventKey] = set()
    named: set[EventKey] = set()
    for what, *about in batch:
        if what == "code":
            doc, said = about
            made = [account(doc, **event) for event in said]
            stands = {key for key in (*memory.accounts, *changed) if key[0] == f"doc-{doc}"}
            for key in stands:
                changed.pop(key, None)
            gone |= stands
            changed |= {held.key: held for held in made}
            gone -= set(changed)
        elif what == "undo":
            if about[0] < len(memory.said):
                undone = memory.said.pop(about[0])
                named |= {*undone.left, *undone.right}
        else:
            left, right = keys_of(about[0]), keys_of(about[1])
            said = Constraint(
                decision_id=f"dec-{len(memory.said)}",
                same=what == "same",
                left=left,
                right=() if what == "same" else tuple(key for key in right if key not in left),
            )
            memory.said.append(said)
            named |= {*said.left, *said.right}
    for key in named - gone - set(changed):
        if key in memory.accounts:
            changed[key] = memory.accounts[key]
    memory.relink(list(changed.values()), gone & set(memory.accounts))


@given(changes)
@settings(max_examples=300, deadline=None)
def test_relinking_what_changed_gives_what_linking_everything_gives(batches):
    memory = Memory()
    for batch in batches:
        apply(memory, batch)
        assert memory.linked == link(memory.accounts.values(), memory.said, compare=near)


@given(st.lists(codings, max_size=10), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_accounts_does_not_matter(coded, random):
    held = {a.key: a for _, doc, said in coded for a in [account(doc, **event) for event in said]}
    shuffled = list(held.values())
    random.shuffle(shuffled)
    assert link(shuffled, compare=near) == link(held.values(), compare=near)


def incident_of(memory: Memory, held: Account) -> str:
    return next(
        cluster.incident_id
        for component in memory.linked
        for cluster in component.clusters
        if held.key in cluster.members
    )


def test_an_incident_keeps_its_id_when_reports_come_in():
    memory = Memory()
    first, second = account("a"), account("b")
    memory.relink([first])
    before = incident_of(memory, first)
    memory.relink([second])
    assert incident_of(memory, first) == incident_of(memory, second) == before


def test_of_two_incidents_that_turn_out_to_be_one_the_elder_goes_on():
    memory = Memory()
    elder, younger = account("a", day=700_000), account("b", day=700_004)
    memory.relink([elder, younger])
    before = incident_of(memory, elder)
    assert incident_of(memory, younger) != before
    memory.said.append(Constraint(decision_id="dec", same=True, left=(younger.key, elder.key)))
    memory.relink([younger])
    assert incident_of(memory, elder) == incident_of(memory, younger) == before


def test_a_part_that_is_split_off_has_the_id_that_it_had_before():
    memory = Memory()
    elder, younger = account("a"), account("b", day=700_010)
    memory.relink([elder, younger])
    before = incident_of(memory, younger)
    memory.said.append(Constraint(decision_id="dec", same=True, left=(elder.key, younger.key)))
    memory.relink([younger])
    memory.said.clear()
    memory.relink([elder])
    assert incident_of(memory, younger) == before


def test_a_new_report_touches_only_what_it_may_belong_to():
    memory = Memory()
    for number, doc in enumerate("abcdef"):
        memory.relink([account(doc, day=700_000 + 30 * number)])
    assert memory.relink([account("g", day=700_060)]) == 1
    assert memory.relink([account("h", day=700_015)]) == 0
