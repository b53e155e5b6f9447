"""Kills ``lapwing update`` at random moments, looks at what is left, and rewrites its part of the page.

    python -m benchmarks.faults [--kills 200] [--seed 1] [--date 2026-01-31] [--print]

Every process is killed with SIGKILL at a moment drawn from the length of a whole run. After each kill everything
that the store has acknowledged is looked at, and the update is started again, until one gets through, undisturbed
after six kills: what the store holds then is compared with one that nobody disturbed. Half of the stores begin
empty, half a day later.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.hurried import Ended, Hurried
from benchmarks.newsroom import FIRST_DAY, SECOND_DAY, Newsroom
from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.sound import NOTHING, STORE, Holdings, content, differences, looked_at

KILLS, SEED = 200, 1
MOST = 6  # kills of one store, so that there are enough stores for every step of an update to be met
UPDATE = ("update", "--coder", "cues")
PHASES = (
    "before its run was noted", "collecting", "reading and coding", "finding witnesses", "linking", "finishing",
)  # fmt: skip
_FINE = (0, 1)  # exit codes: done, and done but something was refused


@dataclass
class Beginning:
    """From where a store begins: a folder to copy, what its outlets say, and what comes of it undisturbed.

    ``seconds`` is the length of the shortest whole run so far: one beside other work takes longer, and a moment
    drawn from that would often come after the end.
    """

    name: str
    folder: Path
    day: int
    now: str
    seconds: float
    reference: dict[str, Counter[tuple[Any, ...]]]
    captures: frozenset[str]


@dataclass
class Tally:
    """What came of the kills. ``wrong`` says everything that was not as it must be, by what it was."""

    kills: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    stores: Counter[str] = field(default_factory=Counter)
    read_back: int = 0
    orphans: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, *kinds: str) -> int:
        """How many of the faults are of these kinds."""
        return sum(any(kind in fault for kind in kinds) for fault in self.wrong)


def main() -> None:
    parser = section_arguments("Kill `lapwing update` at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=KILLS, help="how many")
    parser.add_argument("--seed", type=int, default=SEED, help="of the moments")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, Newsroom() as newsroom, Hurried() as hurried:
        beginnings = list(prepared(Path(home), newsroom, hurried))
        tally = killed(Path(home), newsroom, hurried, beginnings, kills=given.kills, seed=given.seed)
    give_section("faults", _body(given, tally, beginnings), given)
    for fault in tally.wrong:
        print(fault, file=sys.stderr)
    sys.exit(bool(tally.wrong))


def prepared(home: Path, newsroom: Newsroom, hurried: Hurried) -> Iterator[Beginning]:
    """The two beginnings: an empty store, and one of the first day with decisions, when the second comes."""
    empty, dated = home / "empty", home / "dated"
    newsroom.furnish(empty)
    _done(hurried.run(empty, FIRST_DAY, "init", STORE))
    yield _undisturbed("an empty store", empty, home, newsroom, hurried, 1, FIRST_DAY)
    shutil.copytree(home / "empty undisturbed", dated)
    for number, verdict in ((6, ("reject",)), (7, ("correct", "--field", "killed", "--value", "99"))):
        said = ("--who", "ana", "--why", "checked", "--store", STORE)
        _done(hurried.run(dated, FIRST_DAY, "decide", f"shelf-{number}/attack", *verdict, *said))
    yield _undisturbed("the next day", dated, home, newsroom, hurried, 2, SECOND_DAY)


def _undisturbed(
    name: str, folder: Path, home: Path, newsroom: Newsroom, hurried: Hurried, day: int, now: str
) -> Beginning:
    whole = home / f"{folder.name} undisturbed"
    shutil.copytree(folder, whole)
    newsroom.day = day
    ended = _done(hurried.run(whole, now, *UPDATE))
    holdings, wrong = looked_at(whole)
    if wrong or holdings is None:
        raise RuntimeError(f"a run that nobody disturbed: {wrong}")
    return Beginning(name, folder, day, now, ended.seconds, content(whole), holdings.captures)


def killed(
    home: Path,
    newsroom: Newsroom,
    hurried: Hurried,
    beginnings: list[Beginning],
    *,
    kills: int,
    seed: int,
) -> Tally:
    """Kills so many updates, store after store, from each beginning in turn."""
    moments = random.Random(seed)
    tally = Tally()
    number = 0
    while tally.kills < kills:
        beginning = beginnings[number % len(beginnings)]
        folder = home / f"store {number}"
        shutil.copytree(beginning.folder, folder)
        newsroom.day = beginning.day
        _one_store(folder, beginning, hurried, moments, tally, kills)
        shutil.rmtree(folder)
        number += 1
    return tally


def _one_store(
    folder: Path, beginning: Beginning, hurried: Hurried, moments: random.Random, tally: Tally, kills: int
) -> None:
    """Kills updates of one store until one gets through; after ``MOST`` kills the next one may."""
    before, _ = looked_at(folder)
    before, killed_here = before or NOTHING, 0
    while True:
        more = tally.kills < kills and killed_here < MOST
        moment = moments.uniform(0, beginning.seconds) if more else None
        ended = hurried.run(folder, beginning.now, *UPDATE, kill_after=moment)
        after, wrong = looked_at(folder, before)
        tally.wrong += wrong
        if after is None:
            return
        if not ended.killed:
            tally.wrong += [] if ended.code in _FINE else [f"resumed: exit {ended.code}: {ended.said[-300:]}"]
            if not killed_here:
                beginning.seconds = min(beginning.seconds, ended.seconds)
            break
        tally.kills += 1
        killed_here += 1
        tally.phases[_phase(before, after, beginning)] += 1
        tally.read_back += len(after.captures)
        before = after
    tally.stores[beginning.name] += 1
    tally.orphans += after.orphans
    tally.wrong += [f"differs: {one}" for one in differences(beginning.reference, content(folder))]


def _phase(before: Holdings, after: Holdings, beginning: Beginning) -> str:
    """What the update was at when it was killed, as the store shows it: the first thing that is left to do."""
    left = (
        after.runs == before.runs,
        bool(beginning.captures - after.captures),
        after.waiting > 0,
        after.unsigned > 0,
        after.unlinked > 0,
    )
    return PHASES[left.index(True) if True in left else -1]


def _done(ended: Ended) -> Ended:
    if ended.code not in _FINE:
        raise RuntimeError(f"exit {ended.code}: {ended.said}")
    return ended


def _body(given: argparse.Namespace, tally: Tally, beginnings: list[Beginning]) -> str:
    phases = ", ".join(f"{name} {tally.phases[name]}" for name in PHASES)
    stores = ", ".join(f"{count} from {name}" for name, count in sorted(tally.stores.items()))
    kills, whole = f"{tally.kills} kills", f"{tally.stores.total()} stores"

    def row(what: str, data: str, *kinds: str) -> Row:
        count = tally.count(*kinds)
        return Row(what, data, str(count), "0", count == 0)

    rows = [
        row("stores that do not open, or with a fault in `PRAGMA integrity_check` or a foreign key", kills,
            "cannot be opened", "integrity", "foreign key"),
        row("acknowledged captures that do not read back with their SHA-256",
            f"{kills}, {tally.read_back:,} captures read", "archive:"),
        row("captures, documents, codings, events, decisions and incidents lost after they were acknowledged",
            kills, "lost:", "vanished"),
        row("captures, documents, events and incidents doubled, or half there", kills, "doubled", "without a",
            "that is none", "two incidents"),
        row("ledgers that do not verify", kills, "ledger"),
        row("stores that end otherwise than without a kill, in any document, coding, event, witness, incident id or "
            "decision", whole, "differs", "resumed"),
    ]  # fmt: skip
    seconds = " and ".join(f"{one.seconds:.1f} s from {one.name}" for one in beginnings)
    return "\n\n".join(
        [
            f"## Kills\n\nCommand: `python -m benchmarks.faults --kills {given.kills} --seed {given.seed}`  \n"
            f"Day: {given.date or 'not stated'}",
            f"`lapwing update` was killed with SIGKILL {tally.kills} times, each at a moment drawn evenly from the "
            f"length of a whole run ({seconds}), and started again until it got through, undisturbed after {MOST} "
            f"kills: {stores}. Five invented outlets on this machine: two feeds, a sitemap, a page and a folder; "
            "copies of agency texts, a second day with new tolls, decisions of a person; the coder is `cues`. The "
            "pauses between requests are left out. "
            f"Killed while: {phases}. Records that the archive keeps without a capture, because their run was killed "
            f"between the archive and the store: {tally.orphans}. What a power failure does is not measured.",
            markdown_table(one.cells for one in rows),
        ]
    )


if __name__ == "__main__":
    main()
