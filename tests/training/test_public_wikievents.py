import json

from training.public import wikievents

TEXT = (
    "On Friday a bomb exploded at a mill, police said. "
    "After the blast, which shook homes, two men were arrested in Leeds."
)


def at(phrase, role=None):
    start = TEXT.index(phrase)
    found = {"start": start, "end": start + len(phrase), "text": phrase}
    return {**found, "role": role} if role else found


def mention(kind, phrase, *arguments):
    return {"id": phrase, "type": kind, "trigger": at(phrase), "arguments": list(arguments)}


def read(folder, *mentions):
    path = folder / "set.jsonl"
    path.write_text(json.dumps({"id": "w", "text": TEXT, "events": mentions}), encoding="utf-8")
    return list(wikievents.rows(path))


def quote(event):
    span = event["evidence"][0]
    return TEXT[span["start"] : span["end"]]


def test_a_mention_becomes_an_event_with_its_clause(tmp_path):
    ((row),) = read(tmp_path, mention("Conflict.Attack", "exploded", at("mill", "Place")))
    (event,) = row["events"]
    assert (event["type"], quote(event)) == ("attack", "On Friday a bomb exploded at a mill, ")
    assert not event["optional"]


def test_which_mentions_are_one_event_is_left_open(tmp_path):
    (row,) = read(tmp_path, mention("Conflict.Attack", "exploded", at("mill", "Place")))
    assert {"identity", "date", "group", "killed"} <= set(row["events"][0]["unscored"])


def test_two_mentions_in_a_clause_are_one_event_with_the_modes_of_both(tmp_path):
    mentions = [mention("Conflict.Attack", word, at("mill", "Place")) for word in ("bomb", "exploded")]
    (row,) = read(tmp_path, *mentions)
    assert [event["modes"] for event in row["events"]] == [["bombing"]]
    assert "modes" not in row["events"][0]["unscored"]


def test_a_reference_back_is_doubtful_and_a_short_clause_becomes_its_sentence(tmp_path):
    (row,) = read(tmp_path, mention("Conflict.Attack", "blast", at("homes", "Target")))
    (event,) = row["events"]
    assert event["optional"]
    assert quote(event).startswith("After the blast, which")


def test_a_mention_without_telling_arguments_is_doubtful(tmp_path):
    arrest = mention("Justice.ArrestJailDetain", "arrested")
    (row,) = read(tmp_path, arrest)
    assert [(e["type"], e["optional"]) for e in row["events"]] == [("arrest", True)]


def test_articles_without_a_counterpart_are_left_out(tmp_path):
    assert read(tmp_path, mention("Life.Die", "exploded", at("mill", "Place"))) == []


def test_plans_and_fighting_are_dropped_and_forces_strike():
    attack = mention("Conflict.Attack", "exploded", at("police", "Attacker"))
    assert wikievents.kind(attack, "a bomb exploded") == "strike"
    assert wikievents.kind(attack, "they planned that it exploded") is None
    fight = {**attack, "trigger": {"start": 0, "end": 5, "text": "clash"}}
    assert wikievents.kind(fight, "a clash") is None


def test_a_bombing_in_a_clause_on_suicide_is_a_suicide_bombing():
    one = {**mention("Conflict.Attack", "exploded"), "said": "a suicide car exploded"}
    assert wikievents.modes([one]) == ["suicide_bombing"]
