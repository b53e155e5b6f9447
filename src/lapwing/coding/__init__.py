"""Coding: a :class:`~lapwing.records.Document` in, its events out, by the coder that was chosen.

Every coder keeps one contract (:class:`Coder`): the same document gives the same coding, and every value
of an event stands on words of the document. Coders find and choose; ``lapwing.resolve`` turns words into
values.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from lapwing.coding.coder import EventCoder, cue_coder, learned_coder
from lapwing.coding.weights.tuned import adopted, read_tuned
from lapwing.errors import CoderError
from lapwing.records import Coding, Document

__all__ = ["CODERS", "Coder", "EventCoder", "get_coder"]


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


def get_coder(name: str, *, least: float | None = None, gate: bool = True) -> Coder:
    """The coder of this name, made once.

    With ``least``, events and values of less than this confidence are offered for review, not written.
    Without ``gate``, documents are coded that the coder's gate, if it has one, would stop as holding no event.
    The name may also be the path of a weights file, or of a model folder, that ``lapwing train`` wrote; the
    coder then bears the name of the one it was fitted from and a version of its own. Raises
    :class:`~lapwing.errors.CoderError` for any other name, for weights that cannot be used, and for a coder
    that knows no confidence.
    """
    coder = _made(name)
    if not gate and isinstance(coder, EventCoder):
        coder = coder.ungated()
    if least is None:
        return coder
    if not isinstance(coder, EventCoder):
        raise CoderError(f"the coder {name!r} knows no threshold", hint="Leave out --least.")
    return coder.asking(least)


@cache
def _made(name: str) -> Coder:
    if name in CODERS:
        return CODERS[name]()
    path = Path(name)
    if path.is_dir():
        return _made(adopted(path))
    if path.suffix == ".json":
        coder, stored = read_tuned(path)
        fitted_from = _made(coder)
        assert isinstance(fitted_from, EventCoder), "only event coders have weights"
        return fitted_from.refitted(stored)
    raise CoderError(
        f"there is no coder called {name!r}",
        hint=f"Coders: {', '.join(sorted(CODERS))}, or a weights file that `lapwing train` wrote.",
    )
