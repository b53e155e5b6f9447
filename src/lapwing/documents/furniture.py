"""Page furniture: which stretches of a text are the page's and not the article's."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict

from lapwing.records import Furniture, Span

Scope = Literal["line", "lead", "links", "to_end", "tail"]
_LONGEST_LINE = 700
_LONGEST_HEADLINE = 160
_HEAD_LINES = 8
_TAIL_LINES = 8
_TAIL = 900
# A block that goes to the end of the text is one only when an article stands before it. The share is a
# judgement: as much small print as article is common under a short report, twice as much is not.
_ARTICLE_BEFORE = 200
_SHARE_BEFORE = 0.4


class Rule(BaseModel):
    """One rule of ``furniture.yaml``; the file's head says what each field means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    scope: Scope
    patterns: tuple[str, ...]
    guarded: bool = False
    where: Literal["head", "tail"] | None = None
    example: str
    counter: str | None = None


class _Rules(NamedTuple):
    by_name: dict[str, Rule]
    reports: re.Pattern[str]
    whole_line: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]


class _Line(NamedTuple):
    """A line without the white space around it; ``plain`` is how the patterns see it."""

    start: int
    end: int
    text: str
    plain: str


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which they are tried."""
    return tuple(Rule.model_validate(entry) for entry in _table()["rules"])


def page_furniture(text: str) -> list[Furniture]:
    """The furniture of a text, in text order and without overlaps; each quotes what it sets aside.

    A line that reports something stays unless its rule is certain whatever the words, as a copyright line is.
    """
    lines = [_line(match.start(), match.group().rstrip()) for match in re.finditer(r"\S[^\n]*", text)]
    found = list(_from_lines(text, lines))
    found.extend(_from_tail(text, found))
    return sorted(found, key=lambda piece: piece.start)


def _line(start: int, text: str) -> _Line:
    plain = " ".join(text.split()).replace("'", "’") if len(text) <= _LONGEST_LINE else ""
    return _Line(start, start + len(text), text, plain)


def _from_lines(text: str, lines: list[_Line]) -> Iterator[Furniture]:
    in_links = False
    for number, line in enumerate(lines):
        rule = _rule_of(line, number, len(lines))
        if rule is not None and rule.scope == "to_end" and _article_before(text, line):
            yield _piece(text, line.start, lines[-1].end, rule.name)
            return
        if rule is not None:
            in_links = rule.scope == "links" or (in_links and rule.scope == "line")
            yield _piece(text, line.start, line.end, rule.name)
        elif in_links and _may_be_link(line) and not _compiled().reports.search(line.plain):
            yield _piece(text, line.start, line.end, "related_links")
        else:
            in_links = in_links and _may_be_link(line)
            yield from _lead(text, line)


def _rule_of(line: _Line, number: int, count: int) -> Rule | None:
    """The rule that sets the whole line aside, if it stands where the rule looks and reports nothing."""
    if not line.plain:
        return None
    compiled = _compiled()
    match = compiled.whole_line.fullmatch(line.plain)
    if match is None or match.lastgroup is None:
        return None
    rule = compiled.by_name[match.lastgroup]
    if rule.where == "head" and number >= _HEAD_LINES:
        return None
    if rule.where == "tail" and number < count - _TAIL_LINES:
        return None
    if rule.guarded and compiled.reports.search(line.plain):
        return None
    return rule


def _lead(text: str, line: _Line) -> Iterator[Furniture]:
    match = _compiled().lead.match(line.text)
    if match is not None and match.lastgroup is not None and match.end():
        words = match.group().rstrip()
        yield _piece(text, line.start, line.start + len(words), match.lastgroup)


def _from_tail(text: str, found: list[Furniture]) -> Iterator[Furniture]:
    """Credits that close the last paragraph which is not furniture itself."""
    end = len(text.rstrip())
    for piece in reversed(found):
        if piece.end < end and text[piece.end : end].strip():
            break
        end = min(end, piece.start)
    floor = max((piece.end for piece in found if piece.end <= end), default=0)
    while True:
        end = len(text[:end].rstrip())
        match = _compiled().tail.search(text, max(floor, end - _TAIL), end)
        if match is None or match.lastgroup is None or not _article_left(text, match.start()):
            return
        lead = len(match.group()) - len(match.group().lstrip())
        yield _piece(text, match.start() + lead, end, match.lastgroup)
        end = match.start()


def _article_left(text: str, end: int) -> bool:
    return bool(text[:end].strip())


def _article_before(text: str, line: _Line) -> bool:
    return line.start >= _ARTICLE_BEFORE and line.start >= _SHARE_BEFORE * len(text)


def _may_be_link(line: _Line) -> bool:
    return len(line.text) <= _LONGEST_HEADLINE and line.text[-1] not in ".!?:;,\"”'’"


def _piece(text: str, start: int, end: int, rule: str) -> Furniture:
    return Furniture(start=start, end=end, rule=rule, text=text[start:end])


def overlap_free(pieces: list[Furniture], text: str) -> tuple[Furniture, ...]:
    """The pieces in text order; where two overlap, the later one keeps only what the earlier leaves."""
    kept: list[Furniture] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        start = max(piece.start, kept[-1].end if kept else 0)
        if start < piece.end and text[start : piece.end].strip():
            kept.append(_piece(text, start, piece.end, piece.rule))
    return tuple(kept)


def without(text: str, pieces: Sequence[Span]) -> str:
    """The text without the pieces, in text order, and without the empty lines that they leave."""
    if not pieces:
        return text
    kept: list[str] = []
    at = 0
    for piece in pieces:
        kept.append(text[at : piece.start])
        at = piece.end
        if not text[: piece.start].rstrip(" \t") or text[: piece.start].rstrip(" \t").endswith("\n"):
            at += len(text[at:]) - len(text[at:].lstrip())
    rest = text[at:]
    return "".join(kept).rstrip() if not rest.strip() else "".join((*kept, rest))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[Any]]:
    table = yaml.safe_load(resources.files(__package__).joinpath("furniture.yaml").read_text("utf-8"))
    return {"reports": table["reports"], "rules": table["rules"]}


@lru_cache(maxsize=1)
def _compiled() -> _Rules:
    """One expression for each way of matching, with a named group for each rule."""

    def either(*scopes: Scope, end: str = "") -> re.Pattern[str]:
        parts = [f"(?P<{rule.name}>{'|'.join(rule.patterns)})" for rule in rules() if rule.scope in scopes]
        return re.compile(f"(?:{'|'.join(parts)}){end}", re.IGNORECASE)

    return _Rules(
        by_name={rule.name: rule for rule in rules()},
        reports=re.compile(rf"\b(?:{'|'.join(_table()['reports'])})\b", re.IGNORECASE),
        whole_line=either("line", "links", "to_end"),
        lead=either("lead"),
        tail=either("tail", end=r"\s*\Z"),
    )
