"""The codebook for people."""

import json
from pathlib import Path

from lapwing import codebook
from lapwing.codebook import actor_words
from lapwing.codebook.cues import cue_words
from lapwing.codebook.render import markdown, plain


def test_the_page_in_docs_is_not_stale(repository: Path):
    written = (repository / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == markdown(codebook.load()), "run: python -m lapwing.codebook > docs/codebook.md"


def test_the_page_shows_every_value_and_group():
    page = markdown(codebook.load())
    for section in codebook.load().vocabularies().values():
        for entry in section.values():
            assert f"`{entry.name}`" in page
            assert entry.definition in page
    for group in codebook.load_groups():
        assert f"| {group.name} |" in page
    read_alike = page.split("## Words for actors")[1].split("## Crosswalk")[0]
    for words in actor_words.by_tone().values():
        assert ", ".join(words) in read_alike
    assert "<!--" not in page


def test_the_plain_form_is_json_with_the_cue_words_of_the_types():
    data = json.loads(json.dumps(plain(codebook.load())))
    assert data["version"] == codebook.load().version
    assert data["vocabularies"]["event_types"]["claim"]["cues"] == cue_words()["claim"]
    assert data["vocabularies"]["modes"]["drone"]["crosswalk"]["plover"]["values"] == {
        "mode": ["ASSAULT drone"]
    }
    assert "terrorist" in data["actor_words"]["condemning"]
    assert len(data["groups"]) == len(codebook.load_groups())
