"""How sure each value is, and which values are offered for review instead of written."""

from __future__ import annotations

import json

from pydantic_core import to_jsonable_python

from lapwing.coding.assemble import Draft
from lapwing.coding.calibration import Calibration
from lapwing.coding.keeping import DIGITS
from lapwing.records import Offer

# What each value fills of an event. Outcome and certainty are not here: the codebook has no word for not
# knowing them, so they are written, however sure.
_FILLS = {
    "country": ("country",),
    "place": ("place", "lat", "lon", "place_precision", "geonames_id"),
    "date": ("date_start", "date_end", "date_precision"),
    "group": ("group",),
    "group_link": ("group_link",),
    "killed": ("killed",),
    "injured": ("injured",),
    "detained": ("detained",),
    "modes": ("modes",),
    "target_types": ("target_types",),
}
_RESTS_ON = {"place": "country", "group_link": "group"}


def stage_of(field: str, value: object) -> str:
    """The stage of a value's calibration: that a text does not say something is a judgement of its own."""
    return f"no {field}" if value is None or value == () else field


def judge(made: Draft, calibration: Calibration) -> None:
    """Give the draft the confidence of each field, in place."""
    if "outcome" not in made.choices:
        made.sure["outcome"] = 1.0  # the type has but this one
    for field, choice in made.choices.items():
        stage = stage_of(field, choice.option.value)
        made.sure[field] = round(calibration.confidence(stage, choice.probability), DIGITS)


def withhold(made: Draft, least: float) -> None:
    """Turn the draft's values below the confidence ``least`` into offers, with their confidence, in place.

    A place goes with its country, and a link with its group.
    """
    for field, fills in _FILLS.items():
        given = {name: made.values[name] for name in fills if name in made.values}
        alone = field in _RESTS_ON and _RESTS_ON[field] not in made.values
        if not given or (made.sure[field] >= least and not alone):
            continue
        value = given if len(fills) > 1 else given[field]
        made.offers.append(
            Offer(
                field=field,
                value=json.dumps(to_jsonable_python(value), ensure_ascii=False),
                confidence=made.sure.pop(field),
                evidence=tuple(item for item in made.evidence if item.field in fills),
            )
        )
        made.evidence = [item for item in made.evidence if item.field not in fills]
        for name in given:
            del made.values[name]
