"""What people decided, append-only: each entry's digest is of its record and of the digest before it.

In: decisions, within a unit of work. Out: the decisions in their order, the questions, and a check of the
chain. Only one writer at a time holds a unit, so the chain cannot fork. Nobody rewrites an entry; whoever does
so beside Lapwing breaks the chain, and :meth:`Ledger.verify` says where. That the last entries are gone can
only be seen by someone who kept the head of the chain elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from lapwing.errors import LedgerError
from lapwing.records import Decision, EventKey, Question
from lapwing.store import schema
from lapwing.store.connect import insert_new, parts

GENESIS = hashlib.sha256(b"lapwing ledger 1").hexdigest()
"""What stands for the digest before the first entry, and is the head of an empty ledger."""

BREAKS: dict[str, str] = {
    "missing": "the entry before it is missing: {number} follows {before}",
    "order": "it does not follow the entry before it: one of the two was changed, put in, taken out or moved",
    "changed": "its record is not what was decided: it does not fit its digest",
    "columns": "{column} does not say what its record says",
    "subjects": "the list of the events that it is about does not say what its record says",
    "stray": "events are listed for an entry that is not there",
    "head": "the digest {head} is not in the chain: entries that were there are gone or changed",
}
"""What can be wrong with the chain, in words; details stand in braces."""

# The record as the database's own text: a changed byte must not be lost in reading.
_TEXT = sa.cast(schema.decisions.c.record, sa.Text).label("text")
_FETCH = 200  # rows at a time, so that a long ledger is never in memory at once


@dataclass(frozen=True)
class Entry:
    """A decision with its place in the ledger, from 1, and the digest of the chain up to it."""

    number: int
    decision: Decision
    digest: str


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold; ``kind`` is one of :data:`BREAKS`, ``number`` the entry's."""

    number: int
    kind: str
    message: str


def digest_of(previous: str, canonical: str) -> str:
    """The digest of an entry: SHA-256 of the previous digest and the decision's canonical JSON."""
    return hashlib.sha256(f"{previous}{canonical}".encode()).hexdigest()


