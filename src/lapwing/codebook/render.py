"""The codebook for people: the Markdown page ``docs/codebook.md``, and plain data for a terminal or JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from importlib.resources import files
from typing import Any

from lapwing.codebook import actor_words
from lapwing.codebook.cues import cue_words
from lapwing.codebook.entries import Codebook, Crosswalk, Entry
from lapwing.codebook.groups import Group, load_groups

_INSERT = re.compile(r"<!-- (\w+) -->")


def plain(codebook: Codebook) -> dict[str, Any]:
    """The codebook as dictionaries, lists and texts that ``json.dumps`` takes.

    ``vocabularies`` holds every section by name with its entries; event types have their cue phrases from
    ``cues.yaml``. ``actor_words`` are the words for actors that are read alike, by tone. ``groups`` is the registry.
    """
    words = cue_words()
    sections = {
        section: {name: _plain_entry(entry) for name, entry in entries.items()}
        for section, entries in codebook.vocabularies().items()
    }
    for name, entry in sections["event_types"].items():
        entry["cues"] = words.get(name, [])
    return {
        "version": codebook.version,
        "families": dict(codebook.families),
        "vocabularies": sections,
        "actor_words": {tone: list(words) for tone, words in actor_words.by_tone().items()},
        "groups": [asdict(group) for group in load_groups(codebook.folder)],
    }


def _plain_entry(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "definition": entry.definition,
        "includes": list(entry.includes),
        "excludes": list(entry.excludes),
        "example": entry.example,
        "cues": list(entry.cues),
        "crosswalk": {
            target: {
                "values": {field: list(labels) for field, labels in walk.values.items()},
                "note": walk.note,
            }
            for target, walk in entry.crosswalk.items()
        },
    }
    return data if entry.family is None else {"family": entry.family, **data}


def markdown(codebook: Codebook) -> str:
    """The page ``docs/codebook.md``: the guide with its tables filled in."""
    parts: dict[str, Callable[[], str]] = {
        "families": lambda: _bullets(f"**{name}**: {text}" for name, text in codebook.families.items()),
        "event_types": lambda: _event_types(codebook),
        "cues": _cue_table,
        "actor_words": _actor_words,
        "crosswalk": lambda: _crosswalk_tables(codebook),
        "groups": lambda: _group_table(load_groups(codebook.folder)),
        "group_count": lambda: str(len(load_groups(codebook.folder))),
    }
    for section, entries in codebook.vocabularies().items():
        parts.setdefault(section, partial(_entry_table, entries))
    guide = (files("lapwing.codebook") / "guide.md").read_text(encoding="utf-8")
    return _INSERT.sub(lambda match: parts[match.group(1)](), guide)


def _event_types(codebook: Codebook) -> str:
    shown = []
    for name, entry in codebook.event_types.items():
        shown.append(
            f"### `{name}` ({entry.family})\n\n{entry.definition}\n\n"
            f"- Belongs here: {'; '.join(entry.includes)}.\n"
            f"- Does not: {'; '.join(entry.excludes)}.\n"
            f"- Example: “{entry.example}”"
        )
    return "\n\n".join(shown)


def _entry_table(entries: Mapping[str, Entry]) -> str:
    return _table(
        ("value", "means", "belongs here", "does not", "example"),
        (
            (f"`{e.name}`", e.definition, "; ".join(e.includes), "; ".join(e.excludes), e.example)
            for e in entries.values()
        ),
    )


def _cue_table() -> str:
    return _table(
        ("type", "cue phrases"),
        ((f"`{name}`", ", ".join(f"`{p}`" for p in phrases)) for name, phrases in cue_words().items()),
    )


def _actor_words() -> str:
    return _bullets(f"{tone}: {', '.join(words)}" for tone, words in actor_words.by_tone().items())


def _crosswalk_tables(codebook: Codebook) -> str:
    targets = codebook.crosswalk_targets
    shown = []
    for section, entries in codebook.vocabularies().items():
        rows = (
            (f"`{e.name}`", *(_crosswalk_cell(e.crosswalk[target]) for target in targets))
            for e in entries.values()
        )
        header = (section.replace("_", " "), *(target.title for target in targets.values()))
        shown.append(_table(header, rows))
    return "\n\n".join(shown)


def _crosswalk_cell(walk: Crosswalk) -> str:
    if not walk.expressible:
        return "–"
    return "; ".join(f"{field}: {', '.join(labels)}" for field, labels in walk.values.items())


def _group_table(groups: Iterable[Group]) -> str:
    return _table(
        ("group", "acronyms", "part of", "ideology", "country", "years", "listed by"),
        (
            (
                group.name,
                ", ".join(group.acronyms),
                group.parent or "",
                group.ideology,
                group.country or "",
                _years(group),
                ", ".join(group.designations),
            )
            for group in groups
        ),
    )


def _years(group: Group) -> str:
    if group.active_from is None and group.active_to is None:
        return ""
    return f"{group.active_from or ''}–{group.active_to or ''}"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
