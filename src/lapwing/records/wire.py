"""What two documents of the same hands have in common, and what changed between them."""

from __future__ import annotations

from typing import Literal

from lapwing.records.base import Record, Span

ChangeKind = Literal[
    "killed", "injured", "detained", "abducted", "missing", "counted", "named", "marked", "republished"
]


class Change(Record):
    """Something that two versions of a story tell differently, with the words of each.

    ``killed`` to ``missing`` are counts of people by what happened to them, ``counted`` one whose fate is not
    told; ``named``: one version names whom the other leaves unnamed; ``marked``: one says that it is an update
    or a correction; ``republished``: the same outlet printed the story twice. The spans are of the first and
    of the second document's text, ``None`` where its words are not in the text.
    """

    kind: ChangeKind
    first: Span | None = None
    second: Span | None = None
    words: tuple[str, str] = ("", "")


class Kinship(Record):
    """That two documents are not independent, and why; ``first`` is the smaller id.

    ``share`` is the share of the shorter text's own sequences of five words that the longer one has too,
    ``share_of_longer`` the reverse. ``agency`` is named when both credit the same one. A ``copy`` has no
    ``changes``, an ``update`` at least one.
    """

    first: str
    second: str
    kind: Literal["copy", "update"]
    share: float
    share_of_longer: float
    agency: str | None = None
    changes: tuple[Change, ...] = ()
