"""A handful of hand-coded articles for the tests of fitting: simple news and decoys."""

from typing import Any

from lapwing.fitting.cases import Case, case
from training.corpus import event

FOLDS = 5
TOWNS = (
    ("Gao", "Mali", "MLI"),
    ("Mosul", "Iraq", "IRQ"),
    ("Kano", "Nigeria", "NGA"),
    ("Kabul", "Afghanistan", "AFG"),
)


def row(text: str, *events: dict[str, Any], doc_id: str = "d", **more: Any) -> dict[str, Any]:
    """An article in the scorer's format; an event's ``quote`` becomes its evidence."""
    faults: list[str] = []
    numbered = [{"id": f"e{i}", **given} for i, given in enumerate(events)]
    coded = [event(given, text, doc_id, faults) for given in numbered]
    assert not faults, faults
    return {"doc_id": doc_id, "published": "2024-01-17", "title": None, "text": text, "events": coded, **more}


def coded(text: str, *events: dict[str, Any], doc_id: str = "d", **more: Any) -> Case:
    return case(row(text, *events, doc_id=doc_id, **more), FOLDS)


def articles() -> list[dict[str, Any]]:
    """Three articles for each town: an attack with a toll, an arrest beside it, and one without any event."""
    made = []
    for n, (town, land, code) in enumerate(TOWNS):
        killed, held = n + 2, n + 5
        attack = {
            "type": "attack", "country": code, "killed": killed, "modes": ["shooting"],
            "target_types": ["military"], "date_start": "2024-01-15",
        }  # fmt: skip
        made += [
            row(
                f"Gunmen shot dead {killed} soldiers in {town}, {land}, on Monday. The attack shocked the town.\n\n"
                "Schools stayed closed for a week, and the mayor asked for calm.",
                attack | {"quote": [f"shot dead {killed} soldiers", "The attack shocked"]},
                doc_id=f"attack {town}",
            ),
            row(
                f"Police in {town}, {land}, arrested {held} suspects on Tuesday over an attack. "
                f"Gunmen shot dead {killed} soldiers there on Monday.",
                {
                    "type": "arrest", "country": code, "detained": held, "date_start": "2024-01-16",
                    "quote": f"arrested {held} suspects",
                },
                attack | {"quote": f"shot dead {killed} soldiers"},
                doc_id=f"arrest {town}",
            ),
            row(
                f"The striker's attack on goal won the match in {town}, {land}, on Monday. "
                "Fans said the team's shot at the title was alive.",
                doc_id=f"match {town}",
            ),
        ]  # fmt: skip
    return made
