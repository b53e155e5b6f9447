import json

import numpy as np

from lapwing.coding.gate import Words
from training.gate import FOLDS, RECALL, Example, crossfitted, example, examples, floor, inner, passing, table

BOMB = "A bomb exploded outside the town hall and killed nine people on Monday. "
QUIET = "The choir sang old songs in the park and people brought cakes and tea. "


def event(text: str, quote: str, *, optional: bool = False) -> dict:
    start = text.index(quote)
    return {"optional": optional, "evidence": [{"field": "event", "start": start, "end": start + len(quote)}]}


def row(doc_id: str, text: str, *events: dict) -> dict:
    return {"doc_id": doc_id, "text": text, "events": list(events)}


def articles(number: int = 20) -> list[Example]:
    """Half of them tell of a bomb, each in words of its own besides."""
    made = []
    for i in range(number):
        own = f"Reporter {chr(97 + i) * 4} wrote this from the {chr(97 + i) * 5} office of the paper. "
        told = own + QUIET + (BOMB if i % 2 else QUIET)
        events = [event(told, "bomb exploded")] if i % 2 else []
        made.append(example(row(f"d{i}", told, *events), "news", i % FOLDS, 1.0))
    return made


def test_passages_are_marked_by_what_they_tell_of():
    text = QUIET + BOMB + QUIET + BOMB.replace("bomb", "mine")
    one = example(
        row("d", text, event(text, "bomb exploded"), event(text, "mine exploded", optional=True)), "s", 0, 1.0
    )
    assert one.marks == (0, 1, 0, None)
    assert one.events == (frozenset({1}),)


def test_an_article_with_optional_events_alone_teaches_nothing_as_a_document():
    text = QUIET + BOMB
    assert example(row("d", text, event(text, "bomb", optional=True)), "s", 0, 1.0).pull() == 0.0
    assert example(row("d", text), "s", 0, 0.5).pull() == 0.5
    assert example(row("d", text, *[event(text, "bomb")] * 4), "s", 0, 1.0).pull() == 2.0


def test_a_gate_learns_which_passages_and_articles_tell_of_an_event():
    gate = inner(articles())
    loud, quiet = Words.of(QUIET + BOMB), Words.of(QUIET * 2)
    assert gate.whole(loud) > gate.whole(quiet)
    assert gate.each(loud)[1] > gate.each(loud)[0]


def test_articles_are_scored_by_gates_that_have_not_seen_them():
    found = articles()
    _, scores = crossfitted(found)
    known = np.array([bool(one.events) for one in found])
    assert scores[known].min() > scores[~known].max()


def test_the_floor_lets_the_events_asked_for_pass():
    found = [
        Example(
            Words.of(QUIET), (1,), (frozenset({0}),) * (1 if i == 0 else 1000), "s", 0, 1.0, measured=True
        )
        for i in range(4)
    ]
    scores = np.array([-5.0, 1.0, 2.0, 3.0])
    least = floor(found, scores)
    passed = sum(len(one.events) for one, score in zip(found, scores, strict=True) if score >= least)
    assert least == 1.0
    assert passed / sum(len(one.events) for one in found) >= RECALL


def test_what_passes_is_told_by_source():
    found = articles(4)
    (news, measured) = passing(found, np.array([True, True, False, False]))
    assert (news.source, news.articles, news.events, news.recall) == ("news", 4, 2, 0.5)
    assert (measured.articles, measured.recall) == (0, None)
    assert table([news]).splitlines()[1].split() == ["news", "4", "2", "0.500", "0.500", "0.500"]


def test_near_duplicates_share_a_fold_and_those_of_articles_set_apart_are_left_out(tmp_path):
    body = " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60))
    other = " ".join(f"term{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60))
    rows = [*(row(f"d{i}", f"{body} {chr(97 + i)}") for i in range(8)), row("e", other)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "apart.jsonl").write_text(json.dumps(row("x", other + " end")), encoding="utf-8")
    config = {
        "apart": ["apart.jsonl"],
        "sources": [{"name": "a", "files": ["a.jsonl"], "measured": True, "weight": 0.5}],
    }
    found = list(examples(config, tmp_path))
    assert len(found) == 8
    assert len({one.fold for one in found}) == 1
    assert all(one.measured and one.weight == 0.5 for one in found)
