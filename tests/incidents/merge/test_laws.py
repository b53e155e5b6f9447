"""What holds whatever the reports say."""

from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents.merge import DEFAULT_RULES, merge
from lapwing.incidents.merge.fields import FIELDS, TOLLS
from lapwing.incidents.merge.rules import RULES
from lapwing.records import Incident
from tests.incidents.merge.make import clusters, events, report

rule_sets = st.fixed_dictionaries({name: st.sampled_from(list(RULES)) for name in DEFAULT_RULES})


def bests(incident: Incident) -> dict:
    return {merged.field: merged.best for merged in incident.fields}


@given(clusters(people=True), rule_sets, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(reports, rules, draw):
    shuffled = draw.sample(reports, len(reports))
    assert merge("inc", shuffled, rules=rules) == merge("inc", reports, rules=rules)


@given(clusters(), st.data())
def test_copies_do_not_change_what_is_most_representative(reports, data):
    rules = dict.fromkeys(DEFAULT_RULES, "most_representative")
    copied = data.draw(st.sampled_from([one for one in reports if one.current] or reports))
    if not copied.current:
        return
    copies = [
        copied.model_copy(
            update={
                "event": copied.event.model_copy(update={"doc_id": f"copy{n}", "event_id": f"copy{n}"}),
                "document": copied.document.model_copy(update={"doc_id": f"copy{n}", "published": later}),
                "stored": 10 + n,
            }
        )
        for n, later in enumerate(
            data.draw(
                st.lists(
                    st.none()
                    if copied.document.published is None
                    else st.dates(min_value=copied.document.published),
                    min_size=1,
                    max_size=5,
                )
            )
        )
    ]
    assert bests(merge("inc", reports + copies, rules=rules)) == bests(merge("inc", reports, rules=rules))


@given(clusters(people=True), rule_sets, st.data())
def test_a_superseded_version_changes_no_best_value(reports, rules, data):
    standing = [one for one in reports if one.current]
    if not standing:
        return
    of = data.draw(st.sampled_from(standing))
    old = report(
        "old", witness=of.witness, current=False, on=data.draw(st.integers(1, 9)), **data.draw(events())
    )
    assert bests(merge("inc", [*reports, old], rules=rules)) == bests(merge("inc", reports, rules=rules))


@given(clusters(people=True), rule_sets)
def test_the_best_value_is_one_that_was_said_and_leads_back_to_words(reports, rules):
    for merged in merge("inc", reports, rules=rules).fields:
        said = [version.value for version in merged.versions]
        if merged.best is None:
            assert merged.backed_by == ()
            continue
        backing = [merged.versions[at] for at in merged.backed_by]
        assert backing
        assert all(version.evidence for version in backing)
        if merged.field in TOLLS:
            assert merged.best["best"] in [toll["best"] for toll in said]
        else:
            assert merged.best in said


@given(clusters(), rule_sets)
def test_a_toll_nobody_gives_is_unknown_and_its_bounds_hold_it(reports, rules):
    incident = merge("inc", reports, rules=rules)
    for name in TOLLS:
        best = incident.best(name)
        if best is None:
            assert not any(
                toll is not None and toll.words is None
                for one in reports
                if one.current
                for toll in [getattr(one.event, name)]
            )
            continue
        known = [best[part] for part in ("low", "best", "high") if best[part] is not None]
        assert known == sorted(known)
        if best["best"] is None:
            assert best["low"] is not None or best["high"] is not None


@given(clusters(people=True), rule_sets)
def test_a_persons_value_wins(reports, rules):
    incident = merge("inc", reports, rules=rules)
    for field, merged in zip(FIELDS, incident.fields, strict=True):
        decided = [version for version in merged.versions if version.by == "person"]
        usable = [v for v in decided if field.use is None or field.use(v.value)]
        if usable:
            assert merged.rule == "person"
            assert merged.best in [version.value for version in usable]
        else:
            assert merged.rule == rules[field.name]


@given(clusters(people=True))
def test_an_incident_comes_back_from_json_as_it_was(reports):
    incident = merge("inc", reports)
    assert Incident.model_validate_json(incident.model_dump_json()) == incident


@given(clusters(people=True))
def test_the_place_lies_in_the_country(reports):
    incident = merge("inc", reports)
    place, country = incident.best("place"), incident.best("country")
    if place is not None and not any(one.decided for one in reports):
        assert place["country"] in (None, country)


@given(clusters())
def test_every_report_that_speaks_has_a_version_and_every_measure_is_a_share_or_a_count(reports):
    incident = merge("inc", reports)
    assert len(incident.fields[0].versions) == len(reports)
    assert incident.witnesses == len({one.witness for one in reports})
    for merged in incident.fields:
        found = merged.disagreement
        if "dscore" in found:
            assert 0 <= found["event_level_disagreement"] < 1
            assert found["modal_confidence"] <= found.get("precision_aware_modal_confidence", 1)
            assert found.get("precision_aware_dscore", 0) <= found["dscore"]
