"""What the sentence around a trigger tells, by which two mentions show to be of one event or of two.

Places, days, groups and figures are those of the whole sentence, so that a fact told beside another's still
counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lapwing.coding.reading import Reading, Sentence, Trigger, once
from lapwing.records import CountMention

_LONG = 5  # letters of a word that tells what a sentence is about
_RARE = 2  # sentences of a document that have such a word, at most, for it to tie them to each other
_COMMON = 4  # a name in more than one of so many sentences ties none to another
_LOCAL = frozenset(("site", "city", "district"))
_ROLES = ("killed", "injured", "detained")
_KNOWN = frozenset("the this that these those its their his her our both".split())
_NEW = frozenset(
    """another other others second third fourth separate separately similar similarly previous previously
    earlier also elsewhere later subsequent subsequently different meanwhile further additional last recent latest
    simultaneous""".split()
)
_COUNTED = frozenset("a an two three several".split())
PREPOSITIONS = frozenset("in at near into inside on against by from after for of to with".split())
# Days between the nearest days of two sentences, at most, and what that is called.
_GAPS = ((0, "within"), (3, "near"), (31, "weeks"), (366, "months"))
Window = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Scene:
    """The facts of one sentence: what it names and counts, and its words that few other sentences have."""

    towns: frozenset[str]
    countries: frozenset[str]
    groups: frozenset[str]
    days: frozenset[Window]
    names: frozenset[str]
    rare: frozenset[str]
    tolls: dict[str, frozenset[int]]
    figures: frozenset[int]


def scene(reading: Reading, sentence: Sentence) -> Scene:
    """The facts of a sentence of the document; worked out once and kept in the sentence."""
    key = "scene", -1, -1
    if key not in sentence.known:
        sentence.known[key] = _scene(reading, sentence)
    found: Scene = sentence.known[key]
    return found


def _scene(reading: Reading, sentence: Sentence) -> Scene:
    places = [m.place for m in sentence.places if m.place and m.kind in ("place", "nested")]
    spread, common = reading.spread, max(3, len(reading.sentences) // _COMMON)
    capital = {w.form for w in sentence.words[1:] if reading.text[w.start].isupper()}
    telling = {form for form in sentence.forms if len(form) >= _LONG or form.isdigit()}
    return Scene(
        towns=frozenset(p.name for p in places if p.precision in _LOCAL),
        countries=frozenset(p.country for p in places if p.country),
        groups=frozenset(g.group for g in sentence.groups if g.group),
        days=frozenset((d.date_start, d.date_end or d.date_start) for d in sentence.dates if d.date_start),
        names=frozenset(form for form in capital if spread[form] <= common),
        rare=frozenset(form for form in telling if spread[form] <= _RARE),
        tolls={role: _figures(c for c in sentence.counts if c.role == role) for role in _ROLES},
        figures=_figures(sentence.counts),
    )


def _figures(counts: Iterable[CountMention]) -> frozenset[int]:
    return frozenset(c.toll.best for c in counts if c.toll.best is not None)


@once
def article(sentence: Sentence, trigger: Trigger) -> frozenset[str]:
    """What the words before take the trigger for: "known" ("the deadly attack"), "new" ("another"), "one" ("a", "two").

    None of them, or several: "a second attack" is one and new.
    """
    found = set()
    for form in reversed(sentence.forms[max(0, trigger.first - 4) : trigger.first]):
        if form in _NEW:
            found.add("new")
        if form in _KNOWN:
            found.add("known")
        elif form in _COUNTED:
            found.add("one")
        elif form not in PREPOSITIONS:
            continue
        break
    return frozenset(found)


def compared(reading: Reading, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Features of two triggers of one type: the facts of their sentences that agree or differ, and the article."""
    one, two = reading.sentences[earlier.sentence], reading.sentences[later.sentence]
    number = "".join("p" if _plural(s.forms[t.last]) else "s" for s, t in ((one, earlier), (two, later)))
    yield f"number={number}"
    articles = article(two, later)
    yield from (f"later {name}" for name in sorted(articles))
    here, there = scene(reading, one), scene(reading, two)
    if not (there.towns or there.days or there.figures):
        yield "later bare"
        yield from (f"later bare, {name}" for name in sorted(articles))
    if one.index == two.index:
        return
    for name in ("towns", "countries", "groups"):
        yield f"{name}: {_sets(getattr(here, name), getattr(there, name))}"
    yield f"days: {_days(here.days, there.days)}"
    yield f"rare={min(len(here.rare & there.rare), 5)}"
    yield f"names={min(len(here.names & there.names), 4)}"
    yield from _tolls(here, there)


def _plural(form: str) -> bool:
    return form.endswith("s") and not form.endswith("ss")


def _sets(here: frozenset[str], there: frozenset[str]) -> str:
    if not here or not there:
        return "one" if here or there else "none"
    if here == there:
        return "same"
    return "some" if here & there else "other"


def _days(here: frozenset[Window], there: frozenset[Window]) -> str:
    if not here or not there:
        return "one" if here or there else "none"
    if here & there:
        return "same"
    gap = min(max((b[0] - a[1]).days, (a[0] - b[1]).days, 0) for a in here for b in there)
    return next((name for most, name in _GAPS if gap <= most), "years")


def _tolls(here: Scene, there: Scene) -> Iterator[str]:
    for role in _ROLES:
        a, b = here.tolls[role], there.tolls[role]
        if a and b:
            yield f"every {role}: {'same' if a & b else 'more' if max(b) > max(a) else 'less'}"
    if here.figures and there.figures:
        yield f"figures: {'same' if here.figures & there.figures else 'other'}"
