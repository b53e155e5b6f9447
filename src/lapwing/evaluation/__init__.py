"""Evaluation: coded documents and hand-coded gold in, scores with their uncertainty out.

The definitions: an event is found when its type is right and either its evidence overlaps gold's or country
and date agree, one to one. Field accuracy is over found events. A record is right when country, date, group,
outcome and killed all are, where gold asks for them. A value is invented where gold has none and the
prediction gives one.
"""

from lapwing.evaluation.bootstrap import Interval, intervals
from lapwing.evaluation.calibration import Calibration, Judged, calibration_of, judged
from lapwing.evaluation.correction import Curve, isotonic
from lapwing.evaluation.fields import group_aliases, registry_aliases
from lapwing.evaluation.grounding import grounding_faults
from lapwing.evaluation.reading import CodedDocument, CodedEvent, coded_document, read_coded
from lapwing.evaluation.scores import EventError, Rate, Scores, score
from lapwing.evaluation.tables import calibration_text, errors_text, scores_text

__all__ = [
    "Calibration",
    "CodedDocument",
    "CodedEvent",
    "Curve",
    "EventError",
    "Interval",
    "Judged",
    "Rate",
    "Scores",
    "calibration_of",
    "calibration_text",
    "coded_document",
    "errors_text",
    "grounding_faults",
    "group_aliases",
    "intervals",
    "isotonic",
    "judged",
    "read_coded",
    "registry_aliases",
    "score",
    "scores_text",
]
