"""Measures what merging costs: incidents of one to five invented reports, on one core.

python -m benchmarks.merging [INCIDENTS]
"""

import datetime as dt
import random
import sys
import time

from lapwing.incidents.merge import merge
from lapwing.records import Document, Event, Evidence, Report, Toll

_PLACES = (
    {"place": "Gao", "lat": 16.27, "lon": -0.04, "place_precision": "city", "geonames_id": 2457163},
    {"place": "Gao", "lat": 15.6, "lon": -0.32, "place_precision": "admin1", "geonames_id": 2457161},
    {},
)
_SOURCES = (None, "police", "the interior ministry", "residents", "a hospital official", "the group")
_GROUPS = (None, "Islamic State", "Islamic State in the Greater Sahara")


def reports(number: int, draw: random.Random) -> list[Report]:
    """The reports of one incident: mostly one or two, sometimes five, with values that differ here and there."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=draw.randrange(300))
    return [_report(f"doc-{number}-{i}", i, day, draw) for i in range(draw.choice((1, 1, 2, 3, 4, 5)))]


def _report(doc_id: str, at: int, day: dt.date, draw: random.Random) -> Report:
    dead = 9 + draw.choice((0, 0, 0, 3))
    named = ("event", "type", "outcome", "certainty", "date_start", "date_end", "country", "place", "killed")
    event = Event(
        doc_id=doc_id,
        event_id=f"evt-{doc_id}",
        type="attack",
        modes=draw.choice((("bombing",), ("bombing", "shooting"), ())),
        attributed_to=draw.choice(_SOURCES),
        date_start=day,
        date_end=day + dt.timedelta(days=draw.choice((0, 0, 6))),
        date_precision="day",
        country="MLI",
        **draw.choice(_PLACES),
        targets=("soldiers",),
        target_types=("military",),
        group=draw.choice(_GROUPS),
        group_link=draw.choice((None, "claimed", "suspected")),
        killed=Toll(low=dead, best=dead, high=dead),
        injured=draw.choice((None, Toll(low=20, best=20))),
        evidence=tuple(Evidence(field=name, start=i * 10, end=i * 10 + 9) for i, name in enumerate(named)),
    )
    published = day + dt.timedelta(days=at)
    document = Document(doc_id=doc_id, text="", published=published)
    return Report(event=event, document=document, witness=f"wit-{at % 3}", stored=at, current=True)


def main(count: int) -> None:
    draw = random.Random(7)
    clusters = [reports(number, draw) for number in range(count)]
    total = sum(map(len, clusters))
    merge("warm", clusters[0])
    start = time.process_time()
    for number, cluster in enumerate(clusters):
        merge(f"inc-{number}", cluster)
    seconds = time.process_time() - start
    print(
        f"{count} incidents of {total / count:.2f} reports in {seconds:.1f} s of one core: "
        f"{1000 * seconds / count:.2f} ms each, 100,000 in {100_000 * seconds / count:.0f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
