"""What people are told of witnesses that contradict each other."""

from lapwing.incidents.merge import merge
from lapwing.records import Toll
from tests.incidents.merge.make import FAR, MALI, SITE, TOWN, at_least, exactly, on_days, report


def told(*reports) -> tuple[str, ...]:
    return merge("inc", reports).contradictions


def test_counts_that_differ():
    assert told(
        report("a", killed=exactly(9)), report("b", killed=exactly(12)), report("c", killed=exactly(9))
    ) == ("Two witnesses say 9 killed, one says 12.",)


def test_counts_with_bounds():
    assert told(report("a", killed=at_least(9)), report("b", killed=exactly(12))) == ()
    assert told(report("a", injured=at_least(9)), report("b", injured=Toll(low=3, best=4, high=5))) == (
        "One witness says at least 9 injured, one says 3 to 5.",
    )
    assert told(report("a", killed=Toll(words="dozens")), report("b", killed=exactly(3))) == ()


def test_days_that_exclude_each_other():
    assert told(report("a", **on_days(3, 5)), report("b", **on_days(5))) == ()
    assert told(report("a", **on_days(3)), report("b", **on_days(5, 6)), report("c", **on_days(1, 9))) == (
        "One witness dates it 3 March 2024, one dates it 5 March 2024 to 6 March 2024.",
    )


def test_places_that_exclude_each_other():
    assert told(report("a", **MALI), report("b", **TOWN), report("c", **SITE)) == ()
    assert told(report("a", **MALI), report("b", **TOWN), report("c", **FAR)) == (
        "One witness places it in Gao, MLI, one places it in Timbuktu, MLI.",
    )


def test_different_groups():
    assert told(
        report("a", group="Ochre Front", group_link="claimed"),
        report("b", group="Lake Brigade", group_link="claimed"),
    ) == (
        "One witness ties it to Ochre Front, one ties it to Lake Brigade.",
        "More than one group is said to have claimed it, by the number of witnesses: Lake Brigade (one), "
        "Ochre Front (one).",
    )
    assert (
        told(report("a", group="Islamic State"), report("b", group="Islamic State Khorasan Province")) == ()
    )


def test_a_claim_that_is_denied():
    said = {"group": "Ochre Front", "group_link": "claimed"}
    assert told(report("a", **said), report("b", **said), report("c", **said, certainty="denied")) == (
        "Two witnesses report it as fact, one reports that it is denied.",
        "Two witnesses say that Ochre Front claimed it, one that this is denied.",
    )
    assert told(report("a"), report("b", certainty="alleged")) == ()


def test_outcomes_and_types():
    assert told(report("a"), report("b", outcome="failed")) == (
        "One witness says it happened, one says it failed.",
    )
    assert told(report("a"), report("b"), report("c", type="clash")) == (
        "Two witnesses report it as attack, one reports it as clash.",
    )


def test_people_who_decided_differently():
    assert told(
        report("a", killed=exactly(9), decided=["killed"]),
        report("b", killed=exactly(12), decided=["killed"]),
    )[0] == "People decided two different values of killed."  # fmt: skip


def test_copies_and_superseded_texts_contradict_nobody():
    assert told(
        report("a", on=1, killed=exactly(9), witness="w", current=False),
        report("b", on=2, killed=exactly(12), witness="w"),
    ) == ()  # fmt: skip
