"""The registry's names compiled for matching: a trie of folded words, built once when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from lapwing.codebook import Group, load_groups
from lapwing.resolve.groups.tokens import tokens

How = Literal["name", "alias", "acronym"]

# Names of other things that hold a group's name: matched first, as the longer, and then set aside.
_OTHER_NAMES = ("Islamic State of Afghanistan", "North Sinai Province", "South Sinai Province")
# How the Arabic article is written before the letters that swallow its l, as in "an-Nusra", "ash-Shabaab".
_ASSIMILATED = (
    ("sh", "ash"), ("th", "ath"), ("dh", "adh"), ("t", "at"), ("d", "ad"), ("r", "ar"), ("z", "az"),
    ("s", "as"), ("n", "an"),
)  # fmt: skip
MARKS = frozenset(",()&")
_BRACKETED = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A group that a form can mean; ``countries`` is ``None`` where the form needs no context for it."""

    group: Group
    how: How
    countries: tuple[str, ...] | None = None


class Slot(NamedTuple):
    """A word of a form: folded, whether it needs a capital, whether it may have a possessive ending."""

    word: str
    capital: bool
    owner: bool


@dataclass(slots=True)
class Form:
    """One way of writing a name, and what it can mean; no meanings for the names of other things.

    ``exact`` is the writing of an acronym, letter by letter; ``None`` for names that are words. ``marks`` are
    the commas, brackets and ampersands that may stand in it; ``dotted`` is for full stops after each letter,
    and ``article`` for "The" before a common word.
    """

    slots: tuple[Slot, ...]
    exact: str | None
    marks: frozenset[str] = frozenset()
    dotted: bool = False
    article: bool = False
    meanings: list[Meaning] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(slot.word for slot in self.slots)


class Node:
    """A place in the trie: the words that can follow, and the forms that end here."""

    __slots__ = ("after", "forms")

    def __init__(self) -> None:
        self.after: dict[str, Node] = {}
        self.forms: list[Form] = []


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled registry: the trie, its forms, the groups by name and the children of each parent."""

    root: Node
    forms: tuple[Form, ...]
    groups: dict[str, Group]
    children: dict[str, tuple[Group, ...]]


@cache
def shipped_lexicon() -> Lexicon:
    """The shipped registry, compiled on the first call (under 0.1 s) and kept."""
    return compile_groups(load_groups())


def compile_groups(groups: tuple[Group, ...]) -> Lexicon:
    """A registry compiled for matching."""
    forms: dict[tuple[object, ...], Form] = {}
    for name in _OTHER_NAMES:
        _add(forms, name, None)
    for group in groups:
        for written, meaning in _written(group):
            _add(forms, written, meaning)
    root = Node()
    for form in forms.values():
        node = root
        for word in form.words:
            node = node.after.setdefault(word, Node())
        node.forms.append(form)
    children: dict[str, list[Group]] = {}
    for group in groups:
        if group.parent is not None:
            children.setdefault(group.parent, []).append(group)
    return Lexicon(
        root=root,
        forms=tuple(forms.values()),
        groups={group.name: group for group in groups},
        children={parent: tuple(among) for parent, among in children.items()},
    )


def is_acronym(written: str) -> bool:
    """Whether a form is letters rather than words: no space, and more capitals than small letters."""
    capitals = sum(c.isupper() for c in written)
    return " " not in written and capitals > sum(c.islower() for c in written)


def _written(group: Group) -> Iterator[tuple[str, Meaning]]:
    conditional = {form.form for form in group.ambiguous}
    for form in group.ambiguous:
        how: How = "acronym" if is_acronym(form.form) else "alias"
        yield form.form, Meaning(group, how, form.countries)
    for written in group.forms:
        bracketed = _BRACKETED.search(written)
        if written in conditional or (bracketed and bracketed.group(1) in group.acronyms):
            continue
        if written == group.name:
            yield written, Meaning(group, "name")
        else:
            yield written, Meaning(group, "acronym" if is_acronym(written) else "alias")


def _add(forms: dict[tuple[object, ...], Form], written: str, meaning: Meaning | None) -> None:
    """Add every spelling of a form; ``meaning`` is ``None`` for the names of other things."""
    for form in _spellings(written):
        marks = form.marks
        form = forms.setdefault((form.slots, form.exact, form.dotted), form)
        form.marks |= marks
        if meaning is not None and all(m.group is not meaning.group for m in form.meanings):
            form.meanings.append(meaning)


def _spellings(written: str) -> Iterator[Form]:
    among = tokens(written)
    if is_acronym(written):
        exact = "".join(token.raw for token in among)
        yield Form(tuple(Slot(token.form, False, False) for token in among), exact)
        if len(among) == 1 and exact.isalpha() and exact.isupper() and len(exact) >= 3:
            yield Form(tuple(Slot(letter, True, False) for letter in exact.lower()), exact, dotted=True)
        return
    slots = [
        Slot(token.form, token.raw[0].isupper() and token.form not in ("al", "el"), token.tail > token.end)
        for token in among
    ]
    # "Peoples" is how texts that lost their apostrophes write "People's".
    bare = [slot._replace(word=slot.word + "s") if slot.owner else slot for slot in slots]
    for spelled in (slots, bare) if bare != slots else (slots,):
        for variant in (spelled, *_articles(spelled)):
            yield Form(
                tuple(variant),
                None,
                marks=MARKS.intersection(written),
                article=len(among) == 2 and written.startswith("The "),
            )


def _articles(slots: list[Slot]) -> Iterator[list[Slot]]:
    """Other writings of the Arabic article: "el-", before sun letters, and grown into the word."""
    places = [at for at, slot in enumerate(slots[:-1]) if slot.word == "al"]
    if not places:
        return
    yield [slot._replace(word="el") if at in places else slot for at, slot in enumerate(slots)]
    changed = list(slots)
    for at in places:
        assimilated = (a for start, a in _ASSIMILATED if slots[at + 1].word.startswith(start))
        changed[at] = slots[at]._replace(word=next(assimilated, "al"))
    if changed != slots:
        yield changed
    first = places[0]
    grown = slots[first + 1]._replace(word="al" + slots[first + 1].word, capital=True)
    yield [*slots[:first], grown, *slots[first + 2 :]]
