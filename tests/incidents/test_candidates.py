"""Reports of one happening share a block by their weeks and country, or by their names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents import Account, blocks
from tests.incidents.invented import DAY, account, accounts

NAMED = "Police said that Halvard Quillmere of Brannholt was seized near Ostkell Bridge."


def meet(a: Account, b: Account) -> bool:
    return not set(blocks(a)).isdisjoint(blocks(b))


def dated(first: int, last: int | None = None, country: str | None = "XTA") -> Account:
    return account(days=(first, first if last is None else last), country=country)


@given(accounts(), accounts())
def test_blocks_depend_on_what_the_account_says_alone(held, other):
    before = blocks(held)
    blocks(other)
    moved = replace(held, doc_id="doc-99", event_id="evt-99", stored=held.stored + 1)
    assert blocks(moved) == blocks(Account.from_bytes(held.to_bytes())) == before


@given(accounts())
def test_blocks_are_different_numbers_that_a_store_can_hold(held):
    found = blocks(held)
    assert len(set(found)) == len(found)
    assert all(-(2**63) <= number < 2**63 for number in found)


@given(accounts(), st.sampled_from(["force", "custody", "claim"]))
def test_reports_of_different_kinds_share_no_block(held, kind):
    if kind != held.kind:
        assert not meet(held, replace(held, kind=kind))


@given(st.integers(DAY, DAY + 1000), st.integers(-3, 3))
def test_days_three_apart_share_a_week(day, apart):
    assert meet(dated(day), dated(day + apart))


@given(st.integers(DAY, DAY + 1000), st.integers(0, 20), st.integers(0, 20))
def test_windows_that_overlap_share_a_week(day, later, longer):
    assert meet(dated(day, day + later), dated(day + later, day + later + longer))


def test_days_two_weeks_apart_share_no_week():
    assert not meet(dated(DAY), dated(DAY + 14))


def test_one_week_in_two_countries_is_two_blocks():
    assert not meet(dated(DAY), dated(DAY, country="XTB"))


def test_reports_without_a_country_meet_each_other_by_their_weeks():
    assert meet(dated(DAY, country=None), dated(DAY + 2, country=None))


@given(st.integers(0, 7))
def test_an_undated_report_meets_what_happened_in_the_week_before_it(before):
    assert meet(account(published=DAY, country="XTA"), dated(DAY - before))


@pytest.mark.parametrize("said", [{}, {"days": (DAY, DAY + 364), "published": DAY + 400, "country": "XTA"}])
def test_a_report_that_names_no_week_meets_others_by_its_names(said):
    loose = account("doc-1", NAMED, **said)
    assert meet(loose, account("doc-2", NAMED, days=(DAY - 900, DAY - 900), country="XTB"))


def test_a_report_that_says_nothing_meets_nobody():
    assert blocks(account()) == ()


def test_one_name_in_common_is_not_enough():
    other = "Later a fire burned in the hills near Brannholt."
    assert not meet(
        account("doc-1", "A bomb hit Brannholt.", opening=b""), account("doc-2", other, opening=b"")
    )
