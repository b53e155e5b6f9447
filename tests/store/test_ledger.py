"""The ledger keeps every decision in one chain, and finds whatever was changed beside it."""

import datetime as dt
import json
import threading

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.errors import LedgerError
from lapwing.records import Anchor, Decision, Question
from lapwing.store import Store, schema
from lapwing.store.chain import GENESIS, digest_of

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


def anchor(event_id: str = "evt-1", doc_id: str = "doc-1") -> Anchor:
    return Anchor(doc_id=doc_id, event_id=event_id, type="attack", start=0, end=40)


def decision(number: int = 0, **fields) -> Decision:
    said = {"kind": "accept", "who": "ana", "why": "läs i källan", "subjects": (anchor(),)} | fields
    return Decision(**{"when": NOON + dt.timedelta(minutes=number), **said})


def keep(store: Store, *decisions: Decision) -> str:
    for one in decisions:
        with store.unit() as work:
            work.ledger.append(one)
    with store.snapshot() as view:
        return view.ledger.head()


def breaks(store: Store, head: str | None = None) -> list[tuple[int, str]]:
    with store.snapshot() as view:
        return [(found.number, found.kind) for found in view.ledger.verify(head=head)]


def change(store: Store, *statements: sa.Executable) -> None:
    """Changes the tables as somebody would who goes past Lapwing."""
    with store._engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.execute(statement)


def at(number: int, table: sa.Table = schema.decisions) -> sa.ColumnElement[bool]:
    return table.c.number == number


def drop(number: int) -> list[sa.Executable]:
    return [
        sa.delete(table).where(at(number, table)) for table in (schema.decision_subjects, schema.decisions)
    ]


def test_decisions_come_back_as_they_were_in_their_order(store):
    made = [
        decision(1),
        decision(2, kind="correct", field="killed", value='{"best":7}', was="null"),
        decision(3, kind="not_the_same", apart_from=(anchor("evt-2", "doc-2"),)),
    ]
    head = keep(store, *made)
    with store.snapshot() as view:
        entries = list(view.ledger.entries())
        assert [entry.decision for entry in entries] == made
        assert [entry.number for entry in entries] == [1, 2, 3]
        assert view.ledger.about(["doc-1"]) == made
        assert view.ledger.about(["doc-2"]) == made[2:]
        assert view.ledger.about(["doc-3"]) == view.ledger.about([]) == []
        assert view.ledger.entry(made[1].decision_id[:12]).decision == made[1]
        assert view.ledger.events_named("evt-") == [("doc-1", "evt-1"), ("doc-2", "evt-2")]
    assert entries[-1].digest == head


def test_a_digest_can_be_worked_out_from_the_record_and_the_digest_before(store):
    first, second = decision(1), decision(2)
    head = keep(store, first, second)
    assert head == digest_of(digest_of(GENESIS, first.canonical), second.canonical)


def test_an_untouched_ledger_has_no_breaks_and_knows_every_head_it_ever_had(store):
    heads = [GENESIS, *(keep(store, decision(number)) for number in range(4))]
    assert breaks(store) == []
    assert all(breaks(store, head) == [] for head in heads)
    assert breaks(store, "0" * 64) == [(4, "head")]


def test_an_empty_ledger_has_the_genesis_as_its_head(store):
    assert keep(store) == GENESIS
    assert breaks(store, GENESIS) == []


def test_the_same_decision_is_not_kept_twice(store):
    keep(store, decision())
    with pytest.raises(LedgerError, match="already"):
        keep(store, decision())


def test_an_unknown_or_unclear_id_is_refused(store):
    keep(store, decision(1), decision(2))
    with store.snapshot() as view:
        for given_id in ("dec-", "nothing"):
            with pytest.raises(LedgerError):
                view.ledger.entry(given_id)


@pytest.mark.parametrize("damage", ["\x00", "\ud800"])
def test_characters_that_no_database_keeps_are_refused(store, damage):
    with pytest.raises(LedgerError, match="character"):
        keep(store, decision(why=f"a{damage}b"))


def test_a_changed_record_is_found_even_where_its_digest_was_made_to_fit(store):
    keep(store, *(decision(number) for number in range(3)))
    forged = decision(1, who="eve")
    row = {"record": forged.model_dump(mode="json", exclude_defaults=True)}
    change(store, sa.update(schema.decisions).where(at(2)).values(row))
    assert breaks(store) == [(2, "changed")]
    previous = digest_of(GENESIS, decision(0).canonical)

    fits = {
        "record": json.loads(forged.canonical), "who": "eve", "decision_id": forged.decision_id,
        "digest": digest_of(previous, forged.canonical),
    }  # fmt: skip
    change(store, sa.update(schema.decisions).where(at(2)).values(fits))
    assert breaks(store) == [(3, "order")]


def test_a_deleted_entry_is_found(store):
    head = keep(store, *(decision(number) for number in range(4)))
    change(store, *drop(2))
    assert breaks(store, head) == [(3, "missing")]


def test_deleted_last_entries_are_found_by_who_kept_the_head(store):
    head = keep(store, *(decision(number) for number in range(4)))
    change(store, *drop(4), *drop(3))
    assert breaks(store) == []
    assert breaks(store, head) == [(2, "head")]


