"""Which of several values is the best."""

import pytest

from lapwing.incidents.merge import merge
from lapwing.records import Toll
from tests.incidents.merge.make import (
    ABROAD,
    FAR,
    MALI,
    PROVINCE,
    SITE,
    TOWN,
    at_least,
    exactly,
    on_days,
    report,
)


def killed(*reports, rule=None):
    rules = {"killed": rule} if rule else {}
    best = merge("inc", reports, rules=rules).best("killed")
    return None if best is None else best["best"]


def test_the_newest_official_count_is_best():
    assert killed(
        report("a", on=1, killed=exactly(9), attributed_to="police"),
        report("b", on=2, killed=exactly(12), attributed_to="the Ministry of Health"),
        report("c", on=3, killed=exactly(30), attributed_to="residents"),
    ) == 12  # fmt: skip


def test_without_officials_the_newest_count_is_best():
    assert killed(report("a", on=1, killed=exactly(9)), report("b", on=2, killed=exactly(7))) == 7


def test_a_late_report_that_repeats_an_older_count_does_not_make_it_new():
    reports = (
        report("a", on=1, killed=exactly(9), attributed_to="police"),
        report("b", on=2, killed=exactly(12), attributed_to="police"),
        report("c", on=9, killed=exactly(9), attributed_to="police"),
    )
    assert killed(*reports) == 12


def test_a_figure_that_officials_confirm_later_is_theirs_from_then_on():
    assert killed(
        report("a", on=1, killed=exactly(12)),
        report("b", on=2, killed=exactly(9), attributed_to="army"),
        report("c", on=3, killed=exactly(12), attributed_to="army"),
    ) == 12  # fmt: skip


def test_at_least_twelve_repeats_twelve():
    assert killed(
        report("a", on=1, killed=exactly(12)), report("b", on=2, killed=exactly(9)),
        report("c", on=3, killed=at_least(12)),
    ) == 9  # fmt: skip


def test_a_report_without_a_day_is_never_the_newest():
    assert killed(report("a", on=None, killed=exactly(9)), report("b", on=1, killed=exactly(7))) == 7


def test_counts_of_one_day_go_by_reliability_then_by_what_most_say_then_to_the_lowest():
    nine, also_nine = report("a", killed=exactly(9)), report("b", killed=exactly(9))
    assert killed(nine, report("c", killed=exactly(7))) == 7
    assert killed(nine, also_nine, report("c", killed=exactly(7))) == 9
    assert killed(nine, also_nine, report("c", killed=exactly(7), reliability="A")) == 7


@pytest.mark.parametrize(
    ("rule", "best"), [("most_conservative", 7), ("most_informative", 12), ("most_representative", 9)]
)
def test_each_rule_has_its_own_count(rule, best):
    told = {"a": 9, "b": 9, "c": 7, "d": 12}
    assert killed(*(report(name, killed=exactly(n)) for name, n in told.items()), rule=rule) == best


def test_ten_copies_are_one_vote():
    copies = [report(f"c{n}", witness="agency", killed=exactly(30)) for n in range(10)]
    two = [report("a", killed=exactly(9)), report("b", killed=exactly(9))]
    assert killed(*copies, *two, rule="most_representative") == 9


def test_an_unreliable_source_weighs_less_than_one_nobody_has_rated():
    rated = report("a", on=2, killed=exactly(9), reliability="E")
    assert killed(rated, report("b", killed=exactly(7)), rule="most_representative") == 7


def test_the_merged_toll_spans_all_current_counts():
    incident = merge(
        "inc",
        [
            report("a", on=1, killed=at_least(9)),
            report("b", on=2, killed=exactly(12)),
            report("c", on=1, killed=exactly(40), witness="w", current=False),
            report("d", on=2, killed=Toll(low=10, high=15), witness="w"),
        ],
    )
    assert incident.best("killed") == {"low": 9, "best": 12, "high": 15}


def test_a_toll_of_words_is_kept_and_is_no_number():
    incident = merge("inc", [report("a", killed=Toll(words="dozens"))])
    field = next(merged for merged in incident.fields if merged.field == "killed")
    assert field.best is None
    assert field.versions[0].value == {"low": None, "best": None, "high": None, "words": "dozens"}
    assert field.disagreement == {"witnesses": 1.0}


def test_none_killed_is_a_count_and_unknown_is_not():
    assert killed(report("a", killed=exactly(0)), report("b")) == 0
    assert killed(report("a"), report("b")) is None


def date(*reports, rule="most_informative"):
    best = merge("inc", reports, rules={"date": rule}).best("date")
    return best["date_start"][-2:], best["date_end"][-2:]


def test_the_day_in_the_week_is_best_and_the_widest_window_most_conservative():
    week, on_fifth = report("a", **on_days(3, 9, "week")), report("b", **on_days(5))
    assert date(week, on_fifth) == ("05", "05")
    assert date(week, on_fifth, rule="most_conservative") == ("03", "09")


def test_a_day_that_contradicts_the_others_is_not_best_for_being_precise():
    assert date(
        report("a", **on_days(3, 9, "week")), report("b", **on_days(4, 8)), report("c", **on_days(20))
    ) == ("04", "08")


