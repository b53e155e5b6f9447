"""Windows over a document's pieces: everything is read, nothing is cut off.

A window holds whole sentences as far as they fit. It opens with the sentences before it as context, and owns
the pieces that no earlier window owns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.coding.tagger.pieces import Pieces

LENGTH = 382  # pieces of a window without its two marks; the encoder reads 384 at once
CONTEXT = 48  # pieces of earlier sentences that a window opens with, at most


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces ``first`` to ``end`` are read; those from ``own`` on are this window's own."""

    first: int
    own: int
    end: int


def windows(pieces: Pieces) -> Iterator[Window]:
    """The windows of a document, in order; their own pieces cover it once and without a gap."""
    bounds = [*pieces.sentences, len(pieces)]
    own = 0
    while own < len(pieces):
        first = next((b for b in bounds if own - CONTEXT <= b <= own), own)
        end = max((b for b in bounds if own < b <= first + LENGTH), default=first + LENGTH)
        yield Window(first, own, min(end, len(pieces)))
        own = end
