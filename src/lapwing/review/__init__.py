"""What people's decisions mean: which stand, to which events they apply, and what has to be asked again.

In: the decisions of the ledger, oldest first, and a document's codings. Out: the events in force, the
constraints on linking, and questions. It reads no clock and no store, and changes none of its inputs.

The rules, which ``docs/decisions.md`` tells at length:

* An ``undo`` takes back the decision that it names, and can itself be undone.
* Later decisions on the same event, the same field of an event or the same pair of events replace earlier
  ones; ``unsure`` leaves them open again.
* A coder's events are found again by their id, else by type family and sentence.
* What a person said of an event or a value is never overwritten; a question is raised only where a new
  reading contradicts it.
* Where decisions on pairs contradict each other along a chain, the newest hold and a question says so.
"""

from lapwing.review.applying import Applied, apply
from lapwing.review.constraining import Joining, constraints
from lapwing.review.correcting import FIELDS, corrected, reading_of, value_of
from lapwing.review.finding import Past, attach
from lapwing.review.standing import standing, undone

__all__ = [
    "FIELDS",
    "Applied",
    "Joining",
    "Past",
    "apply",
    "attach",
    "constraints",
    "corrected",
    "reading_of",
    "standing",
    "undone",
    "value_of",
]
