"""Prints how many articles and events each public set gives, by type, and what is scored of them.

python -m training.public [--data ../shared/data]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training import public
from training.corpus import Row
from training.public.mapping import FIELDS

# What of each set may be learned from: its own test parts, and the parts it is measured on, stay out.
FILES = {"muc4": "muc4/train.jsonl", "wikievents": "wikievents/train.jsonl", "case2021": "case2021/dev.jsonl"}


def report(name: str, rows: Sequence[Row]) -> str:
    """Counts of one set: articles, events by type, and the fields that are scored."""
    events = [event for row in rows for event in row["events"]]
    quiet = sum(not row["events"] for row in rows)
    optional = sum(event["optional"] for event in events)
    types = Counter(event["type"] for event in events)
    scored = Counter(field for event in events for field in FIELDS if field not in event["unscored"])
    return "\n".join(
        [
            f"{name}: {len(rows)} articles ({quiet} without events), {len(events)} events ({optional} optional)",
            "  types   " + "  ".join(f"{kind} {n}" for kind, n in types.most_common()),
            "  scored  " + "  ".join(f"{field} {n}" for field, n in scored.most_common()),
        ]
    )


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    for name, path in FILES.items():
        print(report(name, list(public.rows(name, given.data / path))))


if __name__ == "__main__":
    main()
