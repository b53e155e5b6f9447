"""What people are asked when a new reading, or another decision, contradicts what they decided."""

from __future__ import annotations

from lapwing.records import Decision, EventKey, Question

MESSAGES: dict[str, str] = {
    "other_value": (
        "{who} set {field} to {decided} where the coder had read {was}; now it reads {reads}. "
        "The decision stands: correct {field} again, to either value, to settle this."
    ),
    "not_found": (
        "{who} decided on this event, and the coder does not find it any more. "
        "It is kept as it was: accept or reject it to settle this."
    ),
    "words_gone": (
        "{who} decided on this event, and neither the coder nor the present text of the article has it. "
        "It is left out: undo {decision} to settle this."
    ),
    "outvoted": (
        "{who} decided {kind} here, which cannot hold beside the newer {newer}. "
        "The newer holds: undo one of the two to settle this."
    ),
}
"""Each kind of question in words; details stand in braces."""


def question(
    kind: str,
    decision: Decision,
    key: EventKey,
    *,
    reads: str | None = None,
    newer: str | None = None,
) -> Question:
    """The question of that kind about the decision, on the event that it concerns."""
    words = MESSAGES[kind].format(
        who=decision.who,
        kind=decision.kind.replace("_", " "),
        decision=decision.decision_id,
        field=decision.field,
        decided=decision.value,
        was=decision.was,
        reads=reads,
        newer=newer,
    )
    return Question(
        decision_id=decision.decision_id,
        doc_id=key[0],
        event_id=key[1],
        field=decision.field if kind == "other_value" else None,
        decided=decision.value if kind == "other_value" else None,
        reads=reads,
        message=words,
    )
