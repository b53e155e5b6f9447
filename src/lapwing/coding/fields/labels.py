"""Which of the codebook's modes and target types the words around an event name."""

from collections.abc import Iterator, Sequence
from functools import cache

from lapwing import codebook
from lapwing.coding import learned
from lapwing.coding.fields.options import Option, distance, preposition, relation, typed
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.records import Span
from lapwing.text import Found, Phrases

MODED = frozenset(("attack", "plot"))
# Labels that no phrase names are weighed from these log-odds of the tagger on.
_UNNAMED = -1.5
TARGETED = frozenset(("attack", "plot", "clash", "incitement", "threat"))


@cache
def _finder(name: str) -> Phrases[str]:
    """A finder of the cue phrases of all modes or all target types."""
    book = codebook.load()
    entries = book.modes if name == "modes" else book.target_types
    return Phrases([(cue, label) for label, entry in entries.items() for cue in entry.cues])


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger], name: str) -> list[Option]:
    """Every label named in the sentences that report the event, with what speaks for and against it.

    ``name`` is ``modes`` or ``target_types``. A tagger may add labels that no phrase names; they stand on the
    event's trigger.
    """
    finder = _finder(name)
    scores = learned.named(reading, name, candidate.triggers)
    found: dict[str, list[tuple[Sentence, Found[str]]]] = {}
    for index in sorted({t.sentence for t in candidate.triggers}):
        sentence = reading.sentences[index]
        for find in _longest(finder.find(sentence.written)):
            found.setdefault(find.payload, []).append((sentence, find))
    result = []
    for label, finds in found.items():
        spans = [find.span(sentence.written) for sentence, find in finds]
        order = sorted(
            range(len(finds)), key=lambda i: (distance(reading, candidate, spans[i]), spans[i].start)
        )
        seen = [f"{label}", f"times={min(len(finds), 3)}", f"of {min(len(found), 4)}"]
        for i in order[:3]:
            seen.extend(_find(reading, candidate, finds[i], spans[i], rivals))
        seen.extend([f"{label}: {name}" for name in seen[3:] if not name.startswith("phrase")])
        seen.extend(_learned(label, scores))
        result.append(Option(label, (spans[order[0]],), typed(candidate.kind, seen)))
    for label, score in scores.items():
        if label not in found and score >= _UNNAMED:
            seen = ["unnamed", *(f"unnamed, {name}" for name in _learned(label, scores))]
            result.append(Option(label, (candidate.best.trigger.span,), typed(candidate.kind, seen)))
    return sorted(result, key=lambda option: str(option.value))


def _learned(label: str, scores: dict[str, float]) -> list[str]:
    reached = list(learned.steps("learned", scores[label])) if label in scores else []
    return [*reached, *(f"{label}: {name}" for name in reached)]


def _find(
    reading: Reading,
    candidate: Candidate,
    find: tuple[Sentence, Found[str]],
    span: Span,
    rivals: Sequence[Trigger],
) -> Iterator[str]:
    sentence, words = find
    yield f"phrase={'_'.join(w.form for w in sentence.written[words.first : words.last + 1])}"
    before = preposition(sentence, span)
    for where in relation(reading, candidate, span, rivals):
        yield where
        if not where.startswith(("gap", "clauses")):
            yield f"{before} {where}"
    if any(t.span.overlaps(span) for t in candidate.triggers):
        yield "in the trigger"


def _longest(finds: Iterator[Found[str]]) -> list[Found[str]]:
    """Where finds overlap the longest stays, of equals the first."""
    kept: list[Found[str]] = []
    for find in sorted(finds, key=lambda f: (f.first - f.last, f.first, f.payload)):
        if not any(k.first <= find.last and find.first <= k.last for k in kept):
            kept.append(find)
    return sorted(kept, key=lambda f: f.first)
