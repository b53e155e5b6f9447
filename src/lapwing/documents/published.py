"""When a document was published, and how that is known."""

import datetime as dt
from typing import NamedTuple

from lapwing.documents.dateline import TextDate, text_dates
from lapwing.documents.dates import date_in_url, nearest_year, parse_date
from lapwing.documents.draft import Draft
from lapwing.documents.reasons import issue
from lapwing.records import DateOrigin, Issue, RawItem

# A report is filed, printed and put online within a few days; set by judgement.
_FEW_DAYS = 3
# How far a dateline without a year, or a date alone at the head of a text, may be from the metadata's date
# and still be meant for the same report: a weekly's printing, a slow archive. Set by judgement.
_SAME_REPORT_DAYS = 31


class Published(NamedTuple):
    """The day, how it is known, and what a person should check about it."""

    date: dt.date | None
    origin: DateOrigin
    issues: tuple[Issue, ...] = ()


def publication_date(item: RawItem, draft: Draft, given: dt.date | None) -> Published:
    """The publication date: as given, else of the metadata, the dateline, the address, or the text.

    A dateline that contradicts the metadata is taken instead of them, because "today" and "on Monday" in
    the text count from it. What is given by a person is always taken.
    """
    dates = text_dates(draft.text) or _dateline_of(item)
    if given is not None:
        return Published(given, "given", _contradiction(item, dates, given, "given"))
    words = item.published or draft.published
    metadata = parse_date(words) if words else None
    issues = (issue("bad_date", item, given=words[:60]),) if words and metadata is None else ()
    if metadata is not None:
        return _against_dateline(item, dates, metadata)
    addressed = next((day for url in (item.url, draft.url) if url and (day := date_in_url(url))), None)
    full = next((date for date in dates if date.date is not None), None)
    if full is not None and full.kind != "label":
        return Published(full.date, "dateline", issues)
    if addressed is not None:
        return _against_dateline(item, dates, addressed, origin="url", issues=issues)
    if full is not None and full.date is not None:
        return _against_dateline(item, dates, full.date, origin="text", issues=issues)
    return Published(None, "unknown", (*issues, issue("no_date", item)))


def _dateline_of(item: RawItem) -> list[TextDate]:
    """The dateline that a corpus keeps beside its text."""
    dateline = item.metadata.get("dateline")
    return text_dates(dateline) if isinstance(dateline, str) else []


def _against_dateline(
    item: RawItem,
    dates: list[TextDate],
    known: dt.date,
    *,
    origin: DateOrigin = "metadata",
    issues: tuple[Issue, ...] = (),
) -> Published:
    """``known`` unless the text's own dateline says another day."""
    own = next((day for date in dates if (day := _own_day(date, known)) is not None), None)
    if own is None or own == known:
        return Published(known, origin, issues)
    if abs((own - known).days) > _FEW_DAYS:
        told = issue(
            "date_contradiction", item, dateline=own, origin=origin, date=known, taken="the dateline"
        )
        issues = (*issues, told)
    return Published(own, "dateline", issues)


def _own_day(date: TextDate, known: dt.date) -> dt.date | None:
    """The day of a dateline or masthead, its year taken from ``known`` where the text leaves it out."""
    if date.kind == "label":
        return None
    written = date.written
    day = date.date or (nearest_year(written.month, written.day, known) if written.year is None else None)
    if day is None or (date.kind == "dateline" and written.year is not None):
        return day
    return day if abs((day - known).days) <= _SAME_REPORT_DAYS else None


def _contradiction(
    item: RawItem, dates: list[TextDate], known: dt.date, origin: DateOrigin
) -> tuple[Issue, ...]:
    full = next((date.date for date in dates if date.kind != "label" and date.date is not None), None)
    if full is None or abs((full - known).days) <= _FEW_DAYS:
        return ()
    return (
        issue("date_contradiction", item, dateline=full, origin=origin, date=known, taken="the given date"),
    )
