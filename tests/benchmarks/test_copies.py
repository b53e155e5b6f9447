from itertools import combinations

import pytest
import yaml

from benchmarks.copies import EXAMPLES, Judged, Pair, judge, own_pairs, score
from lapwing.records import Document


def document(doc_id="a"):
    return Document(doc_id=doc_id, text="A.")


def judged(kind, told, found=True):
    return Judged(Pair(document("a"), document("b"), kind, "copy", "held"), found, told)


def test_a_pair_that_the_candidate_step_misses_counts_as_missed():
    assert judged("copy", "copy", found=False).kind is None
    reached = score([judged("copy", "copy"), judged("copy", "copy", found=False)], ["copy", "update"])
    assert (reached.precision, reached.recall) == (1.0, 0.5)


def test_a_copy_taken_for_an_update_is_a_miss_and_a_false_alarm_but_one_witness():
    pairs = [judged("copy", "update")]
    assert score(pairs, ["copy"]) == (0, 0, 1)
    assert score(pairs, ["update"]) == (0, 1, 0)
    assert score(pairs, ["copy", "update"]).f1 == 1.0


def test_our_own_set_has_both_halves_and_every_kind_of_answer():
    pairs = list(own_pairs())
    assert {pair.half for pair in pairs} == {"tuning", "held"}
    for half in ("tuning", "held"):
        assert {pair.kind for pair in pairs if pair.half == half} == {"copy", "update", None}


def test_every_pair_of_a_case_names_two_of_its_documents_once():
    for case in yaml.safe_load((EXAMPLES / "cases.yaml").read_text(encoding="utf-8")):
        possible = {frozenset(pair) for pair in combinations([one["id"] for one in case["documents"]], 2)}
        named = [frozenset(pair[:2]) for pair in case["pairs"]]
        assert set(named) <= possible and len(set(named)) == len(named), case["name"]


@pytest.mark.parametrize("group", ["update_toll", "template", "house_style"])
def test_what_the_set_is_there_for_is_told_right(group):
    found = [judge(pair) for pair in own_pairs() if pair.group == group]
    assert found and all(one.kind == one.pair.kind for one in found)
