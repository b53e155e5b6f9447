"""How many people were killed, injured or detained in an event."""

from collections.abc import Sequence
from typing import Literal, get_args

from lapwing.coding import learned
from lapwing.coding.fields.options import Option, distance, relation, typed, unsaid
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import bucket
from lapwing.records import CountMention

Role = Literal["killed", "injured", "detained"]
ROLES: tuple[Role, ...] = get_args(Role)
# Sentences around an event in which its toll is looked for; farther ones were never right in train.
_REACH = 4


def mentions(reading: Reading, role: Role) -> list[CountMention]:
    """The mentions that can give the toll of a role: counts with a number."""
    return [c for c in reading.resolution.counts if c.role == role and c.toll.best is not None]


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger], *, role: Role) -> list[Option]:
    """The counts of this role near the event, and "not said"."""
    near = [c for c in mentions(reading, role) if distance(reading, candidate, c.head)[0] <= _REACH]
    near.sort(key=lambda c: (distance(reading, candidate, c.head), c.start))
    scored = learned.shares(reading, role, candidate.triggers, [[count] for count in near])
    nothing = unsaid(reading, candidate, [c.head for c in near], len(near), most=3)
    result = [Option(None, (), typed(candidate.kind, [*nothing, *scored[0]]))]
    highest = max((c.toll.best or 0 for c in near if distance(reading, candidate, c.head)[0] == 0), default=0)
    for rank, count in enumerate(near):
        seen = [
            f"rank={min(rank, 4)}",
            "perpetrators" if count.perpetrators else "victims",
            f"size={bucket(count.toll.best or 0, (0, 1, 2, 10, 100))}",
            "open" if count.toll.high is None else "closed",
        ]
        if count.toll.best == highest:
            seen.append("highest here")
        if sum(c.toll.best == count.toll.best for c in near) > 1:
            seen.append("repeated")
        for where in relation(reading, candidate, count.head, rivals):
            seen.append(where)
            seen.append(f"{'perpetrators' if count.perpetrators else 'victims'} {where}")
        if count.overlaps(candidate.best.trigger.span):
            seen.append("around the trigger")
        seen.extend(scored[rank + 1])
        result.append(Option(count.toll, (count,), typed(candidate.kind, seen), count))
    return result
