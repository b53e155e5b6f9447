"""What can be seen around a trigger, as named features."""

from collections.abc import Iterator

from lapwing.coding import learned
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.coding.scene import PREPOSITIONS
from lapwing.linear import Scoped, bucket

_NEAR = 8
_BESIDE = 5
_STEM = 6  # letters: enough to join "bombing" and "bombings", tried against 5 and 7 on train
_DEFINITE = frozenset("the this that these those its their his her our".split())
_INDEFINITE = frozenset("a an another one two three several multiple".split())


def trigger_features(reading: Reading, sentence: Sentence, trigger: Trigger) -> Scoped:
    """Features of one trigger: its words, what stands before and after it, its sentence and its document.

    Every feature is given twice, once for all types and once for the trigger's own type.
    """
    seen = dict.fromkeys(
        (
            *_own(sentence, trigger),
            *_around(sentence, trigger),
            *_words(sentence, trigger),
            *_facts(sentence, trigger),
            *_setting(reading, sentence, trigger),
            *learned.trigger(reading, trigger),
        )
    )
    return Scoped(("", f"{trigger.kind}|"), tuple(seen))


def _own(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    forms = sentence.forms
    yield "bias"
    yield f"p={trigger.phrase}"
    yield "strong" if trigger.strong else "plain"
    form = " ".join(forms[trigger.first : trigger.last + 1])
    if trigger.last - trigger.first < 3:
        yield f"f={form}"
    yield f"end={_ending(forms[trigger.last])}"
    before = forms[trigger.first - 1] if trigger.first else "^"
    after = forms[trigger.last + 1] if trigger.last + 1 < len(forms) else "$"
    yield f"w-1={before}"
    yield f"w+1={after}"
    if trigger.first > 1:
        yield f"w-2={forms[trigger.first - 2]}"
    if trigger.last + 2 < len(forms):
        yield f"w+2={forms[trigger.last + 2]}"
    if _determined(forms, trigger.first, _DEFINITE):
        yield "definite"
    if _determined(forms, trigger.first, _INDEFINITE):
        yield "indefinite"


def _determined(forms: tuple[str, ...], first: int, articles: frozenset[str]) -> bool:
    """Whether one of the articles stands within three words before, with no preposition between."""
    for back in range(1, 4):
        if first - back < 0:
            return False
        form = forms[first - back]
        if form in articles:
            return True
        if form in PREPOSITIONS:
            return False
    return False


def _ending(form: str) -> str:
    for ending in ("ings", "ing", "ed", "ers", "er", "ions", "ion", "s"):
        if form.endswith(ending):
            return ending
    return ""


def _around(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    clause = sentence.clauses[trigger.first]
    for cue in sentence.cues:
        if cue.first <= trigger.last and trigger.first <= cue.last:
            continue
        side = "<" if cue.last < trigger.first else ">"
        distance = trigger.first - cue.last if side == "<" else cue.first - trigger.last
        yield f"s={cue.payload}"
        if distance <= _NEAR:
            yield f"c={cue.payload}{side}"
            if sentence.clauses[cue.first] == clause:
                yield f"cc={cue.payload}{side}"
            if distance <= 2:
                yield f"c2={cue.payload}{side}"
    for other in sentence.triggers:
        if other.span.overlaps(trigger.span):
            if other.kind != trigger.kind:
                yield f"also={other.kind}"
            continue
        side = "<" if other.last < trigger.first else ">"
        near = abs(other.first - trigger.first) <= _NEAR
        yield f"co={other.phrase}"
        if near:
            yield f"near={other.phrase}{side}"


def _words(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    """The stems of the other words: near ones with their side, all others of the sentence without."""
    for at, form in enumerate(sentence.forms):
        if len(form) < 3 or trigger.first <= at <= trigger.last:
            continue
        yield f"n={form[:_STEM]}"
        if trigger.first - _BESIDE <= at < trigger.first:
            yield f"n<{form[:_STEM]}"
        elif trigger.last < at <= trigger.last + _BESIDE:
            yield f"n>{form[:_STEM]}"


def _facts(sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    for group in sentence.groups:
        side = "<" if group.end <= trigger.span.start else ">"
        yield f"group{side}"
        yield "group"
    for place in sentence.places:
        side = "<" if place.end <= trigger.span.start else ">"
        yield f"{place.kind}"
        if abs(sentence.word_at(place.start) - trigger.first) <= _NEAR:
            yield f"{place.kind}{side}"
            if place.place:
                yield f"at={place.place.precision}{side}"
    for date in sentence.dates:
        if date.date_start:
            yield f"date={date.precision}"
            if abs(sentence.word_at(date.start) - trigger.first) <= _NEAR:
                yield f"date~={date.precision}"
        else:
            yield f"undated={date.kind}"
    for count in sentence.counts:
        near = abs(sentence.word_at(count.head.start) - trigger.first) <= _NEAR
        yield f"toll={count.role}"
        if near:
            yield f"toll~={count.role}{'p' if count.perpetrators else ''}"
    if not sentence.dates:
        yield "no date"
    if not sentence.places:
        yield "no place"


def _setting(reading: Reading, sentence: Sentence, trigger: Trigger) -> Iterator[str]:
    total = len(reading.sentences)
    yield f"sentence={bucket(sentence.index, (0, 1, 2, 4, 8, 16, 32))}"
    yield f"part={sentence.index * 4 // max(total, 1)}"
    yield f"length={bucket(total, (5, 10, 20, 40, 80))}"
    if sentence.quoted[trigger.first]:
        yield "quoted"
    if any(form in reading.title_words for form in sentence.forms[trigger.first : trigger.last + 1]):
        yield "in title"
    if reading.title_words and len(reading.title_words & set(sentence.forms)) >= 3:
        yield "like title"
    groups = len(reading.resolution.groups)
    yield f"groups={bucket(groups, (0, 1, 3, 8, 20))}"
    yield f"days={bucket(sum(1 for d in reading.resolution.dates if d.date_start), (0, 1, 3, 8, 20))}"
    same = sum(1 for s in reading.sentences for t in s.triggers if t.kind == trigger.kind)
    yield f"share={bucket(100 * same // max(total, 1), (5, 10, 25, 50, 100))}"
    earlier = any(t.kind == trigger.kind for s in reading.sentences[: sentence.index] for t in s.triggers)
    yield "again" if earlier else "first"
    yield f"words={bucket(len(sentence.words), (5, 12, 25, 45))}"