def test_entries_that_changed_places_are_found(store):
    keep(store, *(decision(number) for number in range(4)))
    moves = [(2, 99), (3, 2), (99, 3)]
    change(store, *(sa.delete(schema.decision_subjects),))
    change(store, *(sa.update(schema.decisions).where(at(a)).values(number=b) for a, b in moves))
    kinds = {kind for number, kind in breaks(store) if number in (2, 3, 4)}
    assert "order" in kinds


def test_an_entry_put_in_is_found(store):
    keep(store, *(decision(number) for number in range(2)))
    forged = decision(7, who="eve")
    row = {
        "number": 3, "decision_id": forged.decision_id, "kind": forged.kind, "who": "eve",
        "decided": forged.when, "record": forged.model_dump(mode="json", exclude_defaults=True),
        "previous": "0" * 64, "digest": digest_of("0" * 64, forged.canonical),
    }  # fmt: skip
    change(store, sa.insert(schema.decisions).values(row))
    assert (3, "order") in breaks(store)


def test_hiding_a_decision_from_its_document_is_found(store):
    keep(store, *(decision(number) for number in range(3)))
    change(store, sa.delete(schema.decision_subjects).where(at(2, schema.decision_subjects)))
    assert breaks(store) == [(2, "subjects")]


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "reject"), ("who", "eve"), ("decision_id", "dec-0"), ("decided", NOON + dt.timedelta(days=1))],
)
def test_a_changed_column_is_found(store, column, value):
    keep(store, *(decision(number) for number in range(3)))
    change(store, sa.update(schema.decisions).where(at(2)).values({column: value}))
    assert breaks(store) == [(2, "columns")]


def test_a_head_that_was_overwritten_is_found_in_its_entry_and_the_next(store):
    keep(store, *(decision(number) for number in range(3)))
    change(store, sa.update(schema.decisions).where(at(2)).values(digest="0" * 64))
    assert breaks(store) == [(2, "changed"), (3, "order")]


def test_two_writers_at_once_make_one_chain(address):
    with Store.create(address):
        pass
    gate = threading.Barrier(2)

    def write(who: str) -> None:
        with Store.open(address) as store:
            gate.wait()
            keep(store, *(decision(number, who=who) for number in range(6)))

    writers = [threading.Thread(target=write, args=(who,)) for who in ("ana", "ben")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Store.open(address) as store, store.snapshot() as view:
        assert len(list(view.ledger.entries())) == 12
        assert list(view.ledger.verify()) == []


KINDS = st.sampled_from(["accept", "reject", "merge", "unsure"])
DECISIONS = st.lists(
    st.builds(
        decision,
        st.integers(0, 10_000),
        kind=KINDS,
        who=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
        why=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
        subjects=st.lists(
            st.builds(anchor, st.sampled_from(["evt-1", "evt-2"]), st.sampled_from(["doc-1", "doc-2"])),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.decision_id,
)  # fmt: skip
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(DECISIONS)
def test_the_chain_holds_after_any_sequence_of_decisions(decisions):
    with Store.create(":memory:") as store:
        head = keep(store, *decisions)
        assert breaks(store, head) == []
        with store.snapshot() as view:
            assert [entry.decision for entry in view.ledger.entries()] == decisions


COLUMNS = ["record", "digest", "previous", "decision_id", "kind", "who", "decided"]


@FEW
@given(DECISIONS, st.sampled_from(COLUMNS), st.data())
def test_a_change_of_any_character_of_any_column_is_found(decisions, column, data):
    with Store.create(":memory:") as store:
        keep(store, *decisions)
        number = data.draw(st.integers(1, len(decisions)))
        with store._engine.begin() as connection:
            read = f"SELECT CAST({column} AS TEXT) FROM decisions WHERE number = ?"
            text = connection.exec_driver_sql(read, (number,)).scalar_one()
            place = data.draw(st.integers(0, len(text) - 1))
            other = data.draw(st.characters(codec="utf-8").filter(lambda char: char != text[place]))
            tampered = text[:place] + other + text[place + 1 :]
            write = f"UPDATE decisions SET {column} = ? WHERE number = ?"
            connection.exec_driver_sql(write, (tampered, number))
        assert number in {found for found, _ in breaks(store)}


def test_events_listed_for_no_entry_are_found():
    with Store.create(":memory:") as store:
        keep(store, *(decision(number) for number in range(3)))
        with store._engine.begin() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN")
            connection.execute(sa.delete(schema.decisions).where(at(3)))
        assert breaks(store) == [(3, "stray")]


def question(doc_id: str = "doc-1", reads: str = "9", **fields) -> Question:
    said = {"decision_id": "dec-1", "event_id": "evt-1", "field": "killed", "message": "which?"} | fields
    return Question(doc_id=doc_id, reads=reads, **said)


def test_asking_again_replaces_the_questions_of_these_documents_alone(store):
    with store.unit() as work:
        work.ledger.ask(["doc-1", "doc-2"], [question(), question("doc-2"), question(reads="8")])
    with store.unit() as work:
        work.ledger.ask(["doc-1"], [question(reads="7")])
    with store.snapshot() as view:
        assert [(one.doc_id, one.reads) for one in view.ledger.questions()] == [
            ("doc-1", "7"),
            ("doc-2", "9"),
        ]
        assert view.ledger.questions(["doc-2"]) == [question("doc-2")]


def test_a_question_about_another_document_is_a_slip(store):
    with store.unit() as work, pytest.raises(ValueError, match="another document"):
        work.ledger.ask(["doc-1"], [question("doc-2")])
