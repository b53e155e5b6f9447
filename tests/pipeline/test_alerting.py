"""Alerts of what is due: in which order, how often, and never twice whatever breaks."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.alerts import SENT, Delivery, Message
from lapwing.config import Alert
from lapwing.pipeline.alerting import MOST, PATIENCE, begin_alerts, send_alerts
from lapwing.records import Coding, Document, Incident
from lapwing.store import CodedBy, Placed, State, Store, StoredAccount

NOW = dt.datetime(2031, 5, 2, 6, 0, tzinfo=dt.UTC)
ANY = Alert(name="any", webhook="https://hooks.example/x")
REFUSED, UNSURE = Delivery("released", "refused"), Delivery("unsure", "no answer")


class Hook:
    """A receiver that answers as it is told to, and counts what reached it."""

    name = "webhook"

    def __init__(self, *answers: Delivery) -> None:
        self.answers = iter(answers)
        self.tried: list[str] = []
        self.got: Counter[str] = Counter()

    def send(self, message: Message, *, now: dt.datetime) -> Delivery:
        self.tried.append(message.incident_id)
        answer = next(self.answers, SENT)
        self.got[message.incident_id] += answer.outcome != "released"
        return answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "lapwing.sqlite") as made:
        begin_alerts(made, [ANY], now=NOW)
        yield made


def keep(store: Store, *names: str) -> None:
    with store.unit() as work:
        run = work.start_run("update", started=NOW)
        for name in names:
            doc, key = f"doc-{name}", (f"doc-{name}", f"evt-{name}")
            document = Document(doc_id=doc, text="A blast.", url=f"https://courier.example/{name}")
            by = CodedBy("c", "1", "b")
            work.put(document, Coding(doc_id=doc, coder="c"), coded_by=by, run_id=run)
            work.reports.put(doc, State(1, "d"), "1", [StoredAccount(key, b"")])
            work.reports.place({key: Placed("com", name)})
            work.incidents.put(Incident(incident_id=name, type="attack", members=(key,)), (), run_id=run)


def send(store: Store, *routes: Hook, now: dt.datetime = NOW):
    return send_alerts(store, [ANY], {"any": routes}, now=lambda: now)


def test_what_is_due_is_told_once_with_its_sources(store: Store):
    keep(store, "inc-1", "inc-2")
    hook = Hook()
    assert vars(send(store, hook)) == {"sent": 2, "failed": 0, "unsure": 0, "faults": []}
    assert hook.tried == ["inc-1", "inc-2"]
    assert send(store, hook).sent == 0


def test_a_refused_alert_is_tried_again_after_a_while(store: Store):
    keep(store, "inc-1")
    hook = Hook(REFUSED, REFUSED)
    report = send(store, hook)
    assert report.failed == 1
    assert report.faults == ["the alert 'any' of inc-1 by webhook will be tried again: refused"]
    assert send(store, hook, now=NOW + dt.timedelta(minutes=4)).failed == 0
    assert send(store, hook, now=NOW + dt.timedelta(minutes=5)).failed == 1
    assert send(store, hook, now=NOW + dt.timedelta(minutes=14)).sent == 0
    assert send(store, hook, now=NOW + dt.timedelta(minutes=15)).sent == 1
    assert hook.got == {"inc-1": 1}


def test_an_alert_that_may_have_arrived_is_not_sent_again(store: Store):
    keep(store, "inc-1")
    hook = Hook(UNSURE)
    report = send(store, hook)
    assert report.unsure == 1
    assert "counts as sent: no answer" in report.faults[0]
    assert send(store, hook, now=NOW + dt.timedelta(days=9)).sent == 0


def test_a_receiver_that_is_down_is_left_alone_after_a_few_tries(store: Store):
    keep(store, *(f"inc-{n}" for n in range(10)))
    hook = Hook(*[REFUSED] * 10)
    assert send(store, hook).failed == PATIENCE
    assert send(store, hook, now=NOW + dt.timedelta(seconds=1)).failed == PATIENCE
    assert len(set(hook.tried)) == 2 * PATIENCE


def test_one_alert_that_is_always_refused_holds_up_no_other(store: Store):
    keep(store, "inc-0", "inc-1", "inc-2")
    hook = Hook(REFUSED, SENT, SENT)
    assert (send(store, hook).sent, hook.tried) == (2, ["inc-0", "inc-1", "inc-2"])


def test_a_flood_goes_out_in_parts(store: Store):
    keep(store, *(f"inc-{n}" for n in range(MOST + 5)))
    hook = Hook()
    assert [send(store, hook).sent for _ in range(3)] == [MOST, 5, 0]


def test_asked_to_stop_it_sends_no_more(store: Store):
    keep(store, "inc-1", "inc-2")
    hook = Hook()
    send_alerts(store, [ANY], {"any": (hook,)}, now=lambda: NOW, stop=lambda: bool(hook.tried))
    assert hook.tried == ["inc-1"]


def test_what_was_under_way_when_the_process_died_is_told_and_counts_as_sent(store: Store):
    class Died(Exception):
        pass

    class Dying(Hook):
        def send(self, message: Message, *, now: dt.datetime) -> Delivery:
            raise Died

    keep(store, "inc-1")
    with pytest.raises(Died):
        send(store, Dying())
    assert begin_alerts(store, [ANY], now=NOW) == (
        "the alert 'any' of inc-1 by webhook counts as sent: the process ended while it was sent",
    )
    assert send(store, Hook()).sent == 0


MISHAPS = st.sampled_from(["sent", "released", "unsure", "dies before", "dies after"])


@settings(deadline=None, max_examples=40)
@given(data=st.lists(st.tuples(MISHAPS, st.integers(0, 400)), min_size=1, max_size=12))
def test_never_more_than_once(tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, int]]):
    """The law: whatever answers come and wherever the process dies, no receiver gets an incident twice."""

    class Died(Exception):
        pass

    class Mishap(Hook):
        def send(self, message: Message, *, now: dt.datetime) -> Delivery:
            mishap = next(left)
            if mishap == "dies before":
                raise Died
            self.got[message.incident_id] += mishap != "released"
            if mishap == "dies after":
                raise Died
            return {"sent": SENT, "released": REFUSED, "unsure": UNSURE}[mishap]

    left = itertools.cycle([mishap for mishap, _ in data])
    hook, now = Mishap(), NOW
    with Store.create(tmp_path_factory.mktemp("law") / "lapwing.sqlite") as store:
        begin_alerts(store, [ANY], now=now)
        keep(store, "inc-1", "inc-2")
        for number, (_, minutes) in enumerate(data):
            now += dt.timedelta(minutes=minutes)
            try:
                send(store, hook, now=now)
            except Died:
                begin_alerts(store, [ANY], now=now)
            keep(store, "inc-1", f"inc-{number + 3}")
    assert max(hook.got.values(), default=0) <= 1
