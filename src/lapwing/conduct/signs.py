"""The signs around a name that say it is a person's, with their weights.

Weights: 3 is enough alone, 2 needs one more, 1 only adds, a negative one speaks against. Set by reading
`shared/gold/train.jsonl` and measured on the entity layer of `shared/data/wikievents/dev.jsonl`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lapwing.conduct.words import HONORIFICS, PRIVATE_BODIES, PRIVATE_ROLES, PUBLIC_OFFICES
from lapwing.text import fold

_REACH = 90


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its ``kind`` (counted once a name), its weight, and what it says about the person."""

    kind: str
    weight: int
    public: bool = False
    role: str | None = None
    age: int | None = None


def _any(words: Iterable[str]) -> str:
    # Longest first, so that "director-general" is not read as "director".
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_OFFICE = _any(PUBLIC_OFFICES)
_ROLE = _any(PRIVATE_ROLES)
_OFFICE_OR_ROLE = re.compile(rf"\b(?:(?P<office>{_OFFICE})|(?P<role>{_ROLE}))\b", re.IGNORECASE)
_PERSON_NOUN = (
    r"(?:man|woman|men|boy|girl|teenager|youth|suspects?|person|gunm[ae]n|attackers?|bombers?|drivers?|"
    r"victims?|students?|brothers?|citizens?|nationals?|soldiers?|officers?|fighters?|militants?|\d\d-year-old)"
)
# A full stop ends a sentence unless the title is one that is cut short.
_CUT_SHORT = r"(?<=\bgen|\bcol|\badm|\bcdr|\brep|\bsen|\bgov|\bmin|\bsgt|\bcpl|\bpvt|\bmaj|\bpfc|\brev)\."
_CUT_SHORT_4 = r"(?<=\bbrig|\bcmdr|\bpres|\bcapt|\bprof)\."
_JOINED = re.compile(
    rf"\b(?:(?P<office>{_OFFICE})|(?P<role>{_ROLE}))(?:{_CUT_SHORT}|{_CUT_SHORT_4}|(?<=\blt|\bdr)\.)?[ \n]"
    r"(?:(?:sir|dame|mr|mrs|ms|dr)\.?[ \n])?$",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(rf"\b(?:{_any(word.capitalize() for word in HONORIFICS)})\.?\s$")
_LEFT_APPOSITION = re.compile(
    rf"\b(?:(?P<office>{_OFFICE})|(?P<role>{_ROLE}))\b(?!['’])"
    r"(?: (?:of|for|in|to|at|from|named) [^.;:!?,()\"“”]{0,60})?,\s$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_PERSON_NOUN}\b[^.;:!?]{{0,40}}\b(?:named|called|known as|identified as|dubbed|nicknamed)\s$"
    r"|\b(?:named|identified|listed) (?:(?:him|her|them|the \w+(?: \w+)?|one|two|both) )?(?:\w+ly )?as\s$"
    r"|\b(?:was|were|been|is|are) (?:later |since |also )?(?:named|identified)\b[^.;!?]{0,40}\bas\s$"
    r"|\b(?:whose name (?:is|was)|name is|born|alias|a\.k\.a\.|aka|surnamed|by the name of)\s$",
    re.IGNORECASE,
)
_AGED_BEFORE = re.compile(r"\b(\d{1,2})[- ]year[- ]old,?\s(?:[\w'-]+\s){0,4}$")
_KIN_BEFORE = re.compile(
    r"\b(?:brother|sister|wife|husband|widow|son|daughter|father|mother|parents|family|cousin|uncle|nephew|"
    r"friend|lawyer|attorney|relatives|murder|killing|death|beheading|kidnapping|abduction|trial|arrest|"
    r"extradition|conviction|funeral|body) of\s$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:^|\n)\s*By:?\s$|\bWritten by\s$|\b(?:Photograph|Photo|Picture|Image)(?: by|:)\s$")
_THE = re.compile(r"\b[Tt]he\s$")
_WHERE = re.compile(r"\b(?:in|at|near|outside|across|around|throughout|inside|within)\s$", re.IGNORECASE)

_AGED = re.compile(
    r"\s?(?:,\s(?:who (?:is|was)\s|aged?\s)?(\d{1,2})(?=[,.;)\s])(?!\s[A-Za-z])|\((\d{1,2})\))"
)
_WHO = re.compile(r",\s(?:also known as|known as|who|whose|whom|himself|herself)\b")
_ALIAS = re.compile(r",?\s(?:also known as|better known as|a\.k\.a\.|aka|alias)\b")
_SUFFERED = re.compile(
    r"(?:,[^,.]{1,60},)?\s(?:was|were|is|has been|had been)\s(?:\w+ly\s|later\s|also\s|then\s|not\s)?"
    r"(?:born|charged|convicted|sentenced|jailed|imprisoned|arrested|detained|shot|stabbed|beheaded|"
    r"extradited|remanded|indicted|acquitted|kidnapped|abducted|identified|named|killed|murdered|accused|"
    r"wearing|radicalised|radicalized|buried|survived by|released|wounded|injured|granted bail)\b"
)
_DID = re.compile(
    r"(?:,[^,.]{1,60},)?\s(?:pleaded|pled|testified|confessed|died|grew up|married|tweeted|wept|smiled|lived|"
    r"studied|graduated|worked as|travelled|traveled|fled|denies|denied|admitted|drove|boarded|stabbed|"
    r"recalled|thinks|thought|believes|posted|bought|wrote)\b"
)
_SPOKE = re.compile(r"(?:,[^,.]{1,60},)?\s(?:said|says|told|added|tells|explained|argued|warned|noted)\b")
_SAID_BEFORE = re.compile(r"[,”\"’]\s(?:said|says|added|explained|recalled|wrote|writes|argued)\s$")
_KIN_AFTER = re.compile(
    r"['’]s?\s(?:\w+\s)?(?:brother|sister|wife|husband|widow|son|daughter|father|mother|parents|family|lawyers?|"
    r"attorneys?|solicitor|home|house|apartment|flat|body|trial|arrest|sentence|cousin|friends?|relatives|"
    r"phone|laptop|Facebook|Twitter|mind|life|death|career)\b"
)
# An office or role within six words of the comma, before any word that would begin another thought.
_RIGHT_APPOSITION = re.compile(
    r",\s(?P<lead>(?:(?!(?:who|whose|which|that|is|was|were|are|had|has|of|for|to|by|with|in|on|at|from|and|"
    rf"but|after|before|when|while|said|told|as)\b)[\w.’'-]+\s){{0,6}}?)"
    rf"(?:(?P<office>{_OFFICE})|(?P<role>{_ROLE}))\b(?!['’])",
    re.IGNORECASE,
)
_IN_POWER = re.compile(
    r"(?:['’]s?)?\s(?:administration|regime|government|presidency|cabinet|campaign rally|loyalists|forces)\b"
)
_PLACE_AFTER = re.compile(
    r"\s(?:province|district|city|town|village|street|airport|region|neighbou?rhood|area|county|camp)\b"
)

# "GAO, Mali, March 12 (Sahel Wire) -": the agency of a dateline.
_AGENCY = re.compile(r"\)\s?(?:[-–—:]|\n)")

_LEFT_RULES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("honorific", 3, _HONORIFIC),
    ("named", 3, _NAMED),
    ("kin before", 2, _KIN_BEFORE),
    ("byline", 3, _BYLINE),
    ("speaker", 2, _SAID_BEFORE),
    ("the", -3, _THE),
    ("where", -2, _WHERE),
)
_RIGHT_RULES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("who", 2, _WHO),
    ("alias", 2, _ALIAS),
    ("suffered", 2, _SUFFERED),
    ("did", 2, _DID),
    ("speaker", 2, _SPOKE),
    ("kin after", 3, _KIN_AFTER),
    ("place after", -3, _PLACE_AFTER),
    ("agency", -6, _AGENCY),
)


