"""Which mentions are given as fillers: the likeliest first, and no second name of one already given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lapwing.coding.fillers.features import Scene
from lapwing.coding.fillers.marked import Marked, Stretch
from lapwing.coding.fillers.mentions import Mention
from lapwing.linear import Linear, bucket

_ALIKE = 0.5  # probability from which two mentions are taken for one filler
_SHORT = frozenset("of the and for de la del y".split())  # words that give an acronym no letter


def alike(marked: Marked, one: Mention, other: Mention) -> list[str]:
    """What speaks for and against two mentions of a role naming one filler, as named features."""
    found = ["always", *_wording(one, other), *_places(marked, one, other)]
    groups = [_groups(marked, mention) for mention in (one, other)]
    if all(groups):
        found.append("same group" if groups[0] & groups[1] else "other group")
    return [*found, *(f"{one.role}: {name}" for name in found)]


def _wording(one: Mention, other: Mention) -> Iterator[str]:
    a, b = set(one.words), set(other.words)
    if one.head == other.head:
        yield "same head"
    elif _stem(one.head) == _stem(other.head):
        yield "same head but for the number"
    if one.words[-1] == other.words[-1]:
        yield "same last word"
    if one.words[0] == other.words[0]:
        yield "same first word"
    if a <= b or b <= a:
        yield "one in the other"
    shared = len({_stem(w) for w in a} & {_stem(w) for w in b})
    yield f"shared words {bucket(shared, (0, 1, 2))} of {bucket(min(len(a), len(b)), (1, 2))}"
    if _acronym(one, other) or _acronym(other, one):
        yield "acronym"


def _places(marked: Marked, one: Mention, other: Mention) -> Iterator[str]:
    pairs = [(a, b) for a in one.stretches for b in other.stretches]
    if any(a[0] <= b[1] and b[0] <= a[1] for a, b in pairs):
        yield "overlap"
    elif any(_beside(marked, a, b) for a, b in pairs):
        yield "side by side"
    gap = min(abs(marked.sentences[a[0]] - marked.sentences[b[0]]) for a, b in pairs)
    yield f"sentences apart {bucket(gap, (0, 1, 3))}"


def _beside(marked: Marked, a: Stretch, b: Stretch) -> bool:
    """Whether a bracket or a comma alone parts the two."""
    (_, end), (start, _) = sorted((a, b))
    if start != end + 1:
        return False
    return marked.text[marked.words[end].end : marked.words[start].start].strip() in (
        "(",
        ",",
        "-",
        "--",
        '"',
    )


def _groups(marked: Marked, mention: Mention) -> set[str]:
    return {group for where, group in marked.groups.items() if group and where in mention.stretches}


def _stem(word: str) -> str:
    """The word without a plural ending: enough to tell that "rebels" and "rebel" are one head."""
    for plural, single in (("men", "man"), ("ies", "y"), ("ses", "s"), ("s", "")):
        if len(word) > 3 and word.endswith(plural):
            return word[: -len(plural)] + single
    return word


def _acronym(long: Mention, short: Mention) -> bool:
    letters = "".join(word[0] for word in long.words if word not in _SHORT)
    return len(long.words) > 1 and len(short.words) == 1 and len(short.form) > 2 and short.form == letters


def choose(
    scene: Scene, models: Mapping[str, Linear], least: Mapping[str, float]
) -> list[tuple[Mention, float]]:
    """The mentions to give, one a filler, with the probability that each is one; the likeliest first by role.

    ``least`` is the probability by role below which nothing is given.
    """
    given: list[tuple[Mention, float]] = []
    for mention, probability in ranked(scene, models["filler"]):
        if probability < least[mention.role]:
            continue
        earlier = [other for other, _ in given if other.role == mention.role]
        if not any(same(scene.marked, models["same"], mention, other) for other in earlier):
            given.append((mention, probability))
    return given


def ranked(scene: Scene, model: Linear) -> Sequence[tuple[Mention, float]]:
    """All mentions with the probability that each is a filler, the likeliest first."""
    judged = [(mention, model.probability(scene.features(mention))) for mention in scene.mentions]
    return sorted(judged, key=lambda pair: (-pair[1], pair[0].role, pair[0].first, pair[0].form))


def same(marked: Marked, model: Linear, one: Mention, other: Mention) -> bool:
    """Whether two mentions of one role are taken for one filler."""
    return model.probability(alike(marked, one, other)) >= _ALIKE
