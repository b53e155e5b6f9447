"""What people decided, append-only, and what they are asked.

In: decisions, within a unit of work. Out: the decisions in their order, the questions, and a check of the
:mod:`~lapwing.store.chain`. Only one writer at a time holds a unit, so the chain cannot fork.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from lapwing.errors import LedgerError
from lapwing.records import Decision, EventKey, Question
from lapwing.store import pending, schema
from lapwing.store.chain import GENESIS, Break, breaks, columns_of, decision_of, digest_of, subjects_of
from lapwing.store.connect import insert_new, parts

# The record as the database's own text: a changed byte must not be lost in reading.
_TEXT = sa.cast(schema.decisions.c.record, sa.Text).label("text")
_FETCH = 200  # rows at a time, so that a long ledger is never in memory at once


@dataclass(frozen=True)
class Entry:
    """A decision with its place in the ledger, from 1, and the digest of the chain up to it."""

    number: int
    decision: Decision
    digest: str


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
        return breaks(self._rows(), self._strays(), head=head)

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

    def _strays(self) -> Iterator[int]:
        """The numbers that events are listed for and that have no entry."""
        decisions, subjects = schema.decisions, schema.decision_subjects
        stray = (
            sa.select(subjects.c.number)
            .where(subjects.c.number.not_in(sa.select(decisions.c.number)))
            .distinct()
            .order_by(subjects.c.number)
        )
        yield from self._connection.execute(stray).scalars()

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
            **columns_of(decision),
            "decided": decision.when,
        }
        self._connection.execute(sa.insert(table).values(row))
        about = [
            {"number": entry.number, "doc_id": d, "event_id": e} for d, e in sorted(subjects_of(decision))
        ]
        if about:
            self._connection.execute(sa.insert(schema.decision_subjects), about)
            pending.note(self._connection, "link", [doc_id for doc_id, _ in subjects_of(decision)])
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


def _read(number: int, text: str) -> Decision:
    """The decision of a record that is to be used."""
    decision = decision_of(text)
    if decision is None:
        raise LedgerError(
            f"Entry {number} of the ledger is damaged.", hint="`lapwing verify` lists what was changed."
        )
    return decision


def _check_storable(decision: Decision) -> None:
    # SQLite would keep a NUL and PostgreSQL would not; half of a surrogate pair is text for neither.
    for value in (decision.who, decision.why, decision.value, decision.was):
        if value and ("\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)):
            raise LedgerError(
                "The decision holds a character that no database keeps.", hint="Type its words again."
            )
