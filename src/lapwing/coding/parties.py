"""Who did it, to whom, and who says so: the text's own words for actors, targets and attribution."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence, Trigger
from lapwing.records import Span

_STOPS = frozenset(
    """in at near into inside on against by from after before for of to with across since and or but as that
    which who whom whose when where while because if then than is are was were be been being has have had
    do does did will would could should may might can not he she they it we i you his her their its our said
    says told also later including""".split()
)
_AUXILIARIES = frozenset("was were been being is are be".split())
_SAYING = frozenset(
    """said says told reported reports announced confirmed asserted stated claimed claims alleged alleges
    added believe believes""".split()
)
_TITLES = frozenset(
    """official officials police army military ministry minister spokesman spokeswoman spokesperson authorities
    office governor president commander source sources witnesses activists monitors agency observatory prosecutors
    residents statement government""".split()
)
_WIDEST = 6
_VIOLENT = frozenset(("attack", "plot", "clash", "strike", "raid", "arrest"))
_SPEECH = frozenset(
    ("claim", "incitement", "threat", "pledge", "publication", "alert", "sanction", "prosecution")
)


def actors(reading: Reading, candidate: Candidate) -> list[Span]:
    """The words that name who did it, at most two, from the surest mention that names anybody."""
    for trigger in _surest(candidate):
        sentence = reading.sentences[trigger.sentence]
        found = list(_parties(sentence, trigger, agent=True, kind=candidate.kind))
        if found:
            return found[:2]
    return []


def targets(reading: Reading, candidate: Candidate) -> list[Span]:
    """The words that name what or whom it was done to, at most three; violence and responses only."""
    if candidate.kind not in _VIOLENT:
        return []
    for trigger in _surest(candidate):
        sentence = reading.sentences[trigger.sentence]
        found = list(_parties(sentence, trigger, agent=False, kind=candidate.kind))
        if found:
            return found[:3]
    return []


def attributed_to(reading: Reading, candidate: Candidate) -> Span | None:
    """The words that name who reports the event: "police said", "according to a monitoring group"."""
    sentence = reading.sentences[candidate.best.trigger.sentence]
    forms = sentence.forms
    for at, form in enumerate(forms):
        if form == "according" and forms[at + 1 : at + 2] == ("to",) and at + 2 < len(forms):
            return _phrase(sentence, at + 2, forwards=True)
        if form in _SAYING and at and forms[at - 1] not in _STOPS:
            phrase = _phrase(sentence, at - 1, forwards=False)
            if phrase and _names_a_source(sentence, phrase):
                return phrase
    return None


def _names_a_source(sentence: Sentence, phrase: Span) -> bool:
    at, end = sentence.word_at(phrase.start), sentence.word_at(phrase.end - 1)
    known = {"state", "armed"}
    return bool(set(sentence.forms[at : end + 1]) & _TITLES) or any(
        cue.payload in known and at <= cue.first <= end for cue in sentence.cues
    )


def _surest(candidate: Candidate) -> list[Trigger]:
    ranked = sorted(candidate.mentions, key=lambda m: (-m.probability, m.trigger.span.start))
    return [m.trigger for m in ranked[:3]]


def _parties(sentence: Sentence, trigger: Trigger, *, agent: bool, kind: str) -> Iterator[Span]:
    """Parties on the agent's or the patient's side: before the trigger, or after "by" in the passive."""
    passive = any(form in _AUXILIARIES for form in sentence.forms[max(0, trigger.first - 3) : trigger.first])
    before = agent != passive
    classes = {"state", "armed"} if agent else {"victims", "armed", "state"}
    if kind in _SPEECH and not agent:
        return
    spans: list[tuple[int, Span]] = []
    speaking = {
        back for at, form in enumerate(sentence.forms) if form in _SAYING for back in range(at - 3, at)
    }
    for group in sentence.groups:
        spans.append((sentence.word_at(group.start), Span(start=group.start, end=group.end)))
    for cue in sentence.cues:
        if cue.payload in classes and (agent or cue.last not in speaking):
            phrase = _phrase(sentence, cue.last, forwards=False)
            if phrase:
                spans.append((cue.first, phrase))
    clause = sentence.clauses[trigger.first]
    taken: list[Span] = []
    for at, span in sorted(spans, key=lambda item: (abs(item[0] - trigger.first), item[1].start)):
        right_side = at < trigger.first if before else at > trigger.last
        by = not (passive and agent) or "by" in sentence.forms[trigger.last + 1 : at]
        if right_side and by and abs(sentence.clauses[at] - clause) <= 1 and abs(at - trigger.first) <= 12:
            taken.append(span)
    kept: list[Span] = []
    for span in taken:
        if not any(span.overlaps(k) for k in kept):
            kept.append(span)
    yield from kept


def _phrase(sentence: Sentence, at: int, *, forwards: bool) -> Span | None:
    """The noun phrase that ends (or begins) at a word: up to six words without function words or breaks."""
    forms, clauses = sentence.forms, sentence.clauses
    if forms[at] in _STOPS:
        return None
    first = last = at
    if forwards:
        while (
            last + 1 < len(forms)
            and last - at < _WIDEST
            and _goes_on(forms[last + 1], clauses[last + 1], clauses[at])
        ):
            last += 1
    while first > 0 and at - first < _WIDEST and _goes_on(forms[first - 1], clauses[first - 1], clauses[at]):
        if forwards:
            break
        first -= 1
    return Span(start=sentence.words[first].start, end=sentence.words[last].end)


def _goes_on(form: str, clause: int, same: int) -> bool:
    return clause == same and form not in _STOPS and not form.endswith("ly")
