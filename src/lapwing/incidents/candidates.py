"""Which reports are compared at all: those that share a block.

Whether two reports share a block depends on the two alone. Blocks are of the weeks and the country, so
that reports with the same facts meet, and of pairs of rare names and words, so that a report meets the others
of its incident when its date or place could not be read, and years later.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import combinations, islice

from lapwing.incidents.account import Account
from lapwing.incidents.words import hashed, unpacked

_WEEK = 7
# Windows longer than this name no week: a report "in 2015" meets others by its names and its place.
_LONGEST = 35
# The heaviest names of a report, and the heaviest words of its opening. On the development clusters 92% of the
# pairs of one incident share a block with 8 and 8, 89% without the openings, 86% with 6 names alone.
_NAMES = 8
_WORDS = 8


def blocks(account: Account) -> tuple[int, ...]:
    """The blocks that the account stands in, as signed 64-bit numbers; accounts that share none are never compared.

    Different blocks have different numbers but for chance: among ten million about one in a million times two do not.
    """
    return tuple(dict.fromkeys((*_by_time(account), *_by_words(account))))


def _by_time(account: Account) -> Iterator[int]:
    where = hashed(account.country or "")
    for week in _weeks(account):
        yield _number(f"{account.kind} week", where, week)


def _weeks(account: Account) -> list[int]:
    """Weeks that overlap by half, so that days a few days apart share one."""
    if account.days is not None:
        first, last = account.days
        if last - first > _LONGEST:
            return []
    elif account.published is not None:
        # News is mostly of the days before.
        first, last = account.published - _WEEK, account.published
    else:
        return []
    return list(range(2 * first // _WEEK, 2 * last // _WEEK + 2))


def _by_words(account: Account) -> Iterator[int]:
    for packed, most in ((account.names, _NAMES), (account.opening, _WORDS)):
        heavy = sorted(islice(unpacked(packed), most))
        for a, b in combinations(heavy, 2):
            yield _number(f"{account.kind} words", a, b)


def _number(of: str, first: int, second: int) -> int:
    """Two 32-bit numbers as one, set off from those of other kinds of blocks."""
    number = _salt(of) ^ (first << 32 | second)
    return number - 2**64 if number >= 2**63 else number


@cache
def _salt(of: str) -> int:
    return int.from_bytes(blake2b(of.encode(), digest_size=8).digest())
