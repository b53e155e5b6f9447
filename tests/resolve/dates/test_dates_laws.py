"""What holds for any text whatever."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.resolve.dates import find_dates
from lapwing.resolve.dates.lexicon import pattern
from lapwing.resolve.dates.scan import _MODULES, lower

WORDS = """
the a last next this early late mid- first third within of in on at by from to between and after before
ago later earlier into day days week weeks month months year years decade century hours minutes Monday
Tuesdays Friday weekend January may March Sept. 7 31 30th 3-5 1998 2024 '98 1990s 9 p.m. 0700 GMT noon
morning night today yesterday overnight Easter Ramadan Eid Christmas New Year's Eve 7/10/2023 2023-02-30
00/00/0000 9/11 every each now future past three half two couple several recent said will , . ; – ( ) İ
ß ’s attack 9999 1 0 99999
""".split()
WORDS += ["\n", "\n\n", "12,000"]
NEWS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
TEXTS = st.one_of(NEWS, st.text(max_size=200))
DATES = st.one_of(st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max, dt.date(2024, 2, 29)]))


@given(TEXTS, DATES)
@settings(max_examples=300, deadline=None)
def test_mentions_quote_the_text_in_order_and_days_run_forwards(text: str, published: dt.date | None) -> None:
    position = 0
    for mention in find_dates(text, published):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert (mention.date_start is None) == (mention.date_end is None)
        if mention.date_start is None or mention.date_end is None:
            assert mention.refusal and mention.precision == "unknown"
        else:
            assert mention.date_start <= mention.date_end and mention.precision != "unknown"
        if mention.anchor_span is not None:
            assert mention.anchor == "text" and mention.anchor_span.end <= len(text)


@given(NEWS, DATES)
@settings(max_examples=100, deadline=None)
def test_the_same_text_reads_the_same(text: str, published: dt.date | None) -> None:
    assert find_dates(text, published) == find_dates(text, published)


@given(NEWS, DATES)
@settings(max_examples=100, deadline=None)
def test_a_title_before_a_text_shifts_offsets_only(text: str, published: dt.date | None) -> None:
    def shape(prefix: str) -> list[tuple[int, int, str, object, object]]:
        shift = len(prefix)
        found = find_dates(prefix + text, published)
        return [(m.start - shift, m.end - shift, m.value, m.date_start, m.date_end) for m in found]

    assert shape("") == shape("A title without any time.\n\n")


@given(st.text(max_size=300))
def test_lowering_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


def test_every_pattern_compiles_and_has_a_head() -> None:
    rules = [rule for module in _MODULES for rule in module.RULES]
    assert all(rule.heads and all(rule.heads) for rule in rules)
    for rule in rules:
        pattern(rule.pattern)
