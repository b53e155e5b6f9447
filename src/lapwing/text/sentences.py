"""Sentences and paragraphs as spans of a text that is never changed."""

import re

from lapwing.records import Span

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr rep sen gov pres st sr jr hon rev
    no nos vs etc inc corp co ltd dept est approx fig vol jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thurs fri sat sun a.m p.m u.s u.k u.n e.u d.c i.e e.g""".split()
)
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s)|\n\s*\n|\n""")
_LAST_WORD = re.compile(r"([A-Za-z][\w.]*)$")
_CLOSES = "\"'”’»)]"


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text: stretches between blank lines, without surrounding white space."""
    found = []
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        end = match.start() + len(match.group().rstrip())
        found.append(Span(start=match.start(), end=end))
    return found


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, without surrounding white space.

    A full stop after a known abbreviation or an initial ("J. Smith", "U.S. forces") ends nothing unless a
    line ends there. A single line break ends a sentence only where the line before it is closed by a mark or
    is short, as titles and datelines are; wrapped lines stay together.
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start:
            continue
        if match.group()[0] == "\n":
            if (
                "\n" not in match.group().lstrip("\n")
                and match.group() == "\n"
                and _wrapped(text, match.start())
            ):
                continue
        elif _inside(text, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        found.append(Span(start=start + lead, end=start + lead + len(stripped)))


def _inside(text: str, match: "re.Match[str]") -> bool:
    """Whether the mark belongs to an abbreviation, or the sentence plainly goes on after it."""
    follows = text[match.end() : match.end() + 40].lstrip(" \t")
    if not follows or follows[0] == "\n":
        return False
    mark = match.group().rstrip(_CLOSES)
    if follows[0].islower() and mark != "…":
        # "Stop!" he said. / the U.S. said. / approx. 30
        return True
    if mark != ".":
        return False
    before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    if not before:
        return False
    word = before.group(1)
    lowered = word.lower()
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    if lowered in {"a.m", "p.m"} or re.fullmatch(r"(?:[a-z]\.)+[a-z]", lowered):
        # An acronym may close a sentence: only a capitalised common opener shows that it does.
        return not re.match(r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|After)\b", follows)
    return lowered in _ABBREVIATIONS


def _wrapped(text: str, at: int) -> bool:
    """Whether the line break at ``at`` only wraps a running sentence."""
    line_start = text.rfind("\n", 0, at) + 1
    line = text[line_start:at].rstrip()
    after = text[at + 1 : at + 2]
    if not line or line[-1] in ".!?…:" + _CLOSES:
        return False
    return len(line) >= 50 or after.islower()
