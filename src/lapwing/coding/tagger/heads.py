"""The tagger's heads on numpy: scores of triggers, pairs, links and labels from the encoder's vectors.

The matrices are those of ``training/tagger/net.py``, under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Array = np.ndarray


class Heads:
    """Small matrices by name; all vectors are rows."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays

    def _linear(self, name: str, x: Array) -> Array:
        y: Array = x @ self._arrays[f"{name}.weight"].T
        bias = self._arrays.get(f"{name}.bias")
        return y if bias is None else y + bias

    def _table(self, name: str, rows: Array) -> Array:
        table: Array = self._arrays[f"{name}.weight"][rows]
        return table

    def triggers(self, vectors: Array) -> Array:
        """Log-odds ``(n, types)`` that a span reports an event of each type."""
        return self._linear("trigger", vectors)

    def document(self, vectors: Array) -> Array:
        """Log-odds ``(n, 1)`` that documents, given as the means of their pieces, report any event."""
        return self._linear("document", vectors)

    def fillers(self, vectors: Array) -> Array:
        """Log-odds ``(n, 2 * roles)`` that a word is inside a filler of each role, and that it begins one."""
        return self._linear("filler", vectors)

    def events(self, vectors: Array, kinds: Array) -> Array:
        """Triggers as events of their type."""
        return _relu(self._linear("event", vectors) + self._table("event_type", kinds))

    def same(self, earlier: Array, later: Array, standing: Array) -> Array:
        """Log-odds ``(n,)`` that two triggers report one event."""
        seen = self._linear("same_product", earlier * later) + self._linear("same_gap", abs(earlier - later))
        return self._linear("same", _relu(seen + self._table("same_standing", standing)))[:, 0]

    def mentions(self, role: str, vectors: Array, kinds: Array) -> Array:
        """Mentions as values of a role."""
        return _relu(self._linear(f"mention.{role}", vectors) + self._table(f"mention_kind.{role}", kinds))

    def links(self, role: str, events: Array, mentions: Array, standing: Array) -> Array:
        """Scores ``(events, mentions)`` of each mention as the role's value."""
        product = self._linear(f"link_product.{role}", events[:, None] * mentions[None])
        seen = (
            self._linear(f"link_event.{role}", events)[:, None]
            + self._linear(f"link_mention.{role}", mentions)[None]
            + product
            + self._table(f"link_standing.{role}", standing)
        )
        scores: Array = self._linear(f"link.{role}", _relu(seen))[..., 0]
        return scores

    def none(self, role: str, events: Array) -> Array:
        """Scores ``(events,)`` of "the document does not say", on the scale of :meth:`links`."""
        return self._linear(f"none.{role}", _relu(self._linear(f"none_event.{role}", events)))[:, 0]

    def judged(self, name: str, events: Array) -> Array:
        """Scores ``(events, labels)`` of a closed list."""
        return self._linear(f"judge.{name}", events)


def _relu(x: Array) -> Array:
    positive: Array = np.maximum(x, 0.0)
    return positive
