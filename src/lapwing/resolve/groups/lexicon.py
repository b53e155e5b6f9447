"""The registry's names compiled for matching: a trie of folded words, built once when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

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
_BRACKETED = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A group that a form can mean; ``countries`` is ``None`` where the form needs no context for it."""

    group: Group
    how: How
    countries: tuple[str, ...] | None = None


@dataclass(slots=True)
class Form:
    """One way of writing names: which words need a capital, what may stand between them, what it can mean.

    ``exact`` is the writing of an acronym, letter by letter; ``None`` for names that are words.
    """

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    exact: str | None
    spaced: bool
    comma: bool
    bracket: bool
    dotted: bool = False
    article: bool = False
    meanings: list[Meaning] = field(default_factory=list)


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
def lexicon() -> Lexicon:
    """The shipped registry, compiled on the first call (some 50 ms) and kept."""
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
    among = tokens(written)
    words = [token.form for token in among]
    capitals = [token.raw[0].isupper() and token.form not in ("al", "el") for token in among]
    if is_acronym(written):
        exact = "".join(token.raw for token in among)
        _put(forms, (words, [False] * len(words), exact), written, meaning)
        letters = exact.lower()
        if len(words) == 1 and exact.isalpha() and exact.isupper() and len(exact) >= 3:
            _put(forms, (list(letters), [True] * len(letters), exact), written, meaning, dotted=True)
        return
    peoples = [
        token.form + "s" if token.tail > token.end else token.form for token in among
    ]  # "Peoples" is how texts that lost their apostrophes write "People's"
    for spelled in dict.fromkeys((tuple(words), tuple(peoples))):
        _put(forms, (list(spelled), capitals, None), written, meaning)
        for variant in _articles(list(spelled), capitals):
            _put(forms, (*variant, None), written, meaning)


def _articles(words: list[str], capitals: list[bool]) -> Iterator[tuple[list[str], list[bool]]]:
    """Other writings of the Arabic article: "el-", before sun letters, and grown into the word."""
    places = [at for at, word in enumerate(words[:-1]) if word == "al"]
    if not places:
        return
    yield ["el" if at in places else word for at, word in enumerate(words)], capitals
    changed = list(words)
    for at in places:
        changed[at] = next((a for start, a in _ASSIMILATED if words[at + 1].startswith(start)), "al")
    if changed != words:
        yield changed, capitals
    first = places[0]
    grown = [*words[:first], "al" + words[first + 1], *words[first + 2 :]]
    yield grown, [*capitals[:first], True, *capitals[first + 2 :]]


def _put(
    forms: dict[tuple[object, ...], Form],
    spelled: tuple[list[str], list[bool], str | None],
    written: str,
    meaning: Meaning | None,
    *,
    dotted: bool = False,
) -> None:
    words, capitals, exact = spelled
    key = (tuple(words), tuple(capitals), exact, dotted)
    form = forms.get(key)
    if form is None:
        form = Form(
            words=tuple(words),
            capitals=tuple(capitals),
            exact=exact,
            spaced=" " in written,
            comma="," in written,
            bracket=written.endswith(")"),
            dotted=dotted,
            article=len(words) == 2 and written.startswith("The "),
        )
        forms[key] = form
    if meaning is not None and all(m.group is not meaning.group for m in form.meanings):
        form.meanings.append(meaning)
