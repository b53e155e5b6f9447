"""What is remembered of addresses between two rounds, and the rule of when one is asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from http import HTTPStatus
from typing import Protocol

from lapwing.records import Address
from lapwing.sources.reasons import Fault
from lapwing.sources.web.fetch import Answer

# Corrections mostly come on the day itself and the days after; set by judgement. A page is asked again after
# 6 hours, then each time after twice as long, while that is within 4 days: 6 h, 12 h, 1, 2 and 4 days.
FIRST_RECHECK = dt.timedelta(hours=6)
LAST_RECHECK = dt.timedelta(days=4)
NEWS_FOR = dt.timedelta(days=7)  # since publication; an older page is fetched once
LISTING_PAUSE = dt.timedelta(minutes=5)  # a feed or sitemap is asked at most this often
FIRST_BACK_OFF = dt.timedelta(minutes=5)
LONGEST_BACK_OFF = dt.timedelta(days=1)
LASTING_PAUSE = dt.timedelta(days=7)  # what cannot be had for a lasting reason is looked at once a week
# A page is given up after so many faults in a row: after lasting ones a week apart, or after temporary ones
# for about a week. Feeds and sitemaps are never given up.
PAGE_LASTING_TRIES, PAGE_TRIES = 2, 14
LONGEST_ASKED = dt.timedelta(days=30)  # a Retry-After further away is taken as this


class Memory(Protocol):
    """What the addresses answered when they were last asked; losing it costs requests, not articles."""

    def get(self, url: str) -> Address | None:
        """What is remembered of the address."""

    def put(self, address: Address) -> None:
        """Keeps it in place of what was remembered of its URL."""

    def due(self, source: str, now: dt.datetime) -> Iterable[Address]:
        """The addresses of the source whose ``not_before`` has come, the earliest first."""


class InMemory:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        self._known: dict[str, Address] = {}

    def get(self, url: str) -> Address | None:
        """What is remembered of the address."""
        return self._known.get(url)

    def put(self, address: Address) -> None:
        """Keeps it in place of what was remembered of its URL."""
        self._known[address.url] = address

    def due(self, source: str, now: dt.datetime) -> list[Address]:
        """The addresses of the source whose ``not_before`` has come, the earliest first."""
        waiting = [
            (one.not_before, one.url, one)
            for one in self._known.values()
            if one.source == source and one.not_before is not None and one.not_before <= now
        ]
        return [one for _, _, one in sorted(waiting, key=lambda entry: entry[:2])]


def is_due(known: Address | None, now: dt.datetime) -> bool:
    """Whether the address may be asked: new, or its time has come. A settled one is not."""
    if known is None:
        return True
    if known.not_before is not None:
        return known.not_before <= now
    return known.last_answered is None and not known.failures


def answered(known: Address, answer: Answer, now: dt.datetime) -> Address:
    """The address after an answer, its validators taken over and its faults forgotten."""
    changes = {"last_tried": now, "last_answered": now, "not_before": None, "failures": 0, "fault": None}
    validators = {"etag": answer.header("etag"), "last_modified": answer.header("last-modified")}
    if answer.status == HTTPStatus.NOT_MODIFIED:  # it need not say them again
        validators = {name: value for name, value in validators.items() if value}
    return known.model_copy(update=changes | validators)


def next_check(known: Address, published: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When a page that answers now is asked again for corrections; never (``None``) once it is settled.

    ``known`` is what was remembered before this answer.
    """
    if published is not None and now - published > NEWS_FOR:
        return None
    if known.last_answered is None:
        return now + FIRST_RECHECK
    pause = max(2 * (now - known.last_answered), FIRST_RECHECK)
    return now + pause if pause <= LAST_RECHECK else None


def failed(known: Address, fault: Fault, now: dt.datetime, *, is_page: bool) -> Address:
    """The address after a fault: when it is tried again, by the server's wish or by longer and longer waits.

    A page that failed too often is given up. A feed or sitemap that has answered before may do so again soon,
    whatever it says today: a site that is being mended often gives pages in its place, or nothing.
    """
    if fault.reason == "backing_off":  # it was not asked, so it did not fail
        return known.model_copy(update={"not_before": fault.not_before or now})
    failures = known.failures + 1
    given_up = is_page and failures >= (PAGE_TRIES if fault.temporary else PAGE_LASTING_TRIES)
    soon = not is_page and known.last_answered is not None
    again = None if given_up else back_off(failures, fault, now, soon=soon)
    changes = {"last_tried": now, "failures": failures, "fault": fault.reason, "not_before": again}
    return known.model_copy(update=changes)


def back_off(failures: int, fault: Fault, now: dt.datetime, *, soon: bool = False) -> dt.datetime:
    """When to try again after so many failures in a row: 5 minutes, doubled each time up to a day.

    Later where the server asks for it; a week after a fault that lasts, unless it is to be ``soon`` all the same.
    """
    doubled: dt.timedelta = FIRST_BACK_OFF * 2 ** min(failures - 1, 20)
    pause = min(doubled, LONGEST_BACK_OFF) if soon or fault.temporary else LASTING_PAUSE
    asked = min(fault.not_before or now, now + LONGEST_ASKED)
    return max(now + pause, asked)
