"""What MUC-4 asks of an incident besides its fillers: the stage it reached, and how sure its author is.

Features come from the sentences that hold the incident's fillers. They are words, the codebook's cues and, where
the document was read with the tagger, its scores.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lapwing.coding.learned import log_odds, steps
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.linear import Linear, bucket, shares
from lapwing.records import Span
from lapwing.text import Phrases

STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
CONFIDENCES = (
    "REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "POSSIBLE",
)  # fmt: skip
LABELS: Mapping[str, tuple[str, ...]] = {"stage": STAGES, "confidence": CONFIDENCES}
# Words that tell how an incident ended or who answers for the statement; "here" is the sentence of a filler.
_CUES = Phrases(
    [
        (phrase, name)
        for name, listed in {
            "claims": "claim*|admit*|confess*|acknowledg*; took|take|taken|taking credit; communique; responsibility",
            "accuses": "accus*|blam*|suspect*|attribut*|believ*|alleg*|presum*|charg*|implicat*|involv*|link*|"
            "guilty|authors|perpetrators; responsible for; according to",
            "authorities": "police|authorities|army|government|minister|ministry|spokesman|official*|military|judge|"
            "prosecutor*|officer*|colonel|general|president|governor|investigator*|intelligence|court",
            "possible": "possib*|may|might|could|apparent*|probabl*|perhaps|presumab*|whether|unknown|hypothes*|seem*",
            "denies": "deni*|deny|reject*|condemn*|not|no",
            "attempt": "attempt*|tried|tries|foil*|deactivat*|defus*|disarm*|thwart*|fail*|frustrat*|prevent*|"
            "escap*|surviv*|unharmed|unhurt|unsuccessful*|aborted|repel*; without exploding; not explode",
            "threat": "threat*|warn*|plan*|intend*|plot*|vow*|will|would|conspir*|prepar*; death sentence; death list",
            "done": "kill*|wound*|injur*|destroy*|damag*|died|dead|explod*|murder*|kidnap*|shot|burn*|burned",
        }.items()
        for phrase in listed.split("; ")
    ]
)
_NEAR = 10  # words on either side of a filler
_CLOSE = 6  # words between a filler and a cue that is close to it
_INCIDENTS = ("attack", "plot", "threat", "claim", "arrest", "prosecution")
_JUDGED = {"attack": ("outcome", "certainty"), "plot": ("outcome", "certainty")}


@dataclass(frozen=True)
class Incident:
    """An incident of a document: its type under MUC-4's name, and where its fillers stand, by role.

    ``about`` are the fillers that the question is about: the organisation whose part is judged, else all.
    """

    kind: str
    fillers: Mapping[str, Sequence[Span]]
    about: Sequence[Span]


def judge(reading: Reading, incident: Incident, name: str, model: Linear) -> dict[str, float]:
    """The probability of each value of ``stage`` or ``confidence`` for an incident."""
    seen = features(reading, incident)
    return dict(zip(LABELS[name], shares([model.score(row) for row in options(name, seen)]), strict=True))


def options(name: str, seen: Sequence[str]) -> list[list[str]]:
    """The features of each value: those of the incident, each together with the value."""
    return [[f"{label}: {feature}" for feature in seen] for label in LABELS[name]]


def features(reading: Reading, incident: Incident) -> list[str]:
    """What is seen of an incident."""
    found = ["always", f"kind {incident.kind}"]
    found += [f"has {role}" for role, spans in incident.fillers.items() if spans]
    held = {s.index: s for span in incident.about if (s := reading.sentence_of(span))}
    found.append(f"first sentence {bucket(min(held, default=99), (0, 2, 5, 98))}")
    found += sorted({word for span in incident.about for word in _around(reading, span)})
    for sentence in held.values():
        found += _cues(sentence)
        for gap in (-1, 1):
            if 0 <= sentence.index + gap < len(reading.sentences):
                beside = reading.sentences[sentence.index + gap]
                found += [f"beside {cue.payload}" for cue in _CUES.find(beside.words)]
    others = {s.index: s for spans in incident.fillers.values() for span in spans
              if (s := reading.sentence_of(span))}  # fmt: skip
    found += _scores(reading, "here", held.values())
    found += _scores(reading, "there", others.values())
    return list(dict.fromkeys(found))


def _around(reading: Reading, span: Span) -> Iterator[str]:
    sentence = reading.sentence_of(span)
    if sentence is None:
        return
    first, last = sentence.word_at(span.start), sentence.word_at(max(span.start, span.end - 1))
    for cue in _CUES.find(sentence.words):
        side = "before" if cue.first < first else "after"
        yield from (f"here {cue.payload}", f"{side} {cue.payload}")
        if min(abs(first - cue.last), abs(cue.first - last)) <= _CLOSE:
            yield f"close {side} {cue.payload}"
    for at in range(max(0, first - _NEAR), first):
        yield f"before {sentence.forms[at]}"
        yield f"near {sentence.forms[at]}"
    for at in range(last + 1, min(len(sentence.forms), last + 1 + _NEAR)):
        yield f"after {sentence.forms[at]}"
        yield f"near {sentence.forms[at]}"


def _cues(sentence: Sentence) -> Iterator[str]:
    yield from sorted({f"cue {found.payload}" for found in sentence.cues})
    yield from sorted({f"trigger {trigger.kind}" for trigger in sentence.triggers})


def _scores(reading: Reading, where: str, among: Iterable[Sentence]) -> Iterator[str]:
    """The tagger's best score of each type in some sentences, and what it says of outcome and certainty."""
    if reading.scores is None:
        return
    best: dict[str, tuple[float, Trigger]] = {}
    for sentence in among:
        for trigger in sentence.triggers:
            score = reading.scores.trigger(trigger)
            if trigger.kind in _INCIDENTS and score > best.get(trigger.kind, (-math.inf, trigger))[0]:
                best[trigger.kind] = (score, trigger)
    for kind, (score, trigger) in sorted(best.items()):
        yield from steps(f"{where} {kind}", score)
        for name in _JUDGED.get(kind, ()):
            labels = reading.scores.labels(name, [trigger])
            for label, share in zip(labels, shares(list(labels.values())), strict=True):
                yield from steps(f"{where} {kind} {label}", log_odds(share))
