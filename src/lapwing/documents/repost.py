"""Whose text a repost is: the outlet and address that the page names as its source."""

import re
from typing import NamedTuple

_WORD = r"[A-Z0-9][\w&.’'\-]*"
_LINK = r"(?:of|for|and|the|in|on|&)\s+"
_NAME = rf"(?P<name>(?:[Tt]he\s+)?{_WORD}(?:\s+(?:{_LINK}){{0,2}}{_WORD}){{0,6}})"
_ADDRESS = r"https?://[^\s<>\"'()\[\]]+"
_URL = rf"(?P<url>{_ADDRESS})"
_NAME_AND_URL = rf"(?:{_NAME}|{_URL})(?:[\s,(:\-–—]*(?P<url2>{_ADDRESS}))?"
_HERE = r"(?i:(?:read|view|see|find)\s+(?:the\s+)?(?:full\s+|original\s+)+(?:\w+\s+)?(?:here|at|on)?)"
_WORK = r"(?:article|story|piece|post|essay|report|commentary|op-ed|column|text)"
_VERB = r"(?:published|posted|appeared|printed|run|ran)"
# Tried in this order; each names the outlet, the address, or both.
_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        # Source: The Post Read the original article here: https://...
        rf"^\W{{0,3}}(?:[Oo]riginal\s+)?[Ss]ource\s*:\s*(?:{_NAME}\W+?)?{_HERE}\W{{0,4}}{_URL}?",
        # Source: The Post, https://...
        rf"^\W{{0,3}}(?:[Oo]riginal\s+)?[Ss]ource\s*:\s*{_NAME}?[\s,(\-–—|]*{_URL}",
        # This article was originally published on 3 January in The Post (https://...)
        rf"\b[Tt]his\s+{_WORK}\s+(?:was\s+|is\s+|has\s+)?(?:originally|first)\s+(?:been\s+)?{_VERB}\s+"
        rf"(?:on\s+[\w, ]{{3,25}}?\s)?(?:in|by|on|at|from)\s+{_NAME_AND_URL}",
        # Originally published at https://...
        rf"^\W{{0,3}}(?:[Oo]riginally|[Ff]irst)\s+{_VERB}\s+(?:in|by|on|at)\s*:?\s+{_NAME_AND_URL}",
        # (Reposted with permission from The Post)
        rf"(?:^|\()\s*(?:[Rr]e-?posted|[Rr]epublished|[Rr]eprinted|[Cc]ross-?posted|[Ss]yndicated)"
        rf"(?:\s+with\s+(?:[a-z]+\s+){{0,2}}permission)?\s+(?:from|of|by)\s*:?\s+{_NAME_AND_URL}",
    )
)
# "Source: Reuters" with no address is a repost's mark only as the last thing that a text says, set off from
# it: right below a paragraph it may be a figure's source.
_LAST_LINE = re.compile(rf"(?:^|\n[ \t]*\n|\()\s*[Ss]ource\s*:\s*{_NAME}\s*[.)]*\s*$")
_PERIOD = re.compile(r"(?<=\w)\.(?=\s|$).*", re.DOTALL)
_HEAD, _TAIL = 1200, 1500


class Source(NamedTuple):
    """Where a repost was first published; ``name`` and ``url`` are ``None`` where the text does not say."""

    name: str | None
    url: str | None


def source_of(text: str) -> Source | None:
    """The outlet and address that the text credits itself to, ``None`` when it is no repost.

    Only the head and the tail of the text are looked at: inside an article such words are about others.

    >>> source_of("The talks failed.\\n\\nSource: The Daily Post Read the original article here: https://dp.example/1")
    Source(name='The Daily Post', url='https://dp.example/1')
    """
    parts = (text,) if len(text) <= _HEAD + _TAIL else (text[-_TAIL:], text[:_HEAD])
    for part in parts:
        for mark in _MARKS:
            for match in mark.finditer(part):
                found = match.groupdict()
                url = found.get("url") or found.get("url2")
                if found["name"] or url:
                    return Source(_tidy(found["name"]), url.rstrip(".,;:!?’”") if url else None)
    last = _LAST_LINE.search(parts[0])
    return Source(_tidy(last["name"]), None) if last else None


def _tidy(name: str | None) -> str | None:
    """The outlet's name without the sentence that follows it, or the words "Read" and "View" of a link."""
    if name is None:
        return None
    name = " ".join(_PERIOD.sub("", name).split())
    name = re.sub(r"\s+(?:Read|View|See|Find|Link|Original|On|By|Under|And)\b.*$", "", name)
    return name.strip(" .,-–—") or None
