import numpy as np
import pytest

from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.tagged import LABELS, TYPES
from tests.coding.tagger.make import ROLES, SIZE, WIDTH, arrays

RANDOM = np.random.default_rng(3)
VECTORS = RANDOM.normal(size=(5, SIZE)).astype(np.float32)
KINDS = np.array([0, 1, 2, 3, 4])
HEADS = Heads(arrays())
EVENTS = HEADS.events(VECTORS, KINDS)


def test_a_head_is_its_matrix_and_its_bias():
    given = arrays()
    by_hand = [[w @ v for w in given["trigger.weight"]] + given["trigger.bias"] for v in VECTORS]
    assert np.allclose(HEADS.triggers(VECTORS), by_hand, atol=1e-5)
    assert HEADS.triggers(VECTORS).shape == (5, len(TYPES))


def test_a_head_without_a_bias_adds_none():
    given = arrays()
    del given["trigger.bias"]
    assert np.allclose(Heads(given).triggers(np.zeros((1, SIZE))), 0)


def test_events_are_of_their_type_and_never_negative():
    assert EVENTS.shape == (5, WIDTH)
    assert (EVENTS >= 0).all()
    assert not np.allclose(EVENTS, HEADS.events(VECTORS, KINDS[::-1]))


def test_pairs_are_scored_one_by_one():
    standing = np.array([0, 7, 31, 40, geometry.STANDINGS - 1])
    together = HEADS.same(EVENTS, EVENTS[::-1], standing)
    alone = [HEADS.same(EVENTS[i : i + 1], EVENTS[4 - i : 5 - i], standing[i : i + 1])[0] for i in range(5)]
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("role", ROLES)
def test_a_link_s_score_depends_on_its_event_and_its_mention_alone(role):
    mentions = HEADS.mentions(role, VECTORS[:3], KINDS[:3])
    standing = np.arange(15).reshape(5, 3)
    together = HEADS.links(role, EVENTS, mentions, standing)
    assert together.shape == (5, 3)
    for i in range(5):
        for j in range(3):
            one = HEADS.links(role, EVENTS[i : i + 1], mentions[j : j + 1], standing[i : i + 1, j : j + 1])
            assert np.allclose(together[i, j], one[0, 0], atol=1e-5)


def test_every_role_and_every_closed_list_has_its_scores():
    assert all(HEADS.none(role, EVENTS).shape == (5,) for role in ROLES)
    assert all(HEADS.judged(name, EVENTS).shape == (5, len(labels)) for name, labels in LABELS.items())


def test_labels_stand_in_the_order_in_which_the_network_learns_them():
    from training.tagger import examples

    assert examples.TYPES == TYPES
    assert examples.ROLES == ROLES
    assert {**examples.JUDGED, **examples.LABELLED} == LABELS
