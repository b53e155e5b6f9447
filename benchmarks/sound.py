"""What must hold of a store and its archive at any moment, and what a store holds, to compare it with another."""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.documents.wire import SCHEME as WIRE_SCHEME
from lapwing.errors import ArchiveError, StoreError
from lapwing.incidents import SCHEME as LINK_SCHEME
from lapwing.sources.keeping import Archive
from lapwing.store import Snapshot, Store

STORE, ARCHIVE = "lapwing.sqlite", "lapwing.archive"
_GZIP = 16 + zlib.MAX_WBITS

# What a finished store says, without the numbers and times of runs: these queries, by name.
_SAID = {
    "captures": "SELECT capture_id, source, name, sha256, doc_id, read_by IS NOT NULL FROM captures",
    "documents": "SELECT doc_id, digest, text, record, superseded_by IS NULL FROM documents",
    "codings": "SELECT doc_id, coder, coder_version, digest, superseded_by IS NULL FROM codings",
    "events": "SELECT doc_id, event_id, record, superseded_by IS NULL FROM events",
    "evidence": "SELECT event_id, position, field, start_offset, end_offset FROM evidence",
    "kinships": "SELECT first, second, record FROM kinships",
    "witnesses": "SELECT witness_id, record FROM witnesses",
    "reports": "SELECT doc_id, event_id, digest, component, incident_id FROM reports",
    "incidents": "SELECT incident_id, record FROM incidents WHERE superseded_by IS NULL",
    "decisions": "SELECT number, decision_id, record, digest FROM decisions",
    "questions": "SELECT question_id, record FROM questions",
}
# What has been acknowledged and must be there for ever: rows are added to these, never changed or taken away.
_FOR_EVER = {
    "capture": "SELECT capture_id, sha256, record FROM captures",
    "document": "SELECT doc_id, digest FROM documents",
    "coding": "SELECT document_id, doc_id, digest FROM codings",
    "event": "SELECT coding_id, event_id, record FROM events",
    "decision": "SELECT number, digest FROM decisions",
    "incident": "SELECT incident_id FROM incidents",
}
# Each of these must give no row: two of what there may be one of, or one that hangs in the air.
_NEVER = {
    "capture doubled": "SELECT name FROM captures "
    "GROUP BY name, sha256, json_extract(record, '$.media_type') HAVING count(*) > 1",
    "document doubled": "SELECT doc_id FROM documents WHERE superseded_by IS NULL "
    "GROUP BY text, title, published, url HAVING count(*) > 1",
    "document without a coding": "SELECT doc_id FROM documents d WHERE superseded_by IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM codings c WHERE c.document_id = d.document_id AND c.superseded_by IS NULL)",
    "event doubled": "SELECT event_id FROM events WHERE superseded_by IS NULL "
    "GROUP BY doc_id, type, json_extract(record, '$.evidence') HAVING count(*) > 1",
    "incident doubled": "SELECT incident_id FROM incidents WHERE superseded_by IS NULL "
    "GROUP BY incident_id HAVING count(*) > 1",
    "report of an incident that is none": "SELECT event_id FROM reports WHERE event_id != '' AND incident_id "
    "NOT IN (SELECT incident_id FROM incidents WHERE superseded_by IS NULL)",
    "document of a witness that is none": "SELECT doc_id FROM signatures WHERE witness_id NOT IN "
    "(SELECT witness_id FROM witnesses)",
    "incident that vanished": "SELECT incident_id FROM incidents WHERE incident_id NOT IN (SELECT incident_id "
    "FROM incidents WHERE superseded_by IS NULL) AND incident_id NOT IN (SELECT incident_id FROM lineage)",
}


@dataclass(frozen=True)
class Holdings:
    """What a store has acknowledged, and how far it is.

    ``orphans`` are records of the archive that no capture points to: a program that is killed leaves them.
    """

    acknowledged: frozenset[tuple[Any, ...]]
    runs: int
    captures: frozenset[str]
    waiting: int
    unsigned: int
    unlinked: int
    orphans: int


NOTHING = Holdings(frozenset(), 0, frozenset(), 0, 0, 0, 0)


def looked_at(folder: Path, before: Holdings = NOTHING) -> tuple[Holdings | None, list[str]]:
    """What the store in the folder holds, and everything that is wrong with it, nothing if all is well.

    ``before`` is what it held when it was last looked at.
    """
    try:
        with Store.open(folder / STORE) as store, store.snapshot() as view:
            wrong = [f"ledger: {found.message}" for found in view.ledger.verify()]
            wrong += _unreadable(view, folder / ARCHIVE)
            waiting = len(view.captures.waiting(limit=10_000))
            captures = [one.capture.capture_id for one in view.captures.every()]
            unsigned, unlinked = len(view.wire.stale(WIRE_SCHEME)), len(view.reports.stale(LINK_SCHEME))
    except StoreError as error:
        return None, [f"cannot be opened: {error}"]
    with closing(sqlite3.connect(folder / STORE)) as database:
        wrong += [
            f"integrity: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"
        ]
        wrong += [f"foreign key: {row[0]}" for row in database.execute("PRAGMA foreign_key_check")]
        wrong += [f"{what}: {row[0]}" for what, asked in _NEVER.items() for row in database.execute(asked)]
        wrong += _in_two_incidents(database)
        acknowledged = frozenset(
            (what, *row) for what, asked in _FOR_EVER.items() for row in database.execute(asked)
        )
        (runs,) = database.execute("SELECT count(*) FROM runs").fetchone()
    wrong += [f"lost: {one[0]} {one[1]}" for one in before.acknowledged - acknowledged]
    orphans = records_in(folder / ARCHIVE) - len(captures)
    return Holdings(acknowledged, runs, frozenset(captures), waiting, unsigned, unlinked, orphans), wrong


def content(folder: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    """What the store in the folder says, by kind; two that say the same are equal."""
    with closing(sqlite3.connect(folder / STORE)) as database:
        return {what: Counter(database.execute(asked).fetchall()) for what, asked in _SAID.items()}


def differences(
    one: dict[str, Counter[tuple[Any, ...]]], other: dict[str, Counter[tuple[Any, ...]]]
) -> list[str]:
    """Where two stores differ: the kind, and how many rows only the first and only the second has."""
    return [
        f"{what}: {(one[what] - other[what]).total()} and {(other[what] - one[what]).total()} rows differ"
        for what in _SAID
        if one[what] != other[what]
    ]


def records_in(folder: Path) -> int:
    """How many whole records the archive holds, those that describe its files left out."""
    files = [path.read_bytes() for path in sorted(folder.glob("*.warc.gz"))]
    return sum(max(sum(1 for _ in _members(data)) - 1, 0) for data in files)


def _members(data: bytes) -> Iterator[bytes]:
    while data:
        machine = zlib.decompressobj(_GZIP)
        try:
            unpacked = machine.decompress(data)
        except zlib.error:
            return
        if not machine.eof:
            return
        yield unpacked
        data = machine.unused_data


def _unreadable(view: Snapshot, folder: Path) -> Iterator[str]:
    with Archive(folder) as archive:
        for stored in view.captures.every():
            try:
                archive.read(stored.capture)
            except ArchiveError as error:
                yield f"archive: {error}"


def _in_two_incidents(database: sqlite3.Connection) -> Iterator[str]:
    live = "SELECT record FROM incidents WHERE superseded_by IS NULL"
    members: Sequence[list[Any]] = [json.loads(record)["members"] for (record,) in database.execute(live)]
    counted = Counter(tuple(key) for keys in members for key in keys)
    yield from (f"event in two incidents: {key}" for key, count in counted.items() if count > 1)
