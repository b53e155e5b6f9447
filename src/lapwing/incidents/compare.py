"""How probable it is that two reports tell of one incident, and why."""

from __future__ import annotations

from typing import NamedTuple

from lapwing.incidents.account import Account


class Compared(NamedTuple):
    """The probability that two accounts are of one incident; ``barred`` when something rules it out."""

    probability: float
    barred: bool = False


def compare(a: Account, b: Account) -> Compared:
    """How probable it is that the two are of one incident."""
    if a.doc_id == b.doc_id:
        return Compared(0.0, barred=True)
    return Compared(_cosine(a.words, b.words))


def _cosine(a: tuple[tuple[int, float], ...], b: tuple[tuple[int, float], ...]) -> float:
    other = dict(b)
    return sum(weight * other.get(word, 0.0) for word, weight in a)
