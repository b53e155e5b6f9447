import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents import FurnitureRule, furniture_rules
from lapwing.documents.furniture import overlap_free, page_furniture, without
from lapwing.records import Furniture

ARTICLE = "The ferry sailed on Monday and the harbour was quiet for most of the long day. " * 6
RULES = furniture_rules()


def page_with(rule: FurnitureRule, words: str) -> str:
    """A page that has the words where the rule looks for them."""
    if rule.scope == "lead":
        return f"{words} and the line goes on.\n{ARTICLE}"
    if rule.scope == "tail":
        return f"{ARTICLE}\n{words}"
    if rule.where == "head":
        return f"A headline\n{words}\n{ARTICLE}"
    return f"{ARTICLE}\n{words}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_sets_its_example_aside(rule: FurnitureRule) -> None:
    assert [piece.rule for piece in page_furniture(page_with(rule, rule.example))] == [rule.name]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.counter], ids=lambda rule: rule.name)
def test_no_rule_sets_a_counterexample_aside(rule: FurnitureRule) -> None:
    assert rule.counter
    assert page_furniture(page_with(rule, rule.counter)) == []


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    "line",
    [
        "A bomb went off.",
        "Police said that nobody had commented.",
        "Two men were killed, officials said",
        "By Monday twelve people had died.",
        "Share prices fell.",
        "Photos of the attack showed ten dead.",
        "The group threatened more attacks (file photo) and killed two men",
        "Read out in court, the letter named him.",
        "He published the video on 3 May.",
        "Sign language was used in the threat to the hostages.",
        "Source close to the group said: they killed him",
        "Image of the dead bomber was shown.",
        "Supporters donated money to the rebels.",
        "Related attacks killed ten.",
        "Advertisements were bombed.",
        "Terms of the ceasefire",
        "The suspect can be reached by no one, police said.",
    ],
)
def test_a_line_that_reports_something_stays(line: str) -> None:
    assert page_furniture(f"{line}\n\n{ARTICLE}\n\n{line}") == []


def test_headlines_below_a_heading_for_links_go_but_not_one_that_reports() -> None:
    text = f"{ARTICLE}\nRead more:\nHow it was built\nTwo dead in attack\nA look back\nIt rained.\nA sign"
    assert [piece.text for piece in page_furniture(text)] == [
        "Read more:",
        "How it was built",
        "A look back",
    ]


def test_all_after_a_disclaimer_goes_when_an_article_stands_before_it() -> None:
    text = f"{ARTICLE}\n\nDisclaimer\n\nWe share attacks and bombs.\n\nBuy Me A Coffee\n"
    (piece,) = page_furniture(text)
    assert piece.text == "Disclaimer\n\nWe share attacks and bombs.\n\nBuy Me A Coffee"
    assert [piece.text for piece in page_furniture(f"Disclaimer\n\n{ARTICLE}")] == ["Disclaimer"]


def test_credits_at_the_end_of_the_last_paragraph_go_one_after_the_other() -> None:
    text = f"{ARTICLE}The Agency contributed to this report. (Editing by Ann Ames) © 2024 The Post\n"
    pieces = page_furniture(text)
    assert [piece.rule for piece in pieces] == ["credit_sentence", "wire_credit", "copyright_tail"]
    assert without(text, pieces).split() == ARTICLE.split()


def test_a_caption_keeps_its_words_and_loses_its_label() -> None:
    text = f"Image copyright AFP Image caption Two men were killed\n\n{ARTICLE}"
    assert without(text, page_furniture(text)) == f"Two men were killed\n\n{ARTICLE}"


def test_no_empty_lines_are_left_behind() -> None:
    text = f"Advertisement\n\n{ARTICLE}\n\nAdvertisement\n\nThe end.\n\nShare this\n\n"
    assert without(text, page_furniture(text)) == f"{ARTICLE}\n\nThe end."
    assert without("As it is \n\n", []) == "As it is \n\n"


def test_of_two_pieces_that_overlap_the_later_keeps_the_rest() -> None:
    def piece(start: int, end: int, rule: str) -> Furniture:
        return Furniture(start=start, end=end, rule=rule, text="abcdefgh"[start:end])

    kept = overlap_free([piece(2, 6, "b"), piece(0, 4, "a"), piece(1, 3, "c")], "abcdefgh")
    assert [(one.start, one.end, one.rule, one.text) for one in kept] == [
        (0, 4, "a", "abcd"),
        (4, 6, "b", "ef"),
    ]


LINES = st.lists(
    st.sampled_from([rule.example for rule in RULES] + ["", "A bomb went off.", ARTICLE, " x "]), max_size=12
)


@given(LINES)
def test_what_is_kept_and_what_is_set_aside_are_the_whole_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    pieces = overlap_free(page_furniture(text), text)
    at, kept = 0, []
    for piece in pieces:
        assert piece.quote(text) == piece.text
        assert at <= piece.start < piece.end
        kept.append(text[at : piece.start])
        at = piece.end
    kept.append(text[at:])
    assert without(text, pieces).split() == " ".join(kept).split()


@given(st.text(max_size=400))
def test_no_text_breaks_the_rules(text: str) -> None:
    for piece in page_furniture(text):
        assert piece.quote(text) == piece.text


@pytest.mark.shared
@pytest.mark.parametrize("name", ["dev.jsonl", "train.jsonl", "founding_article.jsonl"])
def test_no_words_that_a_coder_pointed_at_are_set_aside(shared: Path, name: str) -> None:
    for line in (shared / "gold" / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        pieces = page_furniture(row["text"])
        for event in row["events"]:
            for evidence in event["evidence"]:
                lost = [one for one in pieces if one.start < evidence["end"] and evidence["start"] < one.end]
                assert lost == [], (row["doc_id"], evidence)
