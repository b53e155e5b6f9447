"""Which reports are compared at all: those that share a block."""

from __future__ import annotations

from lapwing.incidents.account import Account

_WEEK = 7


def blocks(account: Account) -> tuple[str, ...]:
    """The names of the blocks that the account stands in; accounts that share none are never compared."""
    if account.days is None:
        days = [account.published] if account.published is not None else []
    else:
        days = [account.days[0], account.days[1]]
    weeks = sorted({day // _WEEK + shift for day in days for shift in (0, 1)})
    return tuple(f"{account.family}|{account.country or ''}|{week}" for week in weeks)
