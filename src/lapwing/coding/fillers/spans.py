"""Stretches of words that may name a filler: the best of every region where the tagger sees one at all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lapwing.coding.fillers.marked import Array, Marked, Stretch

# Log-odds from which a word belongs to a region, stretches kept of each, and their words at most. A lower floor than
# -3.5 lets in more right mentions but no more right answers, by cross-validation on MUC-4 train with an early tagger.
FLOOR, BEST, LONGEST = -3.5, 6, 12

_BOUNDS = frozenset(
    """a an the this that these those his her its their our my your some any no such of in on at by for from
    to with without against during near inside outside under over after before between among through into
    onto upon about toward towards behind around along across until since and or but nor as than if when while
    where who whom whose which what how why because although though however also not is are was were be been
    being am has have had do does did will would can could may might must shall should he she it they we you i
    them him us me there here then thus only today yesterday tonight tomorrow monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november
    december said says reported according""".split()
)


def is_bound(form: str) -> bool:
    """Whether a word stands at the edge of noun phrases, not in them."""
    return form in _BOUNDS


def best_stretches(marked: Marked, role: int) -> Iterator[Stretch]:
    """The best stretches of each region, by first and last word."""
    inside, begins = marked.inside[:, role], marked.begins[:, role]
    for first, last in _regions(marked, inside >= FLOOR):
        scored = sorted(_scored(marked, inside, begins, (first, last)))
        yield from (stretch for _, stretch in scored[:BEST])


def _regions(marked: Marked, seen: Array) -> Iterator[Stretch]:
    """Runs of words that are seen and may belong to one name."""
    at, size = 0, len(marked.words)
    while at < size:
        if not seen[at]:
            at += 1
            continue
        first = at
        while at + 1 < size and marked.joined[at + 1] and seen[at + 1]:
            at += 1
        yield first, at
        at += 1


def _scored(marked: Marked, inside: Array, begins: Array, region: Stretch) -> Iterator[tuple[float, Stretch]]:
    """Every stretch of a region with what it costs: the log-odds of its words and of its beginning, negated."""
    for first in range(region[0], region[1] + 1):
        if is_bound(marked.forms[first]):
            continue
        total = float(np.clip(begins[first], -4.0, 4.0))
        for last in range(first, min(region[1], first + LONGEST - 1) + 1):
            total += float(inside[last])
            if last > first:
                total -= max(0.0, float(begins[last]))
            if not is_bound(marked.forms[last]):
                yield -total, (first, last)
