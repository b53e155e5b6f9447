import pytest

from benchmarks import wording
from benchmarks.wording import Report, Swap, by_kind, flip_rate, measure, stray_groups
from lapwing.codebook import load_groups
from lapwing.records import Coding, Event

WORDS = {
    "actors": {"neutral": ["fighters", "men"], "condemning": ["thugs"]},
    "nationality": {"nationality": ["Norwegian", "Iranian"]},
}
REPORT = Report("r", "2024-01-15", "{Actors} shot {a nationality} man. The {actors} fled.", frozenset())


class Prejudiced:
    """Sees an attack by thugs only, and takes Iranians for a group."""

    name = version = "test"

    def code(self, document):
        events = []
        if "Thugs" in document.text or "an Iranian" in document.text:
            group = "Iranians" if "Iranian" in document.text else None
            events.append(Event(doc_id=document.doc_id, event_id="e", type="attack", group=group))
        return Coding(doc_id=document.doc_id, coder="test", events=tuple(events))


class Fair:
    """Sees the same in everything."""

    name = version = "test"

    def code(self, document):
        event = Event(doc_id=document.doc_id, event_id=str(len(document.text)), type="attack")
        return Coding(doc_id=document.doc_id, coder="test", events=(event,))


def test_slots_take_words_with_their_article_and_capital():
    assert REPORT.slots == ("actors", "nationality")
    filled = REPORT.with_words({"actors": "thugs", "nationality": "Iranian"})
    assert filled.text == "Thugs shot an Iranian man. The thugs fled."


def test_one_slot_is_swapped_at_a_time():
    swaps = measure(Fair(), [REPORT], WORDS)
    assert [(swap.kind, swap.word) for swap in swaps] == [
        ("neutral", "men"),
        ("condemning", "thugs"),
        ("nationality", "Iranian"),
    ]


def test_a_coder_that_does_not_listen_to_the_words_never_flips():
    swaps = measure(Fair(), [REPORT], WORDS)
    assert flip_rate(swaps) == 0
    assert stray_groups(swaps) == 0


def test_a_prejudiced_coder_is_found_out_by_kind():
    swaps = measure(Prejudiced(), [REPORT], WORDS)
    assert {kind: flip_rate(some) for kind, some in by_kind(swaps).items()} == {
        "neutral": 0,
        "condemning": 1,
        "nationality": 1,
    }
    assert flip_rate(swaps) == pytest.approx(2 / 3)
    assert stray_groups(swaps) == 1
    assert swaps[2].stray == ("Iranians",)


def test_a_group_that_the_report_names_is_not_stray():
    named = Report("r", "2024-01-15", REPORT.text, frozenset({"Iranians"}))
    assert stray_groups(measure(Prejudiced(), [named], WORDS)) == 0


def test_the_table_counts_swaps_by_kind_and_in_all():
    swaps = [
        Swap("r", "neutral", "men", (), ()),
        Swap("r", "religion", "Sikh", (), (("attack", "failed", ""),)),
    ]
    lines = wording.table(swaps).splitlines()
    assert lines[1].split() == ["neutral", "1", "0", "0.000", "0"]
    assert lines[-1].split() == ["all", "2", "1", "0.500", "0"]


def test_no_swaps_flip_nothing():
    assert flip_rate([]) == 0


def test_the_reports_use_known_slots_and_groups_and_have_names_of_their_own():
    reports, words = wording.read_reports(), wording.read_words()
    known = {group.name for group in load_groups()}
    assert len({report.name for report in reports}) == len(reports) >= 60
    assert all(report.slots and set(report.slots) <= words.keys() for report in reports)
    assert all(report.groups <= known for report in reports)
    assert len(wording.fingerprint()) == 12


def test_every_word_is_listed_once_in_its_slot():
    for kinds in wording.read_words().values():
        among = [word for some in kinds.values() for word in some]
        assert len(among) == len(set(among))
