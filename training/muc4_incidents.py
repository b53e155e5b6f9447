"""The incidents of MUC-4's answer keys as questions: which stage did they reach, how sure is their organisation?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.coding.fillers.judging import LABELS, Incident, features, options
from lapwing.coding.reading import Reading
from lapwing.fitting.linear import Prior, fit_choice
from lapwing.records import Span

Row = dict[str, Any]

_SLOTS = {
    "PerpInd": ("perp_individual",),
    "PerpOrg": ("perp_organization",),
    "Target": ("phys_target_id",),
    "Victim": ("hum_target_name", "hum_target_description"),
    "Weapon": ("instrument_id",),
}
_TARGETS = ("Target", "Victim", "Weapon")
# L2 strength, found by cross-validation on MUC-4 train.
PENALTY = 5.0


@dataclass(frozen=True)
class Question:
    """A slot of an incident whose value is asked; several right values are alternatives of the key."""

    name: str
    incident: Incident
    right: tuple[str, ...]


def questions(text: str, templates: Sequence[Row]) -> Iterator[Question]:
    """The questions of a report. Values of the key that are none of the scale ("ACQUITTED") are left out."""
    for template in templates:
        kind = "|".join(template["incident_type"])
        fillers = {role: _places(text, phrases(template, names)) for role, names in _SLOTS.items()}
        right = _known("stage", template["stage"] or ())
        about = [span for role in _TARGETS for span in fillers[role]] or _all(fillers)
        if right:
            yield Question("stage", Incident(kind, fillers, about), right)
        for said in template["perp_organization_confidence"] or ():
            right = _known("confidence", said["values"])
            about = _places(text, said.get("refers_to") or phrases(template, _SLOTS["PerpOrg"]))
            if right:
                yield Question("confidence", Incident(kind, fillers, about or _all(fillers)), right)


def phrases(template: Row, slots: Sequence[str]) -> list[str]:
    """The strings of a template's slots, alternatives included."""
    return [value for slot in slots for filler in template[slot] or () for value in filler["values"]]


def _known(name: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in LABELS[name])


def _all(fillers: dict[str, list[Span]]) -> list[Span]:
    return [span for spans in fillers.values() for span in spans]


def _places(text: str, wanted: Sequence[str]) -> list[Span]:
    """Every place of any of the phrases, however the text is capitalised or its lines are broken."""
    found = set()
    for phrase in wanted:
        pattern = r"\s+".join(re.escape(word) for word in phrase.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            found.add((match.start(), match.end()))
    return [Span(start=start, end=end) for start, end in sorted(found)]


Case = tuple[list[list[str]], list[bool]]


def case(reading: Reading, question: Question) -> Case:
    """A question as a choice to learn from."""
    rows = options(question.name, features(reading, question.incident))
    return rows, [label in question.right for label in LABELS[question.name]]


def fit(cases: Sequence[Case], prior: Prior) -> dict[str, float]:
    """The weights of the choice among a slot's values."""
    return fit_choice(cases, penalty=PENALTY, prior=prior)


@dataclass(frozen=True)
class Agreement:
    """How a slot's answers agree with the key: the share right, and F1 by value."""

    count: int
    accuracy: float
    f1: dict[str, float]

    @property
    def macro(self) -> float:
        """The mean F1 over the values that stand in the key."""
        return sum(self.f1.values()) / len(self.f1)


def agreement(answers: Sequence[str], rights: Sequence[Sequence[str]]) -> Agreement:
    """Answers against the key. Any of several alternatives is right; a wrong answer counts against the first."""
    gold = [answer if answer in right else right[0] for answer, right in zip(answers, rights, strict=True)]
    f1 = {}
    for value in sorted(set(gold)):
        both = sum(a == g == value for a, g in zip(answers, gold, strict=True))
        f1[value] = 2 * both / (answers.count(value) + gold.count(value)) if both else 0.0
    right = sum(a == g for a, g in zip(answers, gold, strict=True))
    return Agreement(len(gold), right / len(gold), f1)
