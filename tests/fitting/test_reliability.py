import random

from lapwing.coding.keeping import EVENT_FLOOR
from lapwing.fitting.calibrate import Answer, table
from lapwing.fitting.reliability import errors_by_stage, judged_unseen, reliability_text


def answers(count, *, lift=0.0, folds=5, seed=1):
    """Answers of which a share of ``raw`` plus ``lift`` is right, in documents of four answers."""
    generator = random.Random(seed)
    found = []
    for number in range(count):
        raw = EVENT_FLOOR + (0.99 - EVENT_FLOOR) * generator.random()
        doc_id = str(number // 4)
        found.append(Answer(raw, generator.random() < raw + lift, 1.0, doc_id, number // 4 % folds))
    return found


def test_probabilities_that_promise_too_much_are_put_right_on_answers_the_table_has_not_seen():
    found = answers(2000, lift=-0.2)
    (unseen,) = errors_by_stage(judged_unseen({"country": found}), seed=1).values()
    apart = sum(answer.raw - answer.right for answer in found) / len(found)
    assert apart > 0.15
    assert unseen["error"] < 0.06
    assert unseen["answers"] == 2000


def test_a_table_is_not_judged_on_the_answers_it_was_fitted_on():
    mine, others = [[one for one in answers(800) if (one.fold == 0) == mine] for mine in (True, False)]
    turned = [one._replace(right=not one.right) for one in mine]
    first = [one.confidence for one in judged_unseen({"country": [*mine, *others]})["country"]][: len(mine)]
    second = [one.confidence for one in judged_unseen({"country": [*turned, *others]})["country"]][
        : len(mine)
    ]
    assert first == second
    assert table(mine) != table(turned)


def test_a_fold_whose_others_hold_few_answers_is_taken_at_its_word():
    few = answers(40, folds=2)
    assert [one.confidence for one in judged_unseen({"place": few})["place"]] == [
        round(one.raw, 4) for fold in (0, 1) for one in few if one.fold == fold
    ]


def test_events_that_would_not_be_written_are_not_judged():
    given = [
        Answer(EVENT_FLOOR - 0.01, False, 1.0, "a", 0),
        Answer(EVENT_FLOOR + 0.01, True, 0.5, "b", 1),
    ]
    found = judged_unseen({"event": given, "country": given})
    assert [(one.doc_id, one.right, one.weight) for one in found["event"]] == [("b", True, 0.5)]
    assert len(found["country"]) == 2


def test_a_stage_without_answers_has_no_error():
    assert errors_by_stage({"group": []}, seed=1) == {}


def test_the_text_has_a_line_for_every_stage():
    stored = errors_by_stage(judged_unseen({"country": answers(200), "event": answers(100)}), seed=1)
    lines = reliability_text(stored).splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["country", "200"], ["event", "100"]]
