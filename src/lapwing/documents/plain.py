"""Headlines and bylines of plain text, as the lines above an article show them."""

import re

from lapwing.documents.clean import one_line
from lapwing.documents.dates import written_dates

_LONGEST_HEADLINE = 160
_FIRST_LINE = re.compile(r"\s*(\S[^\n]*)(\n[ \t]*\n|\n|$)")
_ROLE = r"(?:Staff|Senior|Chief|Special|Foreign|Writer|Correspondent|Reporter|Editor)\b"
_NAMES = (
    r"(?P<names>[A-Z][\w.’'\-]+"
    rf"(?:(?:,? and|,| &)? (?!{_ROLE})(?:[A-Z][\w.’'\-]*|de|van|von|al|el|bin)){{1,9}})"
)
_BYLINE = re.compile(
    rf"^[ \t]*(?:By|BY|Written by|Story by|Words by|Reported by)[: ]\s*{_NAMES}"
    rf"(?:,? (?:in|for|of)\b[^\n]{{0,60}}|,? [^\n]{{0,30}}{_ROLE})?[ \t]*$",
    re.MULTILINE,
)
_HEAD = 600


def headline(text: str) -> str | None:
    """The first line, when it stands alone above an article, is short and is no sentence, byline or date."""
    first = _FIRST_LINE.match(text)
    if first is None or "\n" not in first[2][1:] or not text[first.end() :].strip():
        return None
    line = one_line(first[1])
    if line is None or len(line) > _LONGEST_HEADLINE or line[-1] in ".,;:" or len(line.split()) < 3:
        return None
    dates = written_dates(line, 0, len(line))
    if _BYLINE.match(line) or any(date.year and date.end - date.start > len(line) / 2 for date in dates):
        return None
    return line


def byline(text: str) -> str | None:
    """The names after "By" on a line of its own at the head of the text."""
    found = _BYLINE.search(text, 0, _HEAD)
    return one_line(found["names"]) if found else None
