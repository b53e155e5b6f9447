"""How the text ties an event to its group: the group did it, says so, is followed, named or suspected."""

from collections.abc import Iterator, Sequence
from functools import cache

from lapwing import codebook
from lapwing.codebook.actor_words import cue_read_alike
from lapwing.coding.fields import group, judgement
from lapwing.coding.fields.options import Option, nearest_first, stand
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Sentence
from lapwing.records import GroupMention
from lapwing.text import Phrases

_REACH = 3  # mentions of the group looked at, the nearest first
_BESIDE = 8  # words between the group's name and a cue that is said of it
_CLOSE = 2  # words between them when nothing much can stand there


def options(reading: Reading, candidate: Candidate, mentions: Sequence[GroupMention]) -> list[Option]:
    """One option for each link; ``mentions`` are those of the event's group, in any order."""
    near = nearest_first(reading, candidate, mentions)[:_REACH]
    seen = dict.fromkeys((*_claims(reading, candidate, mentions), *_named(reading, candidate, near)))
    return judgement.options(reading, candidate, "group_link", judgement.LINKS, more=seen)


@cache
def _finder() -> Phrases[str]:
    """A finder of the codebook's cue phrases of all links, among words that are read alike."""
    return Phrases(
        [
            (cue_read_alike(cue), label)
            for label, link in codebook.load().group_links.items()
            for cue in link.cues
        ]
    )


def _claims(reading: Reading, candidate: Candidate, mentions: Sequence[GroupMention]) -> Iterator[str]:
    """How near the next claim of responsibility is, before or after, and whether it names the group."""
    at = [trigger.sentence for trigger in candidate.triggers]
    naming = group.naming(reading, mentions)
    for name, doubtful in (("claim", False), ("perhaps a claim", True)):
        told = group.claims(reading, candidate, doubtful=doubtful)
        if not told:
            yield f"no {name}"
            continue
        apart, before = min((abs(c - a), c < a) for c in told for a in at)
        yield f"{name} within {min(apart, group.TOLD)}"
        if apart:
            yield f"{name} {'before' if before else 'after'}"
        if any(told[index] <= group.TOLD for index in naming & told.keys()):
            yield f"{name} of the group"


def _named(reading: Reading, candidate: Candidate, near: Sequence[GroupMention]) -> Iterator[str]:
    """What is said where the group is named."""
    for mention in near:
        seen = stand(reading, candidate, mention)
        if seen is None:
            continue
        apart = seen.distance[0]
        where = "here" if apart == 0 else "next" if apart == 1 else "off"
        yield f"group {mention.how} {where}"
        yield from (f"group {name}, {where}" for name in _beside(seen.sentence, mention))


def _beside(sentence: Sentence, mention: GroupMention) -> Iterator[str]:
    """The words and cues around the group's name ("X-linked", "blamed on X"), with their side."""
    first, last = sentence.word_at(mention.start), sentence.word_at(mention.end - 1)
    for step in (1, 2):
        if first >= step:
            yield f"w-{step}={sentence.forms[first - step]}"
        if last + step < len(sentence.forms):
            yield f"w+{step}={sentence.forms[last + step]}"
    for found in (*sentence.cues, *_finder().find(sentence.words)):
        gap = max(first - found.last, found.first - last, 0)
        if gap <= _BESIDE:
            side = "<" if found.last < first else ">"
            yield f"{found.payload}{side}"
            if gap <= _CLOSE:
                yield f"{found.payload}{side} close"
