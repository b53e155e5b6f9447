"""Coding: a :class:`~lapwing.records.Document` in, its events out, by the coder that was chosen.

Every coder keeps one contract (:class:`Coder`): the same document gives the same coding, and every value
of an event stands on words of the document. Coders find and choose; ``lapwing.resolve`` turns words into
values.
"""

from collections.abc import Callable
from functools import cache
from typing import Protocol

from lapwing.coding.coder import cue_coder, learned_coder
from lapwing.errors import CoderError
from lapwing.records import Coding, Document

__all__ = ["CODERS", "Coder", "get_coder"]


class Coder(Protocol):
    """What codes a document. ``name`` and ``version`` are stamped on everything it codes."""

    @property
    def name(self) -> str:
        """The name under which it is chosen."""

    @property
    def version(self) -> str:
        """Changes whenever its answers may."""

    def code(self, document: Document) -> Coding:
        """The document's events in text order, and what could not be done as issues."""


CODERS: dict[str, Callable[[], Coder]] = {"cues": cue_coder, "learned": learned_coder}


@cache
def get_coder(name: str) -> Coder:
    """The coder of this name, made once; raises :class:`~lapwing.errors.CoderError` for any other name."""
    if name not in CODERS:
        raise CoderError(f"there is no coder called {name!r}", hint=f"Coders: {', '.join(sorted(CODERS))}.")
    return CODERS[name]()
