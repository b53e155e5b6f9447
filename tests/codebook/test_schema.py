"""The check of the vocabularies: all faults of all files at once, each with its path."""

import shutil
from pathlib import Path

import pytest
import yaml

from lapwing import codebook
from lapwing.codebook.groups import FOLDER
from lapwing.codebook.schema import SECTIONS, cue_problem
from lapwing.errors import CodebookError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def edit(path: Path, change) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        codebook.check(folder)
    return list(caught.value.faults)


def test_the_shipped_codebook_has_no_fault():
    codebook.check()


def test_all_faults_of_all_files_are_named_at_once(folder: Path):
    def break_types(data):
        types = data["event_types"]
        types["attack"]["crosswalk"]["gtd"] = {"attacktype": ["Bombing"]}
        types["plot"]["definition"] = "  "
        types["clash"]["family"] = "war"
        del types["arrest"]["example"]
        types["raid"]["colour"] = "red"
        types["riot"] = types.pop("protest")

    def break_modes(data):
        data["modes"]["bombing"]["cues"] = [
            "Bomb",
            "car  bomb*",
            "car-bomb",
            "gunner's",
            "~ bomb",
            "fuse",
            "fuse",
        ]
        data["modes"]["drone"]["crosswalk"]["plover"] = {"weapon": ["drone"]}
        data["modes"]["arson"]["crosswalk"]["ucdp"] = {"value": "fire", "reason": ""}
        del data["modes"]["other"]["crosswalk"]["stix"]

    def break_groups(data):
        data["groups"] = [
            {"id": "one", "name": "The One", "aliases": ["Uno"], "ideology": "jihadist", "country": "Mali"},
            {"id": "one", "name": "Second", "aliases": ["UNO"], "ideology": "pirate", "parent": "Nobody"},
            {
                "id": "Third!",
                "name": "Third",
                "ideology": "criminal",
                "ambiguous": [{"form": "T", "when": {}}],
            },
        ]

    edit(folder / "event_types.yaml", break_types)
    edit(folder / "modes.yaml", break_modes)
    edit(folder / "groups.yaml", break_groups)
    (folder / "targets.yaml").unlink()
    found = {fault.rsplit(": ", 1)[0] if "names groups" not in fault else fault for fault in faults(folder)}
    assert found == {
        "event_types.yaml: event_types.attack.crosswalk.gtd.attacktype",
        "event_types.yaml: event_types.plot.definition",
        "event_types.yaml: event_types.clash.family",
        "event_types.yaml: event_types.arrest.example",
        "event_types.yaml: event_types.raid.colour",
        "event_types.yaml: event_types.riot",
        "event_types.yaml: event_types.protest",
        "modes.yaml: modes.bombing.cues[0]",
        "modes.yaml: modes.bombing.cues[1]",
        "modes.yaml: modes.bombing.cues[2]",
        "modes.yaml: modes.bombing.cues[3]",
        "modes.yaml: modes.bombing.cues[4]",
        "modes.yaml: modes.bombing.cues",
        "modes.yaml: modes.drone.crosswalk.plover.weapon",
        "modes.yaml: modes.drone.crosswalk.plover",
        "modes.yaml: modes.arson.crosswalk.ucdp.value",
        "modes.yaml: modes.arson.crosswalk.ucdp.reason",
        "modes.yaml: modes.other.crosswalk.stix",
        "targets.yaml",
        "targets.yaml: target_types",
        "groups.yaml: groups[0].country",
        "groups.yaml: groups[1].ideology",
        "groups.yaml: groups[1].parent",
        "groups.yaml: groups[2].id",
        "groups.yaml: groups[2].ambiguous[0].when.countries",
        "groups.yaml: groups",
        "groups.yaml: groups: 'Uno' names groups[0] (The One) and groups[1] (Second)",
    }


def test_a_key_written_twice_is_a_fault(folder: Path):
    path = folder / "modes.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n  drone:\n    definition: again\n", encoding="utf-8"
    )
    assert "modes.yaml: modes.drone: is written twice" in faults(folder)


def test_a_file_that_is_not_yaml_is_named_with_its_line(folder: Path):
    (folder / "modes.yaml").write_text("modes:\n  bombing: [\n", encoding="utf-8")
    assert any(fault.startswith("modes.yaml: line ") for fault in faults(folder))


def test_a_parent_that_leads_back_is_a_fault(folder: Path):
    groups = [
        {"id": "a", "name": "A", "ideology": "criminal", "parent": "B"},
        {"id": "b", "name": "B", "ideology": "criminal", "parent": "A"},
    ]
    edit(folder / "groups.yaml", lambda data: data.update(groups=groups))
    assert faults(folder) == [
        "groups.yaml: groups[0].parent: 'A' is its own ancestor",
        "groups.yaml: groups[1].parent: 'B' is its own ancestor",
    ]


def test_years_must_be_years_and_in_order(folder: Path):
    groups = [
        {"id": "a", "name": "A", "ideology": "criminal", "active_from": 1990, "active_to": 1980},
        {"id": "b", "name": "B", "ideology": "criminal", "active_from": "old"},
    ]
    edit(folder / "groups.yaml", lambda data: data.update(groups=groups))
    assert faults(folder) == [
        "groups.yaml: groups[0].active_to: ends before it begins",
        "groups.yaml: groups[1].active_from: 'old' is not a year",
    ]


def test_every_value_of_the_records_has_its_entry():
    loaded = codebook.load().vocabularies()
    assert {name: tuple(sorted(entries)) for name, entries in loaded.items()} == {
        name: tuple(sorted(values)) for name, (_, values) in SECTIONS.items()
    }


@pytest.mark.parametrize(
    "cue", ["bomb", "car bomb*", "kill*|wound*", "claim* ~ responsibility", "u.s forces", "café*"]
)
def test_a_cue_that_can_match_is_accepted(cue: str):
    assert cue_problem(cue) is None


@pytest.mark.parametrize(
    "cue", ["Bomb", "a  b", " a", "car-bomb", "girls' school", "year's", "bomb ~", "b*mb", ""]
)
def test_a_cue_that_can_never_match_is_refused(cue: str):
    assert cue_problem(cue) is not None
