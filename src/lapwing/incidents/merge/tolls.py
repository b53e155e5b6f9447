"""The toll of an incident: its bounds over all witnesses, and how it was told over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lapwing.incidents.merge.fields import TOLLS
from lapwing.incidents.merge.voices import Claim, Voice
from lapwing.records import Toll, TollStep


def merged_toll(best: Claim, among: Iterable[Claim]) -> dict[str, Any]:
    """The chosen count between the smallest and the largest that a witness leaves room for.

    A count without bounds of its own counts as its own bound; unknown stays ``None``.
    """
    values = [claim.value for claim in among]
    return {
        "low": min((n for value in values for n in _known(value["low"], value["best"])), default=None),
        "best": best.value["best"],
        "high": max((n for value in values for n in _known(value["high"], value["best"])), default=None),
    }


def _known(*numbers: int | None) -> list[int]:
    return [n for n in numbers if n is not None]


def history(heard: Sequence[Voice]) -> tuple[TollStep, ...]:
    """The tolls from the first report to the latest, superseded reports too.

    A report that only says what one step says already is no step: it is a repetition of that one.
    """
    steps: list[_Step] = []
    for voice in heard:
        event = voice.report.event
        said = {name: toll for name in TOLLS if (toll := getattr(event, name)) is not None}
        if not said:
            continue
        held = next((step for step in reversed(steps) if step.says(said)), None)
        if held is None:
            steps.append(_Step(voice, said))
        else:
            held.heard.append(voice)
    return tuple(step.record() for step in steps)


class _Step:
    """A toll with the reports that give it, the first first."""

    def __init__(self, voice: Voice, tolls: dict[str, Toll]) -> None:
        self.heard = [voice]
        self.tolls = tolls

    def says(self, tolls: dict[str, Toll]) -> bool:
        return all(self.tolls.get(name) == toll for name, toll in tolls.items())

    def record(self) -> TollStep:
        first = self.heard[0]
        days = [d for voice in self.heard[1:] if (d := voice.report.document.published) is not None]
        event = first.report.event
        return TollStep.model_construct(
            reported=first.report.document.published,
            repeated=max(days, default=None),
            doc_id=event.doc_id,
            event_id=event.event_id,
            witnesses=tuple(dict.fromkeys(voice.report.witness for voice in self.heard)),
            attributed_to=event.attributed_to,
            official=first.official,
            current=any(voice.report.current for voice in self.heard),
            killed=self.tolls.get("killed"),
            injured=self.tolls.get("injured"),
            detained=self.tolls.get("detained"),
        )
