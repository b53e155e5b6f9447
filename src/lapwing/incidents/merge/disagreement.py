"""How far the witnesses of a field disagree, by the measures of the R package `eventreport`.

Source: van Baalen and Höglund, "Trials and Triangulations: Analyzing Aggregation Sensitivity in Event Data on
Political Violence", International Studies Quarterly (2026), and `eventreport` 0.1.2. There a measure is taken
of reports and silence is a value of its own; here it is taken of witnesses, one word each, superseded ones
left out, and who says nothing is not counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from lapwing.incidents.merge.fields import Field
from lapwing.incidents.merge.rules import finest
from lapwing.incidents.merge.voices import Claim
from lapwing.records import Incident


def measures(field: Field, claims: Sequence[Claim]) -> dict[str, float]:
    """The measures of one field of one incident by name.

    ``witnesses`` is the number of those that say anything. With n that give a value, a toll that is nothing but
    words being none, in groups of n₁, n₂, … that give the same:

    - ``dscore``: the number of distinct values − 1;
    - ``modal_confidence``: max nᵢ / n;
    - ``event_level_disagreement``: 1 − max nᵢ / n;
    - ``range`` and ``sd``, of best counts and of first days (in days): the greatest − the least, and the
      standard deviation with divisor n − 1, absent for a single number;
    - ``precision_aware_…`` of the first three, where one value can be the coarser form of another: the same of
      the values than which none that agrees is finer, nᵢ being all witnesses that agree with such a value.
    """
    found: dict[str, float] = {"witnesses": float(sum(claim.votes for claim in claims))}
    claims = [claim for claim in claims if field.use is None or field.use(claim.value)]
    if not claims:
        return found
    n = sum(claim.votes for claim in claims)
    modal = max(claim.votes for claim in claims) / n
    found["dscore"] = float(len(claims) - 1)
    found["modal_confidence"] = modal
    found["event_level_disagreement"] = 1 - modal
    if field.agree is not None:
        fine = finest(field, claims) if len(claims) > 1 else [(claims[0], n)]
        aware = max(support for _, support in fine) / n
        found["precision_aware_dscore"] = float(len(fine) - 1)
        found["precision_aware_modal_confidence"] = aware
        found["precision_aware_event_level_disagreement"] = 1 - aware
    if field.number is not None:
        found.update(_spread(field, claims))
    return found


def _spread(field: Field, claims: Sequence[Claim]) -> dict[str, float]:
    assert field.number is not None
    counted = [(number, c.votes) for c in claims if (number := field.number(c.value)) is not None]
    n = sum(votes for _, votes in counted)
    if not n:
        return {}
    numbers = [number for number, _ in counted]
    spread = {"range": max(numbers) - min(numbers)}
    if n > 1:
        mean = sum(number * votes for number, votes in counted) / n
        squares = sum(votes * (number - mean) ** 2 for number, votes in counted)
        spread["sd"] = math.sqrt(squares / (n - 1))
    return spread


def diagnostics(incidents: Iterable[Incident]) -> dict[str, dict[str, float]]:
    """The measures of a whole dataset, by field and name, as `eventreport` gives them.

    Over the incidents of which a witness says something: ``incidents``, their number; ``mean_dscore``,
    ``mean_range``, ``mean_sd``, ``modal_confidence`` and ``event_level_disagreement``, the means of the
    measures of :func:`measures` where these are defined; ``share_disagreement``, the share of incidents with
    two values or more; ``normalized_dscore``, ``mean_dscore`` divided by the number of distinct values that
    the field takes anywhere.
    """
    taken: dict[str, list[dict[str, float]]] = {}
    values: dict[str, set[str]] = {}
    for incident in incidents:
        for merged in incident.fields:
            if merged.disagreement.get("dscore") is None:
                continue
            taken.setdefault(merged.field, []).append(merged.disagreement)
            known = values.setdefault(merged.field, set())
            known.update(_text(version.value) for version in merged.versions if version.current)
    return {name: _means(found, len(values[name])) for name, found in taken.items()}


def _means(found: Sequence[dict[str, float]], distinct: int) -> dict[str, float]:
    result = {"incidents": float(len(found))}
    for name, of in _DATASET.items():
        known = [one[of] for one in found if of in one]
        if known:
            result[name] = sum(known) / len(known)
    result["normalized_dscore"] = result["mean_dscore"] / distinct
    result["share_disagreement"] = sum(one["dscore"] > 0 for one in found) / len(found)
    return result


_DATASET = {
    "mean_dscore": "dscore",
    "mean_range": "range",
    "mean_sd": "sd",
    "modal_confidence": "modal_confidence",
    "event_level_disagreement": "event_level_disagreement",
}


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
