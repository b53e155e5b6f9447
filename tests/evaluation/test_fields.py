import pytest

from lapwing.evaluation.fields import Comparisons, fold_group, group_aliases, kilometres, registry_aliases
from lapwing.evaluation.reading import CodedEvent, coded_document
from tests.evaluation.make import document, event

COMPARISONS = Comparisons(group_aliases({"Islamic State": ["ISIS", "Daesh"]}))


def coded(**fields: object) -> CodedEvent:
    return coded_document(document(event(**fields))).events[0]


def compared(name: str, gold: dict[str, object], given: dict[str, object]) -> float | None:
    return COMPARISONS.all(coded(**gold), coded(**given))[name]


def day(text: str, end: str | None = None) -> dict[str, object]:
    return {"date_start": text, "date_end": end or text}


@pytest.mark.parametrize(
    ("gold", "given", "right"),
    [
        (day("2024-01-03"), day("2024-01-03"), 1.0),
        (day("2024-01-03"), day("2024-01-03", "2024-01-04"), 0.0),
        (day("2024-01-03"), {}, 0.0),
        ({}, day("2024-01-03"), None),
        (day("2024-01-01", "2024-01-07"), day("2024-01-05", "2024-02-04"), 1.0),
        (day("2024-01-01", "2024-01-07"), day("2024-01-05", "2024-02-06"), 0.0),
        (day("2024-01-01", "2024-01-07"), day("2024-01-08"), 0.0),
        (day("2023-01-01", "2023-12-31"), day("2022-06-01", "2024-05-29"), 1.0),
        (day("2024-01-03", "2024-01-01"), day("2024-01-02"), 1.0),
    ],
)
def test_a_date_is_asked_as_precisely_as_gold_knows_it(gold, given, right):
    assert compared("date", gold, given) == right


def test_names_of_one_group_are_one_group():
    assert compared("group", {"group": "Islamic State"}, {"group": "the Daesh"}) == 1.0
    assert compared("group", {"group": "Islamic State"}, {"group": "Taliban"}) == 0.0
    assert compared("group", {"group": None}, {"group": None}) == 1.0


def test_a_place_is_right_within_fifty_kilometres():
    oslo, drammen, bergen = (
        {"lat": 59.91, "lon": 10.75},
        {"lat": 59.74, "lon": 10.2},
        {"lat": 60.39, "lon": 5.32},
    )
    assert compared("place", oslo, drammen) == 1.0
    assert compared("place", oslo, bergen) == 0.0
    assert compared("place", oslo, {}) == 0.0
    assert compared("place", {}, oslo) is None


def test_lists_are_scored_by_their_overlap():
    assert compared("modes", {"modes": ["bombing"]}, {"modes": ["bombing", "shooting"]}) == 0.5
    assert compared("modes", {}, {}) is None


def test_tolls_are_compared_by_their_best_value():
    assert compared("killed", {"killed": {"low": 80, "best": 80, "high": None}}, {"killed": 80}) == 1.0
    assert compared("killed", {"killed": {"low": 4, "best": None, "high": 9}}, {"killed": 4}) == 1.0
    assert compared("killed", {"killed": 3}, {}) == 0.0
    assert compared("killed", {}, {}) is None


def test_a_group_link_is_asked_only_where_gold_has_one():
    assert compared("group_link", {}, {"group_link": "claimed"}) is None
    assert compared("group_link", {"group_link": "claimed"}, {}) == 0.0


def test_gold_can_leave_a_field_out():
    assert compared("killed", {"killed": 3, "unscored": ["killed"]}, {}) is None


def test_group_names_fold_case_accents_and_the_article():
    assert fold_group("The Séléka–Group") == "seleka group"


def test_the_registry_knows_other_names():
    aliases = registry_aliases()
    assert aliases[fold_group("Daesh")] == aliases[fold_group("Islamic State")]


def test_a_degree_of_latitude_is_111_km():
    assert kilometres((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)
