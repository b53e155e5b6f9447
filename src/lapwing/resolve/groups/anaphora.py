"""Mentions that name nobody, each with the name that it stands for: "the group", "the branch"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from lapwing.codebook import Group
from lapwing.records import GroupMention, Span
from lapwing.resolve.groups.areas import areas
from lapwing.resolve.groups.lexicon import Lexicon
from lapwing.resolve.groups.scan import Hit
from lapwing.resolve.groups.tokens import Token
from lapwing.text import paragraphs, sentences

_JIHADIST = frozenset({"jihadist"})
_RELIGIOUS = frozenset({"jihadist", "religious_other"})
_SEPARATIST = frozenset({"ethno_separatist"})
_CRIMINAL = frozenset({"criminal"})
_FAR_RIGHT, _FAR_LEFT = frozenset({"far_right"}), frozenset({"far_left"})
_INSURGENT = frozenset(
    {"jihadist", "ethno_separatist", "far_left", "religious_other", "insurgent_other", "state_proxy"}
)

# Each head with the ideology families it can stand for (None: any). Armed heads speak of an armed group by
# themselves; plain ones may be anybody's ("the organisation") and are weighed with more care.
_ARMED_HEADS: dict[str, frozenset[str] | None] = {
    "militants": None, "terrorists": None, "extremists": None, "insurgents": _INSURGENT, "rebels": _INSURGENT,
    "guerrillas": _INSURGENT, "guerillas": _INSURGENT, "jihadists": _JIHADIST, "jihadis": _JIHADIST,
    "islamists": _RELIGIOUS, "separatists": _SEPARATIST, "militia": None, "cartel": _CRIMINAL,
    "gang": _CRIMINAL,
}  # fmt: skip
_PLAIN_HEADS = frozenset(
    """group organisation organization outfit network movement faction branch affiliate offshoot
    franchise""".split()
)
# Only armed by the words before it: "the network" alone is more often of cables, shops or couriers.
_NEVER_PLAIN = frozenset({"network"})
_BODIES = frozenset({"organisation", "organization"})
_OF_A_PARENT = frozenset("branch affiliate offshoot franchise".split())
_ARMED: dict[str, frozenset[str] | None] = {
    "terror": None, "terrorist": None, "militant": None, "armed": None, "extremist": None,
    "paramilitary": None,
    "jihadist": _JIHADIST, "jihadi": _JIHADIST, "islamist": _RELIGIOUS, "fundamentalist": _RELIGIOUS,
    "rebel": _INSURGENT, "insurgent": _INSURGENT, "guerrilla": _INSURGENT, "guerilla": _INSURGENT,
    "separatist": _SEPARATIST, "secessionist": _SEPARATIST, "drug": _CRIMINAL, "criminal": _CRIMINAL,
    "neo-nazi": _FAR_RIGHT, "supremacist": _FAR_RIGHT, "far-right": _FAR_RIGHT, "marxist": _FAR_LEFT,
    "maoist": _FAR_LEFT, "leftist": _FAR_LEFT, "far-left": _FAR_LEFT,
}  # fmt: skip
_TERROR = frozenset({"terror", "terrorist", "terrorists", "designated", "banned", "proscribed", "outlawed"})
# Words that say nothing of which group it is. Religion is among them: nothing is inferred from it.
_NEUTRAL = frozenset(
    """banned outlawed proscribed designated notorious shadowy deadly radical violent same entire whole
    wider powerful hardline hard line ultra sunni shia shiite muslim islamic far right left wing white neo
    nazi resistance militia secretive once so called main clandestine brutal larger smaller
    nationalist""".split()
)
_TIED = frozenset(
    "backed based allied aligned led linked supported born affiliated inspired funded trained".split()
)
_DETERMINERS = frozenset({"the", "this", "that"})
# What "group" begins or leads up to in other trades, and "the group of ...".
_NOT_AFTER = frozenset(
    "of stage stages chat photo photograph phase match game games discussion therapy page b".split()
)
# Bodies that "the group" may as well be: one of them after the last armed group makes the mention doubtful.
_RIVALS = frozenset(
    """observatory amnesty watchdog charity ngo monitor monitors rights nations association federation
    foundation institute committee council party company firm corporation club university newspaper
    coalition alliance union agency ministry lawmakers lawyers protesters students researchers
    families""".split()
)
_APPOSED = re.compile(
    r",?\s*(?:(?:also|better|which is)\s+)*(?:known (?:\w+ )?as|called|named|dubbed|of|from)?\s*"
    r"(?:the\s+)?[\"“'‘]?"
)
_REACH = 3
# How sure an answer is, by sentences back: an order rather than a probability, as no gold data has stand-ins.
_BY_DISTANCE = (0.85, 0.8, 0.7, 0.6)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A mention such as "the militant group": its first word after the article and its head, by index."""

    first: int
    last: int
    start: int
    end: int
    plain: bool
    parented: bool
    terror: bool
    ideologies: frozenset[str] | None
    countries: frozenset[str]


