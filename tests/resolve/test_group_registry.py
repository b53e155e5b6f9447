"""The registry against the development data beside the project."""

import datetime as dt
import json
from pathlib import Path

import pytest

from lapwing.codebook import load_groups
from lapwing.resolve.groups import find_groups
from lapwing.text import fold

pytestmark = pytest.mark.shared


def gold(shared: Path, name: str) -> list[dict]:  # type: ignore[type-arg]
    lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def keys(shared: Path) -> dict[str, str]:
    """Folded names and aliases as the scorer compares them, each with its canonical name."""
    aliases = json.loads((shared / "eval" / "group_aliases.json").read_text(encoding="utf-8"))
    return {fold(form): fold(name) for name, forms in aliases.items() for form in (name, *forms)}


def test_the_registry_is_large_enough() -> None:
    assert len(load_groups()) >= 220


def test_it_has_every_canonical_name_and_alias_of_the_scorer(shared: Path) -> None:
    aliases = json.loads((shared / "eval" / "group_aliases.json").read_text(encoding="utf-8"))
    known = {g.name: {*g.forms, *(a.form for a in g.ambiguous)} for g in load_groups()}
    missing = [
        (name, form) for name, forms in aliases.items() for form in forms if form not in known.get(name, ())
    ]
    assert set(aliases) <= set(known)
    assert missing == []


@pytest.mark.parametrize("name", ["train", "dev", "founding_article"])
def test_every_group_of_the_gold_has_an_entry(name: str, shared: Path, keys: dict[str, str]) -> None:
    known = {fold(g.name) for g in load_groups()}
    coded = {e["group"] for d in gold(shared, name) for e in d["events"] if e.get("group")}
    assert {g for g in coded if keys.get(fold(g), fold(g)) not in known} == set()


@pytest.mark.parametrize(("name", "least"), [("train", 0.97), ("dev", 0.95), ("founding_article", 1.0)])
def test_the_groups_of_the_gold_are_found(
    name: str, least: float, shared: Path, keys: dict[str, str]
) -> None:
    found = coded = 0
    for document in gold(shared, name):
        published = dt.date.fromisoformat(document["published"])
        read = {m.group for m in find_groups(document["text"], published=published) if m.group}
        have = {keys.get(fold(g), fold(g)) for g in read}
        want = {keys.get(fold(e["group"]), fold(e["group"])) for e in document["events"] if e.get("group")}
        found, coded = found + len(want & have), coded + len(want)
    assert found / coded >= least
