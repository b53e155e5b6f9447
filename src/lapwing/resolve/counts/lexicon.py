"""The vocabulary of counts, read once from ``words.yaml``, in the shapes that the grammar looks it up in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Generic, Literal, TypeVar

import yaml

Role = Literal["killed", "injured", "detained", "abducted", "missing"]
Form = Literal["base", "third", "past", "ing", "participle", "adjective"]
Bound = Literal["least", "most", "around"]
Payload = TypeVar("Payload")

# The lists whose words never stand inside a noun group.
_CLOSED = ("stops", "prepositions", "be", "have", "modals", "adverbs", "negations")
# The lists whose words never stand inside a noun group.
_CLOSED = ("stops", "prepositions", "be", "have", "modals", "adverbs", "negations")
# The lists whose words a phrase of people can begin with.
_PHRASE_OPENERS = (
    "before_numbers", "zero", "negative", "self", "him", "articles", "determiners", "modifiers", "openers",
)  # fmt: skip
_FORMS: tuple[Form, ...] = ("base", "third", "past", "ing", "participle")


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a word that says what happened to people.

    ``passive``: the form can stand in a passive, its sufferer before it. ``transitive``: its sufferer can
    follow it. ``of_things``: it is also said of things ("captured the town"), so its sufferer must be people
    by name.
    """

    role: Role
    form: Form
    passive: bool
    transitive: bool
    of_things: bool = False


class Phrasebook(Generic[Payload]):
    """Finds listed phrases at a given word, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in entries:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, payload))
        for listed in self._by_first.values():
            listed.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[str], index: int) -> tuple[int, Payload] | None:
        """The end of the longest phrase that begins at ``index``, and what it means."""
        for phrase, payload in self._by_first.get(words[index], ()):
            end = index + len(phrase)
            if len(phrase) == 1 or tuple(words[index:end]) == phrase:
                return end, payload
        return None

    def openers(self) -> frozenset[str]:
        """The words that a listed phrase begins with."""
        return frozenset(self._by_first)


class Lexicon:
    """The tables of ``words.yaml``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        roles: Mapping[Role, Mapping[str, Any]] = tables["roles"]
        self.numbers = _numbers(tables["units"], tables["tens"])
        self.scales: Mapping[str, int] = tables["scales"]
        self.dozens: Mapping[str, int] = tables["dozens"]
        self.bounds: Phrasebook[Bound] = Phrasebook(_inverted(tables["bounds"]))
        self.after_bounds: Phrasebook[Bound] = Phrasebook(_inverted(tables["after_bounds"]))
        self.vague: Phrasebook[None] = Phrasebook((phrase, None) for phrase in tables["vague"])
        self.collectives: Mapping[str, int] = tables["collectives"]
        people = tables["people"] + tables["perpetrators"]
        self.singular, self.plural = _nouns(people)
        self.invariant = frozenset(
            one for one, _, many in (entry.partition("=") for entry in people.split()) if one == many
        )
        self.perpetrators = frozenset[str]().union(*_nouns(tables["perpetrators"]))
        self.things = frozenset[str]().union(*_nouns(tables["things"]))
        self.cues: Phrasebook[Cue] = Phrasebook(_cues(roles))
        self.nouns: Mapping[str, Role] = _inverse(roles, "nouns")
        self.counted: Mapping[str, Role] = _inverse(roles, "counted_nouns")
        self.tolls: Phrasebook[Role] = Phrasebook(
            (phrase, role) for role, entry in roles.items() for phrase in entry.get("tolls", ())
        )
        self._lists = {name: frozenset(str(listed).split()) for name, listed in tables["lists"].items()}
        self._lists["closed"] = self._listed(*_CLOSED)
        self._lists["closed"] = frozenset().union(*(self._lists[name] for name in _CLOSED))
        # Most words open nothing: these sets let the grammar pass over them.
        self.opens_number = self._number_openers()
        self.opens_harm = self.cues.openers() | self.tolls.openers() | {*self.nouns, *self.counted, "number"}

        self.opens_phrase = self.opens_number | self.singular | self._listed(*_PHRASE_OPENERS)

    def _listed(self, *names: str) -> frozenset[str]:
        return frozenset[str]().union(*(self._lists[name] for name in names))

    def _number_openers(self) -> frozenset[str]:
        words = {*self.numbers, *self.dozens, "a", "an", "half", "between"}
        return frozenset(words) | self.vague.openers() | self.bounds.openers()

    def __getitem__(self, name: str) -> frozenset[str]:
        """One of the plain word lists."""
        return self._lists[name]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The vocabulary, read on the first call."""
    source = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    return Lexicon(yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _inverted(table: Mapping[Bound, Sequence[str]]) -> Iterator[tuple[str, Bound]]:
    for bound, phrases in table.items():
        for phrase in phrases:
            yield phrase, bound


def _inverse(roles: Mapping[Role, Mapping[str, Any]], key: str) -> dict[str, Role]:
    return {word: role for role, entry in roles.items() for word in entry[key]}


def _numbers(units: Mapping[str, int], tens: Mapping[str, int]) -> dict[str, int]:
    """Number words up to ninety-nine, hyphenated ones included."""
    compound = {
        f"{ten}-{unit}": tens[ten] + value for ten in tens for unit, value in units.items() if 0 < value < 10
    }
    return {**units, **tens, **compound}


def _nouns(listed: str) -> tuple[frozenset[str], frozenset[str]]:
    """Singular and plural forms of entries such as ``child=children`` or ``soldier``."""
    singular, plural = set(), set()
    for entry in listed.split():
        one, _, many = entry.partition("=")
        singular.add(one)
        plural.add(many or _plural(one))
    return frozenset(singular - plural), frozenset(plural)


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in {"a", "e", "o", "u"}:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _cues(roles: Mapping[Role, Mapping[str, Any]]) -> Iterator[tuple[str, Cue]]:
    for role, entry in roles.items():
        for key, of_things in (("verbs", False), ("verbs_of_things_too", True)):
            for line in entry[key]:
                yield from _verb(line, role, of_things=of_things)
        for line in entry["intransitive"]:
            for form, word in zip(_FORMS, line.split("|"), strict=False):
                yield word, Cue(role, form, passive=False, transitive=False)
        for word in entry["adjectives"]:
            yield word, Cue(role, "adjective", passive=True, transitive=False)


def _verb(line: str, role: Role, *, of_things: bool) -> Iterator[tuple[str, Cue]]:
    base, third, past, ing, *rest = line.split("|")
    participle = rest[0] if rest else past
    by_word: dict[str, Form] = {
        base: "base",
        third: "third",
        ing: "ing",
        participle: "participle",
        past: "past",
    }
    by_word.pop("-", None)
    for word, form in by_word.items():
        yield word, Cue(role, form, passive=word == participle, transitive=True, of_things=of_things)
