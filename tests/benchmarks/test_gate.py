import pytest

from benchmarks import gate
from lapwing.coding import CODERS
from lapwing.evaluation.gate import Figure, Floor, baseline_text, check, read_baseline

BASELINE = {
    "cues/dev/detection F1": Floor(0.6, True, "a1"),
    "learned/dev/detection F1": Floor(0.8, True, "a1"),
    "resolvers/times/value F1": Floor(0.7, True, "b2"),
}


@pytest.fixture
def one_part(monkeypatch, tmp_path):
    """A gate that measures one figure, 0.65, against floors in a file of the test's own."""
    kept = tmp_path / "baseline.json"
    kept.write_text(baseline_text({}), encoding="utf-8")
    measured = Figure("cues/dev/detection F1", 0.65, True, "a1")
    monkeypatch.setattr(gate, "PARTS", {"dev": lambda setting: iter([measured])})
    monkeypatch.setattr(gate, "BASELINE", kept)
    monkeypatch.setattr(gate, "read_baseline", lambda: read_baseline(kept))
    return kept


def test_floors_of_other_coders_and_parts_are_not_expected():
    assert gate.expected(BASELINE, "cues", ["dev", "times"]) == [
        "cues/dev/detection F1",
        "resolvers/times/value F1",
    ]
    assert gate.expected(BASELINE, "learned", ["dev"]) == ["learned/dev/detection F1"]


def test_the_table_says_how_every_figure_stands():
    figures = [
        Figure("cues/dev/detection F1", 0.5, True, "a1"),
        Figure("cues/dev/record F1", 0.4, True, "a1"),
        Figure("resolvers/times/value F1", 0.7, True, "b2"),
    ]
    lines = gate.table(figures, BASELINE, check(figures, BASELINE)).splitlines()
    assert [line.split()[-1] for line in lines[1:4]] == ["fell", "new", "held"]
    assert lines[4] == "cues/dev/detection F1: 0.5000 is below the floor 0.6000"


def test_a_fingerprint_changes_with_any_byte_and_with_the_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"ab")
    two.write_bytes(b"c")
    before = gate.fingerprint([one, two])
    assert before == gate.fingerprint([one, two]) != gate.fingerprint([two, one])
    one.write_bytes(b"a")
    two.write_bytes(b"bc")
    assert gate.fingerprint([one, two]) != before


def test_raising_keeps_what_was_measured_and_a_later_fall_exits_with_one(one_part, capsys):
    assert gate.main(["--raise"]) == 0
    assert read_baseline(one_part) == {"cues/dev/detection F1": Floor(0.65, True, "a1")}
    one_part.write_text(baseline_text({"cues/dev/detection F1": Floor(0.7, True, "a1")}), encoding="utf-8")
    assert gate.main([]) == 1
    assert "below the floor" in capsys.readouterr().out
    assert gate.main(["--raise"]) == 1
    assert read_baseline(one_part)["cues/dev/detection F1"].value == 0.7


def test_other_data_exit_with_one_until_fresh_floors_are_asked_for(one_part):
    one_part.write_text(baseline_text({"cues/dev/detection F1": Floor(0.5, True, "old")}), encoding="utf-8")
    assert gate.main([]) == 1
    assert gate.main(["--raise"]) == 1
    assert gate.main(["--raise", "--new-data"]) == 0


@pytest.mark.shared
@pytest.mark.parametrize("coder", sorted(CODERS))
def test_no_figure_on_the_development_set_or_the_founding_article_has_fallen(shared, coder, capsys):
    if not gate.expected(read_baseline(), coder, ["founding", "dev"]):
        pytest.skip(f"no floors are kept for the coder {coder}")
    fell = gate.main(["--coder", coder, "--only", "founding", "dev", "--shared", str(shared)])
    assert not fell, capsys.readouterr().out
