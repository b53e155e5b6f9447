import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.wire import WINDOW, kinship
from tests.documents.wire.make import MONDAY, OTHER, REPORT, changed, document

IMPRINT = """The Velmora Observer is made by eleven reporters in three offices between the lakes and the border. \
Its owner is a foundation of readers that takes no money from parties, churches or the state. Complaints are dealt \
with by the ombudsman of the press council, who publishes a report every spring. The editors answer for all \
articles, and reprinting needs the consent of the foundation in writing."""


def kind(text: str, other: str = REPORT, **fields) -> str | None:
    found = kinship(document("a", other), document("b", text, **fields))
    return None if found is None else found.kind


def test_the_same_words_are_a_copy_whatever_headline_dateline_and_agency_credit_stand_above():
    assert kind(REPORT) == "copy"
    assert kind(f"Five dead in harbour blast\n\nVELMORA (Reuters) - {REPORT}") == "copy"
    assert kind(f"Terror on the quay\n\n{REPORT}", f"OSTREL, April 7 (AFP) - {REPORT}") == "copy"


def test_a_cut_text_and_one_with_a_local_paragraph_are_copies():
    assert kind(REPORT.split("\n\n")[0] + "\n\n" + REPORT.split("\n\n")[1]) == "copy"
    assert (
        kind(f"{REPORT}\n\nIn Upland the council said that it had asked its own harbour to lock its gates.")
        == "copy"
    )


def test_house_style_is_no_difference():
    other = changed(("killing five people and wounding 14", "killing 5 people and wounding fourteen"))
    assert kind(other) == "copy"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("killing five people and wounding 14", "killing eight people and wounding 14", {"killed"}),
        ("killing five people and wounding 14", "killing five people and wounding 21", {"injured"}),
    ],
)
def test_a_changed_toll_makes_an_update_and_both_figures_are_quoted(old, new, said):
    first, second = document("a"), document("b", changed((old, new)))
    found = kinship(first, second)
    assert found.kind == "update"
    assert {change.kind for change in found.changes} == said
    for change in found.changes:
        assert change.words == (change.first.quote(first.text), change.second.quote(second.text))


def test_a_suspect_who_gets_a_name_makes_an_update():
    unnamed = changed(
        ("No group has claimed responsibility.", "Police arrested a suspect whom they did not name.")
    )
    named = changed(
        ("No group has claimed responsibility.", "Police arrested the suspect Jorun Aksel Brandt.")
    )
    found = kinship(document("a", unnamed), document("b", named))
    assert [change.kind for change in found.changes] == ["named"]


def test_a_correction_may_exchange_a_place_and_nothing_else_may():
    moved = changed(("harbour of Velmora", "harbour of Tessaro"))
    assert kind(moved) is None
    assert kind(f"{moved}\n\nAn earlier version of this report gave the wrong town.") == "update"


def test_one_outlet_printing_a_longer_text_updates_its_own():
    short = "\n\n".join(REPORT.split("\n\n")[:3])
    first, second = document("a", short, publisher="Echo"), document("b", publisher="Echo")
    assert [change.kind for change in kinship(first, second).changes] == ["republished"]
    assert kinship(first, document("b", publisher="Herald")).kind == "copy"


def test_one_wording_for_two_incidents_makes_no_copy():
    another = changed(("Velmora on Monday", "Tessaro on Thursday"), ("five people", "three people"))
    assert kind(another, published=MONDAY + dt.timedelta(days=3)) is None
    day = changed(("Velmora on Monday", "Velmora on Thursday"))
    assert kind(day, published=MONDAY + dt.timedelta(days=3)) is None


def test_an_imprint_that_all_pages_of_an_outlet_share_makes_no_copy():
    news = "Two hikers found a grenade beside the castle path in Orvane. Experts blew it up in a quarry on Monday."
    ruling = (
        "A court in Keltham fined a student who had called in a threat before his examination last autumn."
    )
    assert kind(f"{news}\n\n{IMPRINT}", f"{ruling}\n\n{IMPRINT}", publisher="Observer") is None


def test_two_reports_that_share_an_official_quote_are_independent():
    quote = (
        '"We will find those who did this wherever they hide, and they will answer for it before a court of this '
        "country. I thank the fishermen who carried the wounded on their boats, and I thank every nurse who came "
        'back from her holiday without being asked," the governor said.'
    )
    assert kind(f"{OTHER}\n\n{quote}", f"{changed(('police said', 'officials said'))}\n\n{quote}") is None


def test_two_agencies_need_more_in_common_and_one_agency_less():
    first = f"VELMORA (AFP) - {REPORT}"
    head = "\n\n".join(REPORT.split("\n\n")[:2])
    second = f"VELMORA (AFP) - {head}\n\n{OTHER}"
    assert kind(second, first) == "copy"
    assert kind(second.replace("AFP", "Reuters"), first) is None


def test_a_digest_is_no_copy_of_the_stories_that_it_quotes():
    story = "\n\n".join(REPORT.split("\n\n")[:2])
    budget = OTHER.split("\n\n")[0]
    ferry = "Pirates boarded a ferry off the island of Marrat and took its captain hostage, the coast guard reported."
    digest = f"OSTREL — {budget}\n\nVELMORA — {story}\n\nMARRAT — {ferry}"
    assert kind(digest, story) is None
    unmarked = f"{OTHER}\n\n{story}\n\n{ferry}"
    assert kind(unmarked, story) is None


def test_a_late_reprint_is_a_copy_and_a_late_change_of_facts_is_no_update():
    later = MONDAY + dt.timedelta(days=WINDOW + 1)
    dated = changed((" on Monday", ""))
    more = changed(("killing five", "killing eight"), text=dated)
    assert kind(dated, dated, published=later) == "copy"
    assert kind(more, dated, published=later) is None
    assert kind(more, dated, published=MONDAY + dt.timedelta(days=1)) == "update"


def test_a_stub_is_nobodys_report():
    assert kind("This page is for subscribers.", "This page is for subscribers.") is None


def test_a_document_is_not_compared_with_itself():
    with pytest.raises(ValueError, match="itself"):
        kinship(document("a"), document("a"))


PIECES = [*REPORT.split("\n\n"), *OTHER.split("\n\n"), IMPRINT]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("\n\n".join)


@given(texts, texts)
def test_the_order_of_the_two_does_not_matter(text, other):
    first, second = document("a", text), document("b", other)
    assert kinship(first, second) == kinship(second, first)


@given(st.text(max_size=200), texts)
def test_no_text_is_too_strange(strange, text):
    for first, second in permutations((document("a", strange + text), document("b", text + strange))):
        kinship(first, second)
