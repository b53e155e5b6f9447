"""A program killed while it adds loses nothing that was acknowledged, and the next run goes on."""

import datetime as dt
import signal
import subprocess
import sys

from lapwing.store import CodedBy

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
CUES = CodedBy("cues", "1", "book-1")

# Adds documents for ever, says each number once its unit has ended, and spends most of its time in units.
ADDING = """
import datetime as dt, sys
from lapwing.records import Coding, Document, Event
from lapwing.store import CodedBy, Store

store = Store.open(sys.argv[1])
coded_by = CodedBy("cues", "1", "book-1")
number = 0
while True:
    doc_id = f"doc-{number}"
    with store.unit() as work:
        run = work.start_run("add", started=dt.datetime(2025, 3, 1, tzinfo=dt.timezone.utc))
        events = tuple(Event(doc_id=doc_id, event_id=f"evt-{number}-{i}", type="attack") for i in range(5))
        coding = Coding(doc_id=doc_id, coder="cues", events=events)
        work.put(Document(doc_id=doc_id, text="A report. " * 500), coding, coded_by=coded_by, run_id=run)
    print(number, flush=True)
    number += 1
"""


def test_a_killed_program_loses_nothing_acknowledged_and_leaves_no_half_documents(store, address):
    for _ in range(2):  # the second adds again what the first had added
        child = subprocess.Popen([sys.executable, "-c", ADDING, address], stdout=subprocess.PIPE, text=True)
        acknowledged = [int(child.stdout.readline()) for _ in range(12)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in child.stdout.read().splitlines() if line.strip()]
        child.wait()
        child.stdout.close()
        assert child.returncode == -signal.SIGKILL
        with store.snapshot() as view:
            for number in acknowledged:
                assert len(view.document(f"doc-{number}").events) == 5
            found = view.summary()
            assert found.events == 5 * found.documents
