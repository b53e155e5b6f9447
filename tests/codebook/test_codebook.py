"""The codebook as loaded."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing import codebook
from lapwing.codebook.cues import cue_words
from lapwing.codebook.groups import FOLDER
from lapwing.text import Phrases, words


def test_entries_are_found_by_name():
    loaded = codebook.load()
    assert loaded.modes["arson"].name == "arson"
    assert loaded.family("plot") == "violence"
    assert {loaded.family(name) for name in loaded.event_types} == set(loaded.families)


def test_the_version_follows_the_content_of_the_files(tmp_path: Path):
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    assert codebook.load(tmp_path).version == codebook.load().version
    with (tmp_path / "cues.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    codebook.load.cache_clear()
    assert codebook.load(tmp_path).version != codebook.load().version


@pytest.mark.parametrize("section", ["modes", "target_types"])
def test_modes_and_targets_have_plenty_of_cues(section: str):
    for entry in codebook.load().vocabularies()[section].values():
        assert len(entry.cues) >= 15, entry.name


@pytest.mark.parametrize("section", ["modes", "target_types"])
def test_an_entry_is_recognised_by_its_own_example(section: str):
    entries = codebook.load().vocabularies()[section]
    for entry in entries.values():
        finder = Phrases(dict.fromkeys(entry.cues, entry.name))
        assert list(finder.find(words(entry.example))), entry.name


@given(st.data())
def test_every_cue_finds_the_words_it_spells(data: st.DataObject):
    entries = [e for section in codebook.load().vocabularies().values() for e in section.values() if e.cues]
    cue = data.draw(st.sampled_from([cue for entry in entries for cue in entry.cues]))
    spelled = " ".join(slot.split("|")[0].rstrip("*").replace("~", "the") for slot in cue.split())
    assert list(Phrases({cue: cue}).find(words(spelled)))


def test_every_event_type_has_cue_words():
    assert set(cue_words()) == set(codebook.load().event_types)


def test_what_another_codebook_cannot_say_has_a_reason():
    for section in codebook.load().vocabularies().values():
        for entry in section.values():
            for walk in entry.crosswalk.values():
                assert walk.expressible or walk.note


def test_a_parent_is_not_the_same_group_as_its_branch():
    groups = {group.name: group for group in codebook.load_groups()}
    assert len(groups) >= 150
    assert groups["Islamic State Khorasan Province"].parent == "Islamic State"


@pytest.mark.shared
def test_the_registry_knows_every_canonical_name_of_the_scorer(shared: Path):
    wanted = json.loads((shared / "eval" / "group_aliases.json").read_text(encoding="utf-8"))
    assert set(wanted) <= {group.name for group in codebook.load_groups()}
