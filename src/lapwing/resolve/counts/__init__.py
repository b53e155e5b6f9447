"""Counts of people in a text, and what happened to them: killed, injured, detained, abducted, missing.

The grammar has three layers, each in its module: ``quantities`` reads numbers with their bounds, ``phrases``
reads who is counted, ``predicates`` reads which word of harm governs them. The words are in ``words.yaml``.
"""

from collections.abc import Iterator, Sequence

from lapwing.records import CountMention, Span, Toll
from lapwing.resolve.counts.lexicon import Lexicon, Role, lexicon
from lapwing.resolve.counts.phrases import Phrase, find_phrases
from lapwing.resolve.counts.predicates import Governed, Grammar
from lapwing.resolve.counts.tokens import Sentence, read_sentence
from lapwing.text import sentences

__all__ = ["find_counts", "total"]


def find_counts(text: str) -> list[CountMention]:
    """Every count of people in the text, in text order.

    A number of people whose fate the words do not tell has ``role`` ``None``. Coordinated phrases under one
    word ("five soldiers and two civilians were killed") give one mention with their sum, attackers apart from
    others. Parts of a number given before ("including three children") are left out. A range's ``best`` is
    its lower end.
    """
    words = lexicon()
    found: list[CountMention] = []
    for span in sentences(text):
        found.extend(_in_sentence(text, read_sentence(text, span.start, span.end), words))
    return found


def _in_sentence(text: str, sentence: Sentence, words: Lexicon) -> list[CountMention]:
    harm = not words.opens_harm.isdisjoint(sentence.lower)
    phrases = find_phrases(sentence, words, singles=harm)
    if not phrases:
        return []
    governed = list(Grammar(sentence, phrases, words).governed())
    mentions = list(_mentions(text, sentence, governed))
    used = {at for g in governed for phrase in g.phrases for at in range(phrase.first, phrase.last)}
    for phrase in phrases:
        if phrase.first not in used:
            mentions.extend(_alone(text, sentence, phrase, words))
    return sorted({_key(m): m for m in mentions}.values(), key=_key)


def _key(mention: CountMention) -> tuple[int, int, str, bool, int]:
    head = mention.head
    return (head.start, head.end, mention.role or "", mention.perpetrators, mention.start)


def _mentions(text: str, sentence: Sentence, governed: list[Governed]) -> Iterator[CountMention]:
    for found in governed:
        for phrases in _apart(found):
            first = min(found.first, phrases[0].first)
            last = max(found.last, phrases[-1].last)
            yield _mention(text, sentence, phrases, found.role, sentence.span(first, last))


def _apart(found: Governed) -> Iterator[list[Phrase]]:
    """Attackers apart from others, except among the detained, who are all suspects."""
    if found.role == "detained":
        yield list(found.phrases)
        return
    for attackers in (False, True):
        phrases = [phrase for phrase in found.phrases if phrase.perpetrators == attackers]
        if phrases:
            yield phrases


def _alone(text: str, sentence: Sentence, phrase: Phrase, words: Lexicon) -> Iterator[CountMention]:
    """A phrase that no word of harm governs: what its own noun says, or a count without a role."""
    span = sentence.span(phrase.first, phrase.last)
    roles: tuple[Role | None, ...] = ()
    if phrase.noun in words.counted:
        roles = (words.counted[phrase.noun],)
    elif phrase.noun in words["casualties"] and phrase.kind == "none":
        roles = ("killed", "injured")
    elif phrase.kind in {"number", "vague"} and phrase.noun and phrase.people and not phrase.subset:
        roles = (None,)
    for role in roles:
        yield _mention(text, sentence, [phrase], role, span)


def _mention(
    text: str, sentence: Sentence, phrases: list[Phrase], role: Role | None, span: Span
) -> CountMention:
    first, last = phrases[0], phrases[-1]
    who = first.who if len(phrases) == 1 or first.who < first.last else first.first
    of = text[sentence.starts[who] : sentence.ends[last.last - 1]] if who < last.last else None
    return CountMention(
        start=span.start,
        end=span.end,
        toll=total([phrase.toll for phrase in phrases]),
        role=role,
        of=of,
        perpetrators=first.perpetrators,
        head=sentence.span(first.first, last.counted),
    )


def total(tolls: Sequence[Toll]) -> Toll:
    """The tolls added up; an amount without a number leaves the sum open upwards.

    Where no toll has a number the first is given as it is. ``tolls`` must not be empty.
    """
    known = [toll for toll in tolls if toll.best is not None]
    if len(tolls) == 1 or not known:
        return tolls[0]
    lows = [toll.low for toll in known if toll.low is not None]
    highs = [toll.high for toll in known if toll.high is not None]
    return Toll(
        low=sum(lows) if len(lows) == len(known) else None,
        best=sum(toll.best for toll in known if toll.best is not None),
        high=sum(highs) if len(highs) == len(tolls) else None,
    )
