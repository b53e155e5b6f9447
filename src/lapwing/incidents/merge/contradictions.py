"""What the witnesses of an incident contradict each other in, as sentences for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lapwing.incidents.merge.fields import TOLLS, Field
from lapwing.incidents.merge.rules import agree
from lapwing.incidents.merge.voices import Claim

_NUMBERS = "no one two three four five six seven eight nine ten".split()
_MONTHS = """January February March April May June July August September October November December""".split()
_OUTCOMES = {
    "completed": "it happened",
    "failed": "it failed",
    "foiled": "it was foiled",
    "planned": "it was only planned",
}
_CERTAINTIES = {
    "asserted": "report it as fact",
    "alleged": "report it as alleged",
    "denied": "report that it is denied",
}


def contradiction(field: Field, claims: Sequence[Claim]) -> str | None:
    """What the witnesses differ on in one field, ``None`` when all can be right.

    Values that agree with all others are left out. Actors and targets are told in words of the texts' own, of
    which nobody can say that they exclude each other; they are never contradictions.
    """
    put = _SENTENCES.get(field.name)
    if put is None or len(claims) < 2:
        return None
    differing = [c for c in claims if not all(agree(field, c, other) for other in claims)]
    return put(field.name, sorted(differing, key=_weight)) if differing else None


def _weight(claim: Claim) -> tuple[int, int]:
    return -claim.votes, claim.order


def _tolls(name: str, claims: Sequence[Claim]) -> str:
    first, *others = (f"{_witnesses(c)} {_verb(c, 'say')} {_count(c.value)}" for c in claims)
    return _list([f"{first} {name}", *others])


def _count(toll: Mapping[str, Any]) -> str:
    low, best, high = toll["low"], toll["best"], toll["high"]
    if low is not None and high is not None and low != high:
        return f"{low} to {high}"
    if low is not None and high is None and best in (None, low):
        return f"at least {low}"
    if best is None:
        return f"up to {high}" if low is None else f"{low}"
    return f"{best}"


def _dates(_name: str, claims: Sequence[Claim]) -> str:
    return _list([f"{_witnesses(c)} {_verb(c, 'date')} it {_window(c.value)}" for c in claims])


def _window(date: Mapping[str, Any]) -> str:
    start, end = (dt.date.fromisoformat(date[name]) for name in ("date_start", "date_end"))
    return _day(start) if start == end else f"{_day(start)} to {_day(end)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _places(_name: str, claims: Sequence[Claim]) -> str:
    return _list([f"{_witnesses(c)} {_verb(c, 'place')} it in {_spot(c.value)}" for c in claims])


def _spot(place: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (place["place"], place["country"]) if part)


def _groups(_name: str, claims: Sequence[Claim]) -> str:
    return _list([f"{_witnesses(c)} {_verb(c, 'tie')} it to {c.value}" for c in claims])


def _types(_name: str, claims: Sequence[Claim]) -> str:
    return _list([f"{_witnesses(c)} {_verb(c, 'report')} it as {c.value}" for c in claims])


def _outcomes(_name: str, claims: Sequence[Claim]) -> str:
    return _list([f"{_witnesses(c)} {_verb(c, 'say')} {_OUTCOMES[c.value]}" for c in claims])


def _certainties(_name: str, claims: Sequence[Claim]) -> str | None:
    """Only a denial contradicts: what one reports as alleged another may know for sure."""
    if all(claim.value != "denied" for claim in claims):
        return None
    told = []
    for claim in claims:
        verb, rest = _CERTAINTIES[claim.value].split(" ", 1)
        told.append(f"{_witnesses(claim)} {_verb(claim, verb)} {rest}")
    return _list(told)


_SENTENCES: Mapping[str, Callable[[str, Sequence[Claim]], str | None]] = {
    **dict.fromkeys(TOLLS, _tolls),
    "date": _dates,
    "place": _places,
    "group": _groups,
    "type": _types,
    "outcome": _outcomes,
    "certainty": _certainties,
}


def of_claims(claimed: Mapping[str, int], denied: Mapping[str, int]) -> Iterator[str]:
    """Claims of responsibility by several groups, and claims that are denied; counts of witnesses by group."""
    if len(claimed) > 1:
        names = ", ".join(f"{name} ({_number(n)})" for name, n in claimed.items())
        yield f"More than one group is said to have claimed it, by the number of witnesses: {names}."
    for name, n in denied.items():
        if name in claimed:
            number = claimed[name]
            said = f"{_number(number)} witnesses say" if number > 1 else "one witness says"
            yield _sentence(f"{said} that {name} claimed it, {_number(n)} that this is denied")


def of_people(field: str, n: int) -> str:
    """That people decided ``n`` different values of a field."""
    return f"People decided {_number(n)} different values of {field.replace('_', ' ')}."


def _witnesses(claim: Claim) -> str:
    return _number(claim.votes)


def _verb(claim: Claim, verb: str) -> str:
    return verb if claim.votes > 1 else f"{verb}s"


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n}"


def _list(told: Sequence[str]) -> str:
    """One sentence of several; only the first says what is counted."""
    number, rest = told[0].split(" ", 1)
    counted = "witness" if number == "one" else "witnesses"
    sentence = ", ".join((f"{number} {counted} {rest}", *told[1:]))
    return _sentence(sentence)


def _sentence(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}."
