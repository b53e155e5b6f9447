"""How a name of a place is used: for the place, its people, its government, or inside a longer name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from lapwing.resolve.gazetteer import Entry
from lapwing.resolve.places.spans import Named

Kind = Literal["place", "demonym", "metonym", "nested"]

_ORGANISATION = re.compile(
    r"\s(?:University|College|Police|Department|Times|Post|Bank|Hospital|Airport|Airlines|News|Herald|Tribune|"
    r"Institute|Council|Court|Embassy|Stadium|Museum|Hotel|Journal|Church|School|Center|Centre)\b"
)
_ACTS = (
    r"(?:said|says|accused|accuses|accusing|warned|warns|denied|denies|announced|announces|wants|wanted|insisted|"
    r"insists|responded|responds|blamed|blames|vowed|vows|considers|considered|fears|feared|believes|believed|"
    r"refused|refuses|agreed|agrees|rejected|rejects|condemned|condemns|urged|urges|called on|calls on|"
    r"supports|supported|backs|backed|hopes|hoped|sees|views|demanded|demands|threatened|threatens|pledged|imposed|"
    r"expelled|recalled|summoned|retaliated|claims|claimed)\b"
)
_SPEAKS = re.compile(
    rf"\s(?:(?:has|had|have|also|later|then|long|repeatedly|again|already|officially|strongly)\s)*{_ACTS}"
)
_STANCE = re.compile(
    r"['’]s\s(?:government|policy|position|stance|support|backing|ally|allies|ambassador|envoy|foreign|ties|"
    r"relations|influence|interests|demands|role|decision|allegations?|accusations?)\b"
)
_BETWEEN, _AND = re.compile(r"\bbetween\s+$", re.IGNORECASE), re.compile(r"\s+and\s+")


def speaks(text: str, name: Named) -> bool:
    """Whether a capital stands for its government: "Tehran said", "Ankara's policy"."""
    if not any(entry.capital for entry in name.entries):
        return False
    return bool(_SPEAKS.match(text, name.end) or _STANCE.match(text, name.end))


def governments(text: str, names: Sequence[Named]) -> list[bool]:
    """Which names are capitals that stand for their governments."""
    return [speaks(text, name) or _between(text, names, i) for i, name in enumerate(names)]


def kind(text: str, name: Named, meant: Entry, *, government: bool) -> Kind:
    """The use of a name, given the place that it means."""
    if meant.kind in ("adjective", "people"):
        return "demonym"
    if government and meant.capital:
        return "metonym"
    return "nested" if _ORGANISATION.match(text, name.end) else "place"


def _between(text: str, names: Sequence[Named], i: int) -> bool:
    """Whether two governments stand against each other: "between Washington and Tehran"."""
    for first in (i - 1, i):
        if first < 0 or first + 1 >= len(names):
            continue
        one, other = names[first], names[first + 1]
        if not (_AND.fullmatch(text[one.end : other.start]) and _BETWEEN.search(text[: one.start][-20:])):
            continue
        if all(
            e[0].precision == "country" or any(x.capital for x in e) for e in (one.entries, other.entries)
        ):
            return any(entry.capital for entry in names[i].entries)
    return False