class Ledger:
    """The ledger as it can be read."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def entries(self) -> Iterator[Entry]:
        """Every entry, oldest first; read as they are consumed."""
        table = schema.decisions
        asked = sa.select(table.c.number, _TEXT, table.c.digest).order_by(table.c.number)
        with self._connection.execute(asked, execution_options={"yield_per": _FETCH}) as rows:
            for number, text, digest in rows:
                yield Entry(number, _read(number, text), digest)

    def about(self, doc_ids: Collection[str]) -> list[Decision]:
        """The decisions on events of these documents, undos and what they undo among them, oldest first."""
        decisions, subjects = schema.decisions, schema.decision_subjects
        found: dict[int, Decision] = {}
        for part in parts(doc_ids):
            named = sa.select(subjects.c.number).where(subjects.c.doc_id.in_(part))
            asked = sa.select(decisions.c.number, _TEXT).where(decisions.c.number.in_(named))
            for number, text in self._connection.execute(asked):
                found[number] = _read(number, text)
        return [found[number] for number in sorted(found)]

    def entry(self, decision_id: str) -> Entry:
        """The entry of the decision with this id or unique beginning of one, or of the ``last``.

        Raises ``LedgerError`` when there is none or several.
        """
        table = schema.decisions
        asked = sa.select(table.c.number, _TEXT, table.c.digest)
        if decision_id == "last":
            asked = asked.order_by(table.c.number.desc()).limit(1)
        else:
            begins = sa.func.substr(table.c.decision_id, 1, max(len(decision_id), 1)) == decision_id
            asked = asked.where(begins).order_by(table.c.number).limit(2)
        rows = self._connection.execute(asked).all()
        if len(rows) == 1:
            number, text, digest = rows[0]
            return Entry(number, _read(number, text), digest)
        fault = "More than one decision begins with" if rows else "The ledger has no decision"
        raise LedgerError(f"{fault} {decision_id}.", hint="`lapwing decisions` lists all of them.")

    def head(self) -> str:
        """The digest of the last entry, which stands for the whole ledger."""
        last = self._last()
        return GENESIS if last is None else last[1]

    def events_named(self, beginning: str) -> list[EventKey]:
        """The events with this id, or beginning of one, that decisions are about, whether or not they stand."""
        table = schema.decision_subjects
        begins = sa.func.substr(table.c.event_id, 1, max(len(beginning), 1)) == beginning
        asked = sa.select(table.c.doc_id, table.c.event_id).where(begins).distinct()
        rows = self._connection.execute(asked.order_by(table.c.doc_id, table.c.event_id))
        return [(doc_id, event_id) for doc_id, event_id in rows]

    def questions(self, doc_ids: Collection[str] | None = None) -> list[Question]:
        """What people are asked, about all documents or these, by document and event."""
        table = schema.questions
        order = (table.c.doc_id, table.c.event_id, table.c.question_id)
        asked = sa.select(table.c.record).order_by(*order)
        these = [asked] if doc_ids is None else [asked.where(table.c.doc_id.in_(p)) for p in parts(doc_ids)]
        found = (record for part in these for record in self._connection.execute(part).scalars())
        return [Question.model_validate(record) for record in found]

    def verify(self, *, head: str | None = None) -> Iterator[Break]:
        """Every place where the chain does not hold, in order; none when nothing was changed.

        With ``head``, a digest kept from an earlier time, also whether it is still in the chain. Reads the
        ledger as a stream.
        """
        number, previous, known = 0, GENESIS, head in (None, GENESIS)
        for row, subjects in self._rows():
            if row.number != number + 1:
                yield _break("missing", row.number, before=number or "the beginning")
            elif row.previous != previous:
                yield _break("order", row.number)
            yield from _faults(row, subjects)
            number, previous = row.number, row.digest
            known = known or row.digest == head
        yield from self._strays()
        if not known:
            yield _break("head", number, head=head)

    def _rows(self) -> Iterator[tuple[Any, set[EventKey]]]:
        """Every row, its record as the database's own text, with the events listed for it."""
        decisions, subjects = schema.decisions, schema.decision_subjects
        columns = [
            decisions.c[name] for name in ("number", "decision_id", "kind", "who", "previous", "digest")
        ]
        asked = (
            sa.select(
                *columns,
                _TEXT,
                # As the driver gives it: what is no time at all has to be told, not to stop the check.
                sa.type_coerce(decisions.c.decided, sa.Text).label("decided"),
                subjects.c.doc_id,
                subjects.c.event_id,
            )
            .join(subjects, subjects.c.number == decisions.c.number, isouter=True)
            .order_by(decisions.c.number)
        )
        with self._connection.execute(asked, execution_options={"yield_per": _FETCH}) as rows:
            for _, group in groupby(rows, key=lambda row: row.number):
                same = list(group)
                listed = {(row.doc_id, row.event_id) for row in same if row.doc_id is not None}
                yield same[0], listed

    def _strays(self) -> Iterator[Break]:
        decisions, subjects = schema.decisions, schema.decision_subjects
        stray = (
            sa.select(subjects.c.number)
            .where(subjects.c.number.not_in(sa.select(decisions.c.number)))
            .distinct()
            .order_by(subjects.c.number)
        )
        for number in self._connection.execute(stray).scalars():
            yield _break("stray", number)

    def _last(self) -> tuple[int, str] | None:
        table = schema.decisions
        last = sa.select(table.c.number, table.c.digest).order_by(table.c.number.desc()).limit(1)
        row = self._connection.execute(last).one_or_none()
        return None if row is None else (row.number, row.digest)