def stand_ins(
    text: str, among: list[Token], hits: list[Hit], taken: set[int], compiled: Lexicon
) -> list[GroupMention]:
    """The mentions without a name, each with the nearest plausible group of this or the previous paragraph.

    Where two groups are as likely, or the words may stand for a body that is no armed group, ``group`` is
    ``None`` and ``alternatives`` lists the candidates, nearest first.
    """
    phrases = [phrase for at in range(len(among)) if (phrase := _phrase(text, among, at, taken)) is not None]
    if not phrases:
        return []
    layout = _Layout(text, hits)
    found = []
    for phrase in phrases:
        if _apposed(text, phrase, layout):
            continue
        mention = _resolve(phrase, among, layout, compiled.groups)
        if mention is not None:
            found.append(mention)
    return found


class _Layout:
    """Where the sentences, paragraphs and named groups of a text are."""

    def __init__(self, text: str, hits: list[Hit]) -> None:
        self._sentences = sentences(text)
        self._sentence_starts = [s.start for s in self._sentences]
        self._paragraph_starts = [p.start for p in paragraphs(text)]
        self.hits = hits
        self._hit_starts = [hit.start for hit in hits]

    def windows(self, at: int) -> list[Span]:
        """The sentence around ``at`` up to there, and up to three before it; at most one paragraph back."""
        paragraph = bisect_right(self._paragraph_starts, at) - 1
        floor = self._paragraph_starts[max(0, paragraph - 1)] if paragraph >= 0 else 0
        past = bisect_right(self._sentence_starts, at)
        before = [s for s in self._sentences[max(0, past - _REACH - 1) : past] if s.end > floor]
        return [Span(start=s.start, end=min(s.end, at)) for s in reversed(before)]

    def within(self, window: Span) -> list[Hit]:
        """The names inside a span that are known to mean a group."""
        first = bisect_left(self._hit_starts, window.start)
        past = bisect_left(self._hit_starts, window.end)
        return [hit for hit in self.hits[first:past] if hit.group is not None and hit.end <= window.end]

    def following(self, at: int) -> Hit | None:
        """The first name at or after a position."""
        place = bisect_left(self._hit_starts, at)
        return self.hits[place] if place < len(self.hits) else None


def _phrase(text: str, among: list[Token], at: int, taken: set[int]) -> _Phrase | None:
    """The mention whose head is word ``at``; ``None`` when it is none."""
    head = among[at].form
    if at in taken or (head not in _ARMED_HEADS and head not in _PLAIN_HEADS):
        return None
    first = at
    while first > 0 and at - first < 5 and among[first - 1].form not in _DETERMINERS:
        first -= 1
    if (
        first == 0
        or among[first - 1].form not in _DETERMINERS
        or not _on_one_line(text, among, first - 1, at)
    ):
        return None
    follows = among[at + 1].form if at + 1 < len(among) else ""
    if any(word in taken for word in range(first, at)) or (head in _PLAIN_HEADS and follows in _NOT_AFTER):
        return None
    read = _modifiers(among[first:at])
    if read is None:
        return None
    if head in _NEVER_PLAIN and not read.armed:
        return None
    families, own = read.families, _ARMED_HEADS.get(head)
    if own is not None:
        families = own if families is None else families & own
    return _Phrase(
        first=first,
        last=at,
        start=among[first].start,
        end=among[at].end,
        plain=head in _PLAIN_HEADS and not read.armed,
        parented=head in _OF_A_PARENT,
        terror=read.terror or head in _TERROR,
        ideologies=families,
        countries=read.countries,
    )


def _on_one_line(text: str, among: list[Token], first: int, last: int) -> bool:
    gaps = (text[among[at].tail : among[at + 1].start] for at in range(first, last))
    return all(gap == "-" or gap.strip() in ("", "–", "‑") for gap in gaps)


class _Modifiers(NamedTuple):
    """What the words before the head say of the group."""

    families: frozenset[str] | None = None
    armed: bool = False
    countries: frozenset[str] = frozenset()
    terror: bool = False


