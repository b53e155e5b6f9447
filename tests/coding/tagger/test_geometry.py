from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.reading import read_closely
from lapwing.coding.tagger import geometry
from lapwing.records import CountMention, DateMention, GroupMention, Place, PlaceMention, Span, Toll
from tests.coding.tagger.make import NEWS, document

READING = read_closely(document())
TRIGGERS = [t for s in READING.sentences for t in s.triggers]
SPANS = st.builds(
    lambda start, length: Span(start=start, end=start + length),
    st.integers(0, len(NEWS) - 1),
    st.integers(0, 30),
)


def span_of(words: str) -> Span:
    start = NEWS.index(words)
    return Span(start=start, end=start + len(words))


def trigger(words: str):
    return next(t for t in TRIGGERS if t.span.start == NEWS.index(words))


@given(st.sampled_from(TRIGGERS), SPANS)
def test_every_standing_has_a_row_in_the_tables(one, span):
    standing = geometry.standing(READING, one, span)
    assert 0 <= standing < geometry.STANDINGS
    assert (standing < geometry.WITHIN) == (READING.sentence_of(span).index == one.sentence)


def test_a_span_before_the_first_sentence_stands_somewhere_too():
    reading = read_closely(document("\n\n" + NEWS))
    (one, *_) = (t for s in reading.sentences for t in s.triggers)
    assert 0 <= geometry.standing(reading, one, Span(start=0, end=1)) < geometry.WITHIN


def test_sides_of_a_trigger_differ():
    arrested = trigger("arrested")
    before, after = span_of("army"), span_of("suspects")
    assert geometry.standing(READING, arrested, before) != geometry.standing(READING, arrested, after)


def test_another_paragraph_stands_apart_from_the_same_one():
    killed = trigger("killed")
    standings = {geometry.standing(READING, killed, span_of(w)) for w in ("arrested", "JNIM", "Niger")}
    assert len(standings) == 3


def test_sentences_before_and_after_differ():
    arrested = trigger("arrested")
    assert geometry.standing(READING, arrested, span_of("Gao")) != geometry.standing(
        READING, arrested, span_of("JNIM")
    )


PLACES = [
    PlaceMention(start=0, end=1, kind=kind, place=place)
    for kind in ("place", "demonym", "metonym", "nested")
    for place in (None, Place(name="x", precision="city"), Place(name="x", precision="country"))
]
DATES = [
    DateMention(start=0, end=1, kind="DATE", value="x", precision=precision, anchor=anchor)
    for precision in ("day", "week", "month", "year", "range", "unknown")
    for anchor in ("self", "published", "text", "none")
]
GROUPS = [
    GroupMention(start=0, end=1, group=None, how=how)
    for how in ("name", "alias", "acronym", "spelling", "anaphor", "affiliate")
]
COUNTS = [
    CountMention(start=0, end=1, head=Span(start=0, end=1), toll=toll, perpetrators=perpetrators)
    for toll in (Toll(low=1, best=1, high=1), Toll(low=1))
    for perpetrators in (False, True)
]


def test_every_kind_of_mention_has_a_row_in_the_tables():
    for mention in (*PLACES, *DATES, *GROUPS, *COUNTS):
        assert 0 <= geometry.kind(mention) < geometry.KINDS


def test_what_tells_mentions_of_one_role_apart_is_kept_apart():
    assert len({geometry.kind(m) for m in DATES}) == len(DATES)
    assert len({geometry.kind(m) for m in COUNTS}) == len(COUNTS)
    assert len({geometry.kind(m) for m in PLACES}) == 8
    assert geometry.kind(GROUPS[0]) == geometry.kind(GROUPS[1]) != geometry.kind(GROUPS[4])