class WritableLedger(Ledger):
    """The ledger within a unit of work."""

    def append(self, decision: Decision) -> Entry:
        """Adds a decision at the end of the chain.

        What it is about is not looked at: :func:`lapwing.pipeline.deciding.decide` does so before. Raises
        ``LedgerError`` when the ledger has this very decision, or when no database keeps its characters.
        """
        _check_storable(decision)
        table = schema.decisions
        held = sa.select(table.c.number).where(table.c.decision_id == decision.decision_id)
        if self._connection.execute(held).one_or_none() is not None:
            raise LedgerError(
                f"The ledger has this very decision already: {decision.decision_id}.",
                hint="Nothing is left to do.",
            )
        number, previous = self._last() or (0, GENESIS)
        entry = Entry(number + 1, decision, digest_of(previous, decision.canonical))
        row = {
            "number": entry.number,
            "record": json.loads(decision.canonical),
            "previous": previous,
            "digest": entry.digest,
            **_columns(decision),
            "decided": decision.when,
        }
        self._connection.execute(sa.insert(table).values(row))
        about = [{"number": entry.number, "doc_id": d, "event_id": e} for d, e in sorted(_subjects(decision))]
        if about:
            self._connection.execute(sa.insert(schema.decision_subjects), about)
        return entry

    def ask(self, doc_ids: Collection[str], questions: Iterable[Question]) -> None:
        """Replaces all questions about these documents."""
        asked = list(questions)
        if not {question.doc_id for question in asked} <= set(doc_ids):
            raise ValueError("a question is about another document than those whose questions are replaced")
        table = schema.questions
        for part in parts(doc_ids):
            self._connection.execute(sa.delete(table).where(table.c.doc_id.in_(part)))
        rows = [
            {
                **question.model_dump(include={"doc_id", "event_id", "decision_id"}),
                "question_id": question.question_id,
                "record": question.model_dump(mode="json"),
            }
            for question in asked
        ]
        insert_new(self._connection, table, rows)


def _faults(row: Any, subjects: set[EventKey]) -> Iterator[Break]:
    """What is wrong within one entry."""
    decision = _decision(row.text)
    if decision is None or digest_of(row.previous, decision.canonical) != row.digest:
        yield _break("changed", row.number)
        return
    for column, said in _columns(decision).items():
        if getattr(row, column) != said:
            yield _break("columns", row.number, column=column)
    if not _is_moment(row.decided, decision.when):
        yield _break("columns", row.number, column="decided")
    if subjects != _subjects(decision):
        yield _break("subjects", row.number)


def _decision(text: str) -> Decision | None:
    """The decision of a record; ``None`` when a byte of it is not as Lapwing wrote it."""
    try:
        said = json.loads(text)
        decision = Decision.model_validate(said)
    except ValueError:  # no JSON, or no decision: pydantic's errors are of this kind too
        return None
    return decision if text == json.dumps(json.loads(decision.canonical)) else None


def _read(number: int, text: str) -> Decision:
    """The decision of a record that is to be used."""
    decision = _decision(text)
    if decision is None:
        raise LedgerError(
            f"Entry {number} of the ledger is damaged.", hint="`lapwing verify` lists what was changed."
        )
    return decision


def _is_moment(decided: str | dt.datetime, when: dt.datetime) -> bool:
    """Whether the driver's own form of a time is this moment: SQLite's is text without its zone, UTC."""
    if isinstance(decided, str):
        return decided == f"{when.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"
    return decided == when


def _columns(decision: Decision) -> dict[str, str]:
    return {"decision_id": decision.decision_id, "kind": decision.kind, "who": decision.who}


def _subjects(decision: Decision) -> set[EventKey]:
    return {(one.doc_id, one.event_id) for one in (*decision.subjects, *decision.apart_from)}


def _break(kind: str, number: int, **details: object) -> Break:
    words = BREAKS[kind].format(number=number, **details)
    where = "the chain" if kind == "head" else f"entry {number}"
    return Break(number, kind, f"{where}: {words}")


def _check_storable(decision: Decision) -> None:
    # SQLite would keep a NUL and PostgreSQL would not; half of a surrogate pair is text for neither.
    for value in (decision.who, decision.why, decision.value, decision.was):
        if value and ("\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)):
            raise LedgerError(
                "The decision holds a character that no database keeps.", hint="Type its words again."
            )
