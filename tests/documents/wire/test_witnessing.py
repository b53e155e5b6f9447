import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.wire import affected, kinship, sign, witnesses
from tests.documents.wire.make import MONDAY, REPORT, changed, document, kin

TOLL = ("killing five people", "killing eight people")


class Held:
    """Kinships in memory."""

    def __init__(self, kinships):
        self.held = list(kinships)

    def kinships(self, doc_ids):
        return [one for one in self.held if {one.first, one.second} & set(doc_ids)]


def signature(doc_id, *, days=0, rank=0, killed=None, agency=None):
    made = sign(document(doc_id, published=None if days is None else MONDAY + dt.timedelta(days=days)))
    return made.model_copy(update={"rank": rank, "killed": killed, "agency": agency})


def test_ten_outlets_with_one_text_are_one_witness_and_the_agency_is_named():
    texts = [f"Headline {number}\n\nVELMORA (AFP) - {REPORT}" for number in range(10)]
    documents = [document(f"d{number}", text) for number, text in enumerate(texts)]
    kinships = [kinship(documents[0], other) for other in documents[1:]]
    (witness,) = witnesses(map(sign, documents), kinships)
    assert len(witness.doc_ids) == 10 and witness.agency == "Agence France-Presse"
    assert witness.superseded == ()


def test_a_document_without_kin_is_its_own_witness():
    (witness,) = witnesses([signature("a")], [])
    assert (witness.doc_ids, witness.speaks, witness.superseded) == (("a",), "a", ())


def test_the_newest_version_speaks_and_the_older_ones_stay():
    documents = [
        document("a"),
        document("b", changed(TOLL), published=MONDAY + dt.timedelta(days=1)),
        document("c", changed(("killing five", "killing nine")), published=MONDAY + dt.timedelta(days=2)),
    ]
    kinships = [kinship(documents[i], documents[j]) for i, j in ((0, 1), (0, 2), (1, 2))]
    (witness,) = witnesses(map(sign, documents), kinships)
    assert witness.speaks == "c" and witness.superseded == ("a", "b")
    assert witness.doc_ids == ("a", "b", "c")


def test_a_late_copy_of_the_old_version_does_not_supersede_the_new_one():
    members = [signature("a", killed=5), signature("b", days=1, killed=8), signature("c", days=3, killed=5)]
    kinships = [kin("a", "b", "update"), kin("b", "c", "update"), kin("a", "c")]
    (witness,) = witnesses(members, kinships)
    assert witness.speaks == "b" and set(witness.superseded) == {"a", "c"}


def test_of_one_day_the_correction_speaks_and_then_the_higher_toll():
    (corrected,) = witnesses(
        [signature("a", killed=8), signature("b", rank=101, killed=5)], [kin("a", "b", "update")]
    )
    assert corrected.speaks == "b"
    (raised,) = witnesses([signature("a", killed=8), signature("b", killed=5)], [kin("a", "b", "update")])
    assert (raised.speaks, raised.superseded) == ("a", ("b",))


def test_versions_whose_order_nothing_tells_are_none_of_them_superseded():
    (witness,) = witnesses([signature("a"), signature("b")], [kin("a", "b", "update")])
    assert witness.superseded == ()


def test_a_digest_of_ten_stories_does_not_chain_them():
    towns = "Velmora Tessaro Orvane Keltham Ostrel Marrat Iskari Belvane Norrholt Calderra".split()
    stories = [
        f"A fire destroyed the {noun} of {town} at night and the {other} beside it, and {reason}, the mayor said."
        for town, noun, other, reason in zip(
            towns,
            "mill library cinema barracks granary customs-house theatre school brewery town-hall".split(),
            "stables bakery kiosk well orchard ferry garage chapel cooperage archive".split(),
            [
                "nobody had slept there since the flood took the lower windows",
                "two thousand books were carried out by pupils in their night clothes",
                "the last film of the season had ended an hour earlier",
                "recruits formed a chain of buckets down to the frozen river",
                "the harvest of four villages was lost within a few minutes",
                "the officers on duty saved only the stamps and a cat",
                "the actors are going to play on the steps tomorrow night",
                "lessons will be held in the fire station until Easter",
                "beer ran down the hill and put out part of it",
                "the land register of the whole district is in ashes now",
            ],
            strict=True,
        )
    ]
    documents = [document(f"s{number}", story) for number, story in enumerate(stories)]
    documents.append(document("digest", "\n\n".join(stories)))
    kinships = [
        found
        for at, first in enumerate(documents)
        for second in documents[at + 1 :]
        if (found := kinship(first, second)) is not None
    ]
    sizes = sorted(len(witness.doc_ids) for witness in witnesses(map(sign, documents), kinships))
    assert sum(sizes) == 11 and max(sizes) <= 2


ids = [f"d{number}" for number in range(8)]
members = [
    signature(
        doc_id,
        days=(None, 0, 1, 2)[at % 4],
        rank=at % 3,
        killed=(None, 5, 8)[at % 3],
        agency=(None, "AFP")[at % 2],
    )
    for at, doc_id in enumerate(ids)
]
pairs = st.lists(
    st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(["copy", "update"])).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=12,
    unique_by=lambda pair: frozenset(pair[:2]),
)


@given(pairs, st.randoms())
def test_the_order_of_documents_and_kinships_does_not_matter(found, draw):
    kinships = [kin(*pair) for pair in found]
    made = witnesses(members, kinships)
    shuffled, links = list(members), list(kinships)
    draw.shuffle(shuffled)
    draw.shuffle(links)
    assert witnesses(shuffled, links) == made


@given(pairs)
def test_each_document_is_in_one_witness_which_has_a_speaker_that_is_not_superseded(found):
    made = witnesses(members, [kin(*pair) for pair in found])
    assert sorted(doc_id for witness in made for doc_id in witness.doc_ids) == ids
    for witness in made:
        assert witness.speaks in witness.doc_ids and witness.speaks not in witness.superseded


@given(pairs, st.sampled_from(ids))
def test_what_is_affected_gives_the_same_witnesses_as_everything(found, doc_id):
    kinships = [kin(*pair) for pair in found]
    touched, links = affected([doc_id], Held(kinships))
    part = witnesses([one for one in members if one.doc_id in touched], links)
    assert set(part) <= set(witnesses(members, kinships))
    assert doc_id in touched
