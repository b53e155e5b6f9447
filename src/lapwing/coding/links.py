"""How the events of one document hang together: claim and attack, arrest and plot, deed and trigger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from lapwing.coding.assemble import Draft
from lapwing.records import Link, Relation, Span

_NEAR = 3  # sentences
_PROMPTING = frozenset(("provocation", "military", "strike", "attack", "protest"))
_PROMPTED = frozenset(("incitement", "threat", "arrest", "publication", "protest", "plot"))
_DISRUPTING = frozenset(("arrest", "raid", "alert"))


def draw(drafts: Sequence[Draft]) -> None:
    """Add the links that the text supports to each draft, in place; at most one of each relation."""
    for made in drafts:
        kind = made.candidate.kind
        if kind == "claim":
            _add(
                made,
                drafts,
                "claims",
                partial(_claimable, made),
            )
        if kind in _DISRUPTING:
            _add(made, drafts, "disrupts", lambda other: other.candidate.kind == "plot")
        if kind in _PROMPTED:
            _prompted(made, drafts)


def _add(made: Draft, drafts: Sequence[Draft], relation: Relation, fits: Callable[[Draft], bool]) -> None:
    near = [(_apart(made, other), i) for i, other in enumerate(drafts) if other is not made and fits(other)]
    near = [(apart, i) for apart, i in near if apart <= _NEAR]
    if near:
        _put(made, relation, drafts[min(near)[1]])


def _prompted(made: Draft, drafts: Sequence[Draft]) -> None:
    """A trigger is named by a causal word ("after", "in response to") between the deed and it."""
    sentence = made.reading.sentences[made.candidate.best.trigger.sentence]
    for cue in sentence.cues:
        if cue.payload != "cause":
            continue
        for other in drafts:
            if other is made or other.candidate.kind not in _PROMPTING:
                continue
            for trigger in other.candidate.triggers:
                if trigger.sentence == sentence.index and 0 < trigger.first - cue.last <= 8:
                    _put(made, "prompted_by", other)
                    return


def _put(made: Draft, relation: Relation, other: Draft) -> None:
    link = Link(relation=relation, event_id=other.event_id)
    links = made.values.get("links", ())
    if link not in links:
        spans: tuple[Span, ...] = (made.candidate.best.trigger.span, other.candidate.best.trigger.span)
        made.put("links", (*links, link), spans, derived=relation)


def _claimable(made: Draft, other: Draft) -> bool:
    return other.candidate.kind == "attack" and _one_group(made, other)


def _one_group(made: Draft, other: Draft) -> bool:
    mine, theirs = made.values.get("group"), other.values.get("group")
    return mine is None or theirs is None or mine == theirs


def _apart(made: Draft, other: Draft) -> int:
    return min(
        abs(a.sentence - b.sentence) for a in made.candidate.triggers for b in other.candidate.triggers
    )
