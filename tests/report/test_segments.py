from hypothesis import given
from hypothesis import strategies as st

from lapwing.conduct import MaskedSpan
from lapwing.records import Coding, Document, Event, Evidence
from lapwing.report.segments import Segment, segments


def flat(text: str, events: tuple[Event, ...] = (), masks: tuple[MaskedSpan, ...] = ()) -> list[Segment]:
    return [segment for paragraph in segments(text, events, masks) for segment in paragraph]


def event(*evidence: tuple[str, int, int]) -> Event:
    told = tuple(Evidence(field=field, start=start, end=end) for field, start, end in evidence)
    return Event(doc_id="d", event_id="e", type="attack", evidence=told)


def test_overlapping_evidence_shares_segments(document: Document, coding: Coding) -> None:
    shared = [s for s in flat(document.text, coding.events) if s.text == "The Ember Brigade"]
    assert [(mark.event, mark.field) for mark in shared[0].marks] == [
        (0, "group"), (1, "event"), (1, "actors"), (1, "group"),
    ]  # fmt: skip
    assert shared[0].events == (0, 1)


def test_the_words_of_a_value_are_a_segment_of_their_own() -> None:
    pieces = flat("Twelve died in Sarvan.", (event(("event", 0, 22), ("killed", 0, 6)),))
    assert [(p.text, [m.field for m in p.marks]) for p in pieces] == [
        ("Twelve", ["event", "killed"]),
        (" died in Sarvan.", ["event"]),
    ]
    assert pieces[0].opens == (0,)


def test_a_mask_replaces_its_characters_and_is_never_cut() -> None:
    mask = MaskedSpan(start=4, end=11, why="name", label="named person")
    pieces = flat("met Mr Lindt there", (event(("actors", 7, 18)),), (mask,))
    assert [p.text for p in pieces] == ["met ", "named person", "t there"]
    assert [m.field for m in pieces[1].marks] == ["actors"]


def test_wrapped_lines_flow_and_short_lines_stay() -> None:
    wrapped = "A line of more than fifty characters that only wraps here\nand goes on. Dateline\nNext"
    (piece,) = flat(wrapped)
    assert piece.text == wrapped.replace("\n", " ", 1)


def test_a_mask_over_two_paragraphs_joins_them() -> None:
    mask = MaskedSpan(start=3, end=12, why="incitement", label="quoted incitement")
    assert [p.text for p in flat("He “Burn\n\nit” said", (), (mask,))] == [
        "He ",
        "quoted incitement",
        "” said",
    ]


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_the_segments_hold_every_character_that_is_not_white_space(
    text: str, spans: list[tuple[int, int]]
) -> None:
    told = [("event", min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    pieces = flat(text, (event(*told),))
    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())
    assert all(p.text == text[p.start : p.end] for p in pieces)
    assert [p.number for p in pieces] == list(range(len(pieces)))
