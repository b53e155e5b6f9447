import random

from benchmarks.merging import main, reports


def test_the_same_seed_gives_the_same_reports_and_each_is_a_document_of_its_own():
    told = reports(1, random.Random(3))
    assert told == reports(1, random.Random(3))
    assert len({one.document.doc_id for one in told}) == len(told)


def test_the_cost_is_told_for_an_incident_and_for_a_hundred_thousand(capsys):
    main(2)
    said = capsys.readouterr().out
    assert said.startswith("2 incidents of")
    assert "100,000 in" in said
