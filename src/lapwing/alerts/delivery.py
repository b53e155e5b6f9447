"""What came of sending one alert."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["sent", "released", "unsure"]

FIRST_WAIT, LONGEST_WAIT = dt.timedelta(minutes=5), dt.timedelta(hours=6)


@dataclass(frozen=True)
class Delivery:
    """What came of sending one alert; ``fault`` says why when it did not go out for certain.

    ``sent``: the receiver took it. ``released``: it is certain that the receiver did not take it, so it may be
    sent again. ``unsure``: the receiver had all of it and gave no clear answer, so it may not.
    """

    outcome: Outcome
    fault: str | None = None


SENT = Delivery("sent")


def wait_after(tries: int) -> dt.timedelta:
    """How long to wait after so many failed tries: five minutes, doubling, six hours at most."""
    doubled: dt.timedelta = FIRST_WAIT * 2 ** min(max(tries - 1, 0), 16)
    return min(doubled, LONGEST_WAIT)
