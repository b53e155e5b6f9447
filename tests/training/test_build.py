import itertools
import json
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from training import standoff
from training.build import Shingles, build, read_config, report
from training.heldback import held_back


def prose(seed: int, length: int = 40) -> str:
    """Words that no other seed has, so that two seeds share no run of words."""
    return " ".join(
        f"{letter}{seed}" for letter in itertools.islice(itertools.cycle("abcdefghijklm"), length)
    )


def row(doc_id: str, text: str, *kinds: str, optional: bool = False) -> dict:
    events = [
        {
            "event_id": f"e{i}",
            "type": kind,
            "optional": optional,
            "evidence": [{"field": "event", "start": 0, "end": 2}],
        }
        for i, kind in enumerate(kinds)
    ]
    return {"doc_id": doc_id, "published": None, "title": None, "text": text, "events": events}


def write(folder, name, rows):
    (folder / name).write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return name


def built(folder, sources, apart=()):
    return build({"apart": [write(folder, "apart.jsonl", apart)], "sources": sources}, folder)


def source(folder, name, rows, **more):
    return {"name": name, "files": [write(folder, f"{name}.jsonl", rows)], **more}


def counts(articles):
    return Counter((a.source, a.half, len(a.row["events"])) for a in articles)


def test_articles_keep_their_source_and_its_weight(tmp_path):
    one = source(tmp_path, "one", [row("a", prose(1), "attack")], weight=0.6)
    two = source(tmp_path, "two", [row("b", prose(2))])
    articles = built(tmp_path, [one, two])
    assert [(a.row["doc_id"], a.source, a.weight) for a in articles] == [("a", "one", 0.6), ("b", "two", 1.0)]


def test_articles_go_to_one_half_each_by_their_id(tmp_path):
    rows = [row(f"d{i}", prose(i)) for i in range(40)]
    first = {a.row["doc_id"]: a.half for a in built(tmp_path, [source(tmp_path, "s", rows)])}
    again = {a.row["doc_id"]: a.half for a in built(tmp_path, [source(tmp_path, "s", rows[::-1])])}
    assert first == again
    assert set(first.values()) == {0, 1}


def test_what_only_the_network_may_see_belongs_to_no_half(tmp_path):
    rows = [row(f"d{i}", prose(i)) for i in range(4)]
    articles = built(tmp_path, [source(tmp_path, "s", rows, network_only=True)])
    assert [a.half for a in articles] == [None] * 4


def test_what_is_like_an_article_set_apart_is_left_out(tmp_path):
    kept = row("kept", prose(2))
    copied = row("copied", prose(1) + " " + prose(3, 20))
    articles = built(tmp_path, [source(tmp_path, "s", [copied, kept])], apart=[row("dev", prose(1))])
    assert [a.row["doc_id"] for a in articles] == ["kept"]


def test_near_duplicates_are_never_in_different_halves(tmp_path):
    rows = [row(f"{name}{i}", prose(i)) for i in range(20) for name in "abc"]
    articles = built(tmp_path, [source(tmp_path, "s", rows)])
    halves = [{a.half for a in articles if a.row["doc_id"][1:] == str(i)} for i in range(20)]
    assert all(len(half) == 1 for half in halves)
    assert set.union(*halves) == {0, 1}


def test_a_source_of_new_articles_gives_no_second_copy(tmp_path):
    one = source(tmp_path, "one", [row("a", prose(1))])
    two = source(tmp_path, "two", [row("b", prose(1)), row("c", prose(2))], new_only=True)
    assert [a.row["doc_id"] for a in built(tmp_path, [one, two])] == ["a", "c"]


def test_quiet_articles_of_a_bucket_have_no_events(tmp_path):
    pool = [{**row("a", prose(1)), "bucket": "negative"}, {**row("b", prose(2)), "bucket": "relevant"}]
    name = write(tmp_path, "pool.jsonl", pool)
    (article,) = built(tmp_path, [{"name": "quiet", "bucket": "negative", "pool": name}])
    assert (article.row["doc_id"], article.row["events"]) == ("a", [])


def test_quiet_articles_that_are_held_back_teach_nothing(tmp_path):
    pool = [{**row(f"d{i}", prose(i)), "bucket": "negative"} for i in range(30)]
    articles = built(
        tmp_path, [{"name": "q", "bucket": "negative", "pool": write(tmp_path, "pool.jsonl", pool)}]
    )
    taken = {a.row["doc_id"] for a in articles}
    assert {r["doc_id"] for r in pool} - taken == {r["doc_id"] for r in pool if held_back(r["doc_id"])}
    assert len(taken) < 30