def _modifiers(words: list[Token]) -> _Modifiers | None:
    """The words before the head, read; ``None`` when one of them speaks of something else ("rights")."""
    families: frozenset[str] | None = None
    armed = terror = False
    countries: frozenset[str] = frozenset()
    forms = [token.form for token in words]
    at = 0
    while at < len(forms):
        word, pair = forms[at], "-".join(forms[at : at + 2])
        if at + 1 < len(forms) and forms[at + 1] in _TIED:
            at += 2  # "Iran-backed", "Gaza-based" name a friend or a seat, not the group
            continue
        if pair in _ARMED or word in _ARMED:
            key = pair if pair in _ARMED else word
            armed, terror = True, terror or key in _TERROR
            narrowed = _ARMED[key]
            if narrowed is not None:
                families = narrowed if families is None else families & narrowed
            at += 2 if key == pair and "-" in key else 1
            continue
        if word in areas():
            countries |= frozenset(areas()[word])
        elif word not in _NEUTRAL:
            return None
        terror = terror or word in _TERROR
        at += 1
    return _Modifiers(families, armed, countries, terror)


def _apposed(text: str, phrase: _Phrase, layout: _Layout) -> bool:
    """Whether the name follows at once, as in "the militant group Hamas": then it is the mention."""
    following = layout.following(phrase.end)
    return following is not None and bool(_APPOSED.fullmatch(text, phrase.end, following.start))


def _resolve(
    phrase: _Phrase, among: list[Token], layout: _Layout, groups: dict[str, Group]
) -> GroupMention | None:
    for distance, window in enumerate(layout.windows(phrase.start)):
        here = [h for h in layout.within(window) if _plausible(groups[h.group or ""], phrase)]
        here = [h for h in here if h.how != "affiliate"] or here
        here = [h for h in here if groups[h.group or ""].country in phrase.countries] or here
        if phrase.terror:
            here = [h for h in here if groups[h.group or ""].designations] or here
        if not here:
            continue
        chosen = _choose(here, window, distance, among)
        others = tuple(dict.fromkeys(h.group or "" for h in reversed(here)))
        if chosen is None or (phrase.plain and _rival_between(among, chosen, phrase, layout)):
            return _mention(phrase, None, None, others, 0.3)
        score = _BY_DISTANCE[distance] if len(others) == 1 else 0.6
        return _mention(phrase, chosen.group, chosen, tuple(o for o in others if o != chosen.group), score)
    return None if phrase.plain else _mention(phrase, None, None, (), 0.3)


def _plausible(group: Group, phrase: _Phrase) -> bool:
    if phrase.parented and group.parent is None:
        return False
    if phrase.ideologies is not None and group.ideology not in phrase.ideologies:
        return False
    return not phrase.countries or bool(phrase.countries.intersection(group.countries))


def _choose(here: list[Hit], window: Span, distance: int, among: list[Token]) -> Hit | None:
    """The nearest mention of the one group named in a sentence, or of an earlier sentence's subject."""
    if len({hit.group for hit in here}) == 1:
        return here[-1]
    if distance == 0:
        return None
    subject = here[0]
    opening = [
        token for token in among[max(0, subject.first - 3) : subject.first] if token.start >= window.start
    ]
    others = [token.form for token in opening if token.form not in _DETERMINERS]
    if others or subject.how == "affiliate":
        return None
    return [hit for hit in here if hit.group == subject.group][-1]


def _rival_between(among: list[Token], chosen: Hit, phrase: _Phrase, layout: _Layout) -> bool:
    """Whether a body that is no armed group is named after the chosen one: the mention may stand for that."""
    between = range(chosen.last + 1, phrase.first)
    if any(among[at].form in _RIVALS for at in between):
        return True
    if among[phrase.last].form not in _BODIES:
        return False
    names = layout.within(Span(start=chosen.end, end=phrase.start))
    named = {at for hit in names for at in range(hit.first, hit.last + 1)}
    return any(_is_acronym(among[at].raw) for at in between if at not in named)


def _is_acronym(raw: str) -> bool:
    return len(raw) > 2 and raw.isalpha() and raw.isupper()


def _mention(
    phrase: _Phrase, group: str | None, antecedent: Hit | None, others: tuple[str, ...], score: float
) -> GroupMention:
    return GroupMention(
        start=phrase.start,
        end=phrase.end,
        group=group,
        how="anaphor",
        antecedent=Span(start=antecedent.start, end=antecedent.end) if antecedent else None,
        alternatives=others,
        score=score,
    )