def signs(text: str, start: int, end: int) -> list[Sign]:
    """The signs around the name at ``text[start:end]``."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    return [*_before(before), *_after(after)]


def _before(before: str) -> Iterator[Sign]:
    for kind, weight, pattern in _LEFT_RULES:
        if pattern.search(before):
            yield Sign(kind, weight)
    age = _AGED_BEFORE.search(before)
    if age:
        yield Sign("age", 3, age=int(age.group(1)), role=_role_in(age.group()))
    joined = _JOINED.search(before)
    if joined:
        yield from _told_by(joined, before[: joined.start()], kind="title", weight=3)
    apposition = _LEFT_APPOSITION.search(before)
    if apposition:
        yield from _told_by(apposition, before[: apposition.start()], kind="apposition", weight=2)


def _told_by(match: "re.Match[str]", lead: str, *, kind: str, weight: int) -> Iterator[Sign]:
    body = lead.rsplit(None, 1)[-1] if lead.split() else ""
    if match["office"] and fold(body) not in PRIVATE_BODIES:
        yield Sign(kind, weight, public=True)
    else:
        yield Sign(kind, weight, role=PRIVATE_ROLES.get(fold(match["role"] or ""), None))


def _after(after: str) -> Iterator[Sign]:
    for kind, weight, pattern in _RIGHT_RULES:
        if pattern.match(after):
            yield Sign(kind, weight)
    age = _AGED.match(after)
    if age:
        yield Sign("age", 3, age=int(age.group(1) or age.group(2)))
        after = after[age.end() :]
    if _IN_POWER.match(after):
        yield Sign("in power", 2, public=True)
    apposition = _RIGHT_APPOSITION.match(after)
    if apposition:
        yield from _told_by(apposition, apposition["lead"], kind="apposition", weight=2)


def _role_in(words: str) -> str | None:
    found = [PRIVATE_ROLES[fold(m["role"])] for m in _OFFICE_OR_ROLE.finditer(words) if m["role"]]
    return found[-1] if found else None