def test_stand_off_labels_are_joined_with_their_texts(tmp_path):
    text = "Gunmen shot a guard in Sarvan, police said on Monday in a short statement."
    pool = {"doc_id": "n1", "published": "2024-01-17", "title": "t", "url": None, "text": text}
    hand = {"doc_id": "n1", "events": [{"id": "e", "type": "attack", "quote": "shot a guard"}]}
    rows, _ = standoff.label([hand], {"n1": pool})
    given = {
        "name": "labels", "labels": write(tmp_path, "l.jsonl", rows),
        "pool": write(tmp_path, "p.jsonl", [pool]),
    }  # fmt: skip
    (article,) = built(tmp_path, [given])
    assert article.row["text"] == text
    assert article.row["events"] == rows[0]["events"]


@given(
    st.lists(st.lists(st.integers(0, 2), max_size=5), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_sources_does_not_matter_for_counts(tmp_path_factory, sizes, random):
    folder = tmp_path_factory.mktemp("corpus")
    number = itertools.count()
    sources = []
    for i, articles in enumerate(sizes):
        rows = [row(f"s{i}-{j}", prose(next(number)), *["attack"] * n) for j, n in enumerate(articles)]
        sources.append(source(folder, f"s{i}", rows))
    in_order = built(folder, sources)
    random.shuffle(sources)
    shuffled = built(folder, sources)
    assert counts(in_order) == counts(shuffled)
    assert report(in_order).split("\n")[:-1] == report(shuffled).split("\n")[:-1]


@given(st.lists(st.integers(0, 3), max_size=8))
def test_no_article_is_lost_whatever_is_alike(tmp_path_factory, seeds):
    folder = tmp_path_factory.mktemp("corpus")
    rows = [row(f"d{i}", prose(seed)) for i, seed in enumerate(seeds)]
    articles = built(folder, [source(folder, "s", rows)])
    assert len(articles) == len(rows)
    halves = [{a.half for a, s in zip(articles, seeds, strict=True) if s == seed} for seed in set(seeds)]
    assert all(len(half) == 1 for half in halves)


def test_nothing_is_like_a_text_when_nothing_is_known():
    assert Shingles().like(prose(1)) is None
    assert Shingles().like("") is None


def test_a_copy_is_found_in_whichever_is_longer():
    known = Shingles()
    known.add(prose(1, 13), 0)
    assert known.like(prose(2, 100) + " " + prose(1, 13)) == 0
    known = Shingles()
    known.add(prose(2, 100) + " " + prose(1, 13), 1)
    assert known.like(prose(1, 13)) == 1


def test_a_short_copy_counts_though_a_long_article_shares_more_words():
    words = [f"w{i}" for i in range(400)]
    known = Shingles()
    known.add(" ".join(words), 1)
    short = " ".join(f"v{i}" for i in range(14))
    known.add(short, 0)
    other = " ".join(f"u{i}" for i in range(300))
    assert known.like(" ".join(words[:30]) + " " + other + " " + short) == 0


@given(st.integers(5, 60), st.data())
def test_an_article_is_like_itself_and_unlike_another(length, data):
    one, other = prose(1, length), prose(2, length)
    known = Shingles()
    known.add(one, 1)
    assert known.like(one) == 1
    assert known.like(one.upper()) == 1
    assert known.like(other) is None


def test_the_report_counts_articles_events_and_optional_ones(tmp_path):
    rows = [row("a", prose(1), "attack", "arrest"), row("b", prose(2)), row("c", prose(3), "attack")]
    one = source(tmp_path, "one", rows)
    two = source(tmp_path, "two", [row("d", prose(4), "attack", optional=True)], network_only=True)
    lines = [line.split() for line in report(built(tmp_path, [one, two])).split("\n")]
    halves = [line for line in lines if line[0] == "one"]
    assert [sum(int(line[i]) for line in halves) for i in (2, 3, 4, 5)] == [3, 1, 3, 0]
    assert lines[-2] == ["two", "none", "1", "0", "1", "1"]
    assert lines[-1] == ["attack", "3", "arrest", "1"]


def test_the_config_that_trains_the_learned_coder_names_known_parts_and_files(repository):
    config = read_config(repository / "training" / "learned.yaml")
    names = [given["name"] for given in config["sources"]]
    assert len(names) == len(set(names))
    own = [
        pattern
        for given in config["sources"]
        for pattern in given.get("files", ())
        if "shared" not in pattern
    ]
    assert all(list(repository.glob(pattern)) for pattern in own)


@pytest.mark.parametrize("text", ["", "one", "one two three"])
def test_texts_shorter_than_a_run_of_words_can_be_compared(text):
    known = Shingles()
    known.add(text, 1)
    assert known.like(text) == 1
    assert known.like(text + " four five six seven eight") is None


def test_configs_are_read_as_written(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(yaml.safe_dump({"apart": [], "sources": []}), encoding="utf-8")
    assert read_config(path) == {"apart": [], "sources": []}
