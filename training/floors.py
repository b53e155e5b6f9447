"""From which probability on events are best written, by the answers on articles that the models have not seen."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.fitting.calibrate import Answer
from training.build import Article

_LABELLED = ("gold", "pool labels")  # the sources of labelled news in the configuration
_FLOORS = tuple(percent / 100 for percent in range(20, 65, 5))


def detection_by_floor(
    events: Sequence[Answer], articles: Sequence[Article]
) -> list[tuple[float, float, float, float]]:
    """Floor, precision, recall and F1 of detection on labelled news for each floor.

    ``events`` are the answers of the stage ``event``. Events that gold holds for optional do not count.
    """
    news = {article.row["doc_id"]: article.row for article in articles if article.source in _LABELLED}
    wanted = sum(not event.get("optional") for row in news.values() for event in row["events"])
    result = []
    for floor in _FLOORS:
        given = [one for one in events if one.doc_id in news and one.raw >= floor]
        right = sum(one.right for one in given)
        precision, recall = right / max(len(given), 1), right / max(wanted, 1)
        result.append((floor, precision, recall, 2 * right / max(len(given) + wanted, 1)))
    return result


def text(rows: Sequence[tuple[float, float, float, float]]) -> str:
    """The rows as a table."""
    lines = [f"floor {floor:.2f}   P {p:.3f}  R {r:.3f}  F1 {f1:.3f}" for floor, p, r, f1 in rows]
    return "\n".join(["events on labelled news that the models have not seen", *lines])
