"""An account is kept as bytes from which no word of the text can be read."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents import Account
from tests.incidents.invented import INVENTED, account, accounts


@given(accounts())
def test_an_account_comes_back_from_its_bytes(held):
    back = Account.from_bytes(held.to_bytes())
    assert back == held
    assert hash(back) == hash(held)


@given(accounts())
def test_equal_accounts_have_equal_bytes(held):
    turned = replace(held, said_days=frozenset(sorted(held.said_days, reverse=True)))
    assert turned.to_bytes() == held.to_bytes() == Account.from_bytes(held.to_bytes()).to_bytes()


@given(st.lists(st.sampled_from(INVENTED), min_size=1, max_size=60))
def test_no_word_of_the_text_stands_in_the_bytes(words):
    text = " ".join(word.capitalize() for word in words)
    kept = account("doc-1", f"It was {text}.").to_bytes().decode().lower()
    assert not [word for word in words if word in kept]


def test_an_account_is_known_by_its_document_and_event():
    held = account("doc-7", event_id="evt-2")
    assert held.key == ("doc-7", "evt-2")