def test_what_has_happened_is_not_dated_after_its_first_report():
    first = report("a", on=5, **on_days(4))
    arrest, trial = report("b", on=9, **on_days(8)), report("c", on=9, **on_days(8))
    assert date(first, arrest, trial) == ("04", "04")
    assert date(report("a", on=5), arrest, trial) == ("08", "08"), "no other date is given"
    assert date(report("a", on=None, **on_days(4)), arrest, trial) == ("08", "08"), (
        "it is not known to be first"
    )


def test_what_is_planned_may_be_dated_after_its_first_report():
    first = report("a", on=5, outcome="planned", **on_days(4))
    later = [report(name, on=6, outcome="planned", **on_days(8)) for name in "bc"]
    assert date(first, *later) == ("08", "08")


def test_an_old_version_does_not_say_when_something_was_first_told():
    old = report("a", on=1, witness="w", current=False, **on_days(1))
    new = report("b", on=9, witness="w", **on_days(8))
    assert date(old, new, report("c", on=9, **on_days(8)), report("d", on=9, **on_days(1))) == ("08", "08")


def place(*reports, rule="most_informative"):
    return merge("inc", reports, rules={"place": rule}).best("place")


def test_the_finest_place_that_fits_is_best():
    told = [report(f"r{n}", **where) for n, where in enumerate((MALI, MALI, PROVINCE, TOWN, SITE))]
    assert place(*told)["place"] == "Gao airport"
    assert place(*told, rule="most_conservative")["place_precision"] == "country"


def test_a_place_elsewhere_is_not_best_for_being_finer():
    assert place(report("a", **PROVINCE), report("b", **PROVINCE), report("c", **FAR))["place"] == "Gao"


def test_the_place_is_one_in_the_best_country():
    incident = merge("inc", [report("a", **MALI), report("b", **MALI), report("c", **ABROAD)])
    assert incident.best("country") == "MLI"
    assert incident.best("place")["place"] is None
    assert incident.best("lat") is None


def test_the_affiliate_is_the_more_informative_group():
    told = [report("a", group="Islamic State"), report("b", group="Islamic State Khorasan Province")]
    assert merge("inc", told).best("group") == "Islamic State Khorasan Province"
    assert merge("inc", told, rules={"group": "most_conservative"}).best("group") == "Islamic State"


def test_the_link_is_to_the_best_group():
    incident = merge(
        "inc",
        [
            report("a", group="Ochre Front", group_link="suspected"),
            report("b", group="Ochre Front", group_link="suspected"),
            report("c", group="Lake Brigade", group_link="claimed", reliability="A"),
        ],
    )
    assert (incident.best("group"), incident.best("group_link")) == ("Ochre Front", "suspected")
    assert incident.claimed_by == ("Lake Brigade",)
    assert incident.attributed_groups == ("Ochre Front",)


def test_the_least_certain_word_is_most_conservative():
    told = [report("a"), report("b"), report("c", certainty="alleged")]
    assert merge("inc", told).best("certainty") == "asserted"
    assert merge("inc", told, rules={"certainty": "most_conservative"}).best("certainty") == "alleged"


def test_who_says_so_is_the_newest_official_and_is_told_apart_from_certainty():
    told = [report("a", attributed_to="residents", on=5), report("b", attributed_to="the army", on=2)]
    incident = merge("inc", told)
    assert incident.best("attributed_to") == "the army"
    assert incident.best("certainty") == "asserted"


def test_what_a_person_decided_is_best_even_on_a_superseded_text():
    assert killed(
        report("a", on=1, killed=exactly(3), witness="w", current=False, decided=["killed"]),
        report("b", on=2, killed=exactly(9), witness="w", attributed_to="police"),
    ) == 3  # fmt: skip


def test_a_persons_number_on_a_superseded_text_is_better_than_a_persons_words():
    assert killed(
        report("a", on=1, killed=exactly(3), witness="w", current=False, decided=["killed"]),
        report("b", on=2, killed=Toll(words="dozens"), witness="w", decided=["killed"]),
    ) == 3  # fmt: skip


def test_where_a_person_decided_that_a_report_gives_no_count_another_may():
    assert killed(report("a", decided=["killed"]), report("b", killed=exactly(4))) == 4


def test_a_person_who_decides_on_a_place_decides_on_its_country():
    incident = merge(
        "inc", [report("a", **MALI), report("b", **MALI), report("c", **ABROAD, decided=["place"])]
    )
    assert (incident.best("country"), incident.best("place")["place"]) == ("NER", "Niamey")


def test_a_superseded_text_speaks_where_its_correction_tells_nothing_of_the_incident():
    assert killed(report("a", killed=exactly(3), current=False)) == 3


def test_unknown_fields_and_rules_are_refused():
    with pytest.raises(ValueError, match="no field 'kill'"):
        merge("inc", [report("a")], rules={"kill": "most_conservative"})
    with pytest.raises(ValueError, match="cannot be merged by 'person'"):
        merge("inc", [report("a")], rules={"killed": "person"})
    with pytest.raises(ValueError, match="needs a report"):
        merge("inc", [])
