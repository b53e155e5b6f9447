"""Where a text says itself when it was written: wire datelines, mastheads, lines such as "Published: ..."."""

import datetime as dt
import re
from typing import Literal, NamedTuple

from lapwing.documents.dates import WrittenDate, written_dates

# A dateline may follow a headline, a byline and a caption on one line, as feeds run them together.
_HEAD = 600
_TAIL = 400
_LABEL = re.compile(
    r"\b(?:(?:(?:first |last |originally )?(?:published|posted|updated|modified)"
    r"|(?:date of )?publication(?: date)?)\b(?:\s+(?:on|at))*\s*[:\-–—]?|(?:release )?date\s*:)\s*"
    r"(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?,?\s*(?:[A-Z]{2,4}\b,?\s*)?(?:on\s+)?)?$",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"updated|modified", re.IGNORECASE)
_CAPITALS = r"[A-Z][A-Z.'’\-]*[A-Z.](?:[ /\\]+[A-Z][A-Z.'’\-]*){0,4}"
_REGION = r"(?:,\s*[A-Z][\w.'’\-]*(?:\s+(?:and\s+)?[A-Z][\w.'’\-]*){0,3}|\s*\([A-Z][^()\n]{2,30}\))?"
_PLACE = re.compile(rf"(?:^|[\s\n(]){_CAPITALS}{_REGION}(?P<mark>\s*[,(|]|\s*(?:--|[-–—:]))?\s*$")
_AGENCY = re.compile(r"\s*[,.]?\s*\((?!\d)[A-Z][^()\n]{1,40}\)\s*(?:--?|[-–—_:]|$)", re.MULTILINE)
_OPEN_AGENCY = re.compile(r"\b(?:[A-Z]{2,5}|Reuters|Xinhua)\s+$")
_DASH = re.compile(r"\s*[,.]?\s*(?:--|[-–—_](?!\d)|:(?!\d))")
_TIME = re.compile(r"\s*(?:at\s+)?\d{1,2}[:.]?\d\d(?![\d%])")
_LINE_END = re.compile(r"[ \t.,]*(?:\n|$)")
_CLOSED = re.compile(r"\)\s*(?:--|[-–—_:]|\n|$)")
_CAPITAL_NEXT = re.compile(r"[ \t.,]*(?:\n|$|[“\"']?[A-Z])|\s+-\s")
_NO_SENTENCE = re.compile(r"[ \t]*(?:\n|$|[^\sa-z,;])")
_PREPOSITION = re.compile(
    r"\b(?:on|in|by|from|since|until|till|before|after|of|to|and|between|for|through|late|early|last|next|the)\s+$",
    re.IGNORECASE,
)


class TextDate(NamedTuple):
    """A date that the text gives for itself.

    ``kind``: ``dateline`` stands with the place or agency of a wire report; ``masthead`` stands alone at the
    head of the text; ``label`` follows a word such as "Published".
    """

    kind: Literal["dateline", "masthead", "label"]
    written: WrittenDate

    @property
    def date(self) -> dt.date | None:
        """The day, when the text writes the year."""
        return self.written.date


def text_dates(text: str) -> list[TextDate]:
    """The dates that the text gives for itself, the most telling first.

    Datelines come before mastheads and these before labels; an "updated" label comes last. A date inside a
    sentence is none of these.
    """
    found: list[tuple[int, TextDate]] = []
    for written in written_dates(text, 0, min(_HEAD, len(text))):
        kind = _kind(text, written)
        if kind is not None:
            found.append((_rank(text, kind, written), TextDate(kind, written)))
    for written in written_dates(text, max(_HEAD, len(text) - _TAIL), len(text)):
        if written.year is not None and _LABEL.search(_before(text, written)) and _alone(text, written):
            found.append((_rank(text, "label", written), TextDate("label", written)))
    return [date for _, date in sorted(found, key=lambda pair: pair[0])]


def _rank(text: str, kind: str, written: WrittenDate) -> int:
    if kind == "dateline":
        return 0 if written.year is not None else 1
    if kind == "masthead":
        return 2
    return 4 if _UPDATE.search(_before(text, written)[-40:]) else 3


def _before(text: str, written: WrittenDate) -> str:
    """What stands on the same line before the date, at most a hundred characters of it."""
    line = text.rfind("\n", 0, written.start) + 1
    return text[max(line, written.start - 100) : written.start]


def _alone(text: str, written: WrittenDate) -> bool:
    """Whether the line is little more than its label and date."""
    line = text.rfind("\n", 0, written.start) + 1
    end = text.find("\n", written.end)
    return written.start - line <= 60 and (len(text) if end < 0 else end) - written.end <= 40


def _kind(text: str, written: WrittenDate) -> Literal["dateline", "masthead", "label"] | None:
    before = _before(text, written)
    if label := _LABEL.search(before):
        leads = not re.search(r"\w", before[: label.start()])
        return "label" if written.year is not None and (leads or _alone(text, written)) else None
    if written.spelled and _is_dateline(text, written, before):
        return "dateline"
    if written.year is None:
        return None
    if before.rstrip().endswith("(") and text[written.end : written.end + 1] == ")":
        return "label" if _alone(text, written) else None
    if not written.spelled:
        # "2024-01-15 10:30" on a line of its own is the time stamp of the page, not of the report.
        return "label" if _alone(text, written) and not re.search(r"\w", before) else None
    return "masthead" if _is_masthead(text, written, before) else None


def _is_dateline(text: str, written: WrittenDate, before: str) -> bool:
    """Whether the date stands between a place in capitals and an agency or a dash, as on the wires."""
    if _AGENCY.match(text, written.end) and not _PREPOSITION.search(before):
        return True
    place = _PLACE.search(before)
    if place is None:
        return False
    mark = (place["mark"] or "").strip()
    if mark == "(":
        return bool(_CLOSED.match(text, written.end))
    if mark == "|":
        return True
    return bool(_DASH.match(text, written.end) or (mark and _LINE_END.match(text, written.end)))


def _is_masthead(text: str, written: WrittenDate, before: str) -> bool:
    """Whether a full date stands at the head of the text or after an agency, with no sentence around it."""
    if _PREPOSITION.search(before):
        return False
    timed = bool(_TIME.match(text, written.end))
    if not before.strip():
        return text.count("\n", 0, written.start) < 8 and (
            timed or bool(_CAPITAL_NEXT.match(text, written.end))
        )
    if not written.weekday:
        return False
    return timed or bool(_OPEN_AGENCY.search(before) and _NO_SENTENCE.match(text, written.end))
