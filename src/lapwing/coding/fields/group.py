"""Which armed group an event concerns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from lapwing.codebook import load_groups
from lapwing.coding import learned
from lapwing.coding.fields.options import (
    Option,
    distance,
    nearest_first,
    preposition,
    relation,
    typed,
    unsaid,
)
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.records import GroupMention

TOLD = 4  # sentences from the event in which a claim is told apart by its distance


def mentions(reading: Reading) -> list[GroupMention]:
    """The mentions that can give a group: those that name one of the registry, or refer to one."""
    return [m for m in reading.resolution.groups if m.group]


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger]) -> list[Option]:
    """The groups that the document names, and "none"."""
    named: dict[str, list[GroupMention]] = {}
    for mention in mentions(reading):
        if mention.group:
            named.setdefault(mention.group, []).append(mention)
    weight = Counter({group: len(found) for group, found in named.items()})
    ranked = [group for group, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))]
    nearest = _nearest(reading, candidate)
    away = {group: min(distance(reading, candidate, m)[0] for m in found) for group, found in named.items()}
    told = claims(reading, candidate)
    scored = learned.shares(reading, "group", candidate.triggers, list(named.values()))
    nothing = [*_nothing(reading, candidate, len(named)), *_unclaimed(told), *scored[0]]
    result = [Option(None, (), typed(candidate.kind, nothing))]
    for (group, found), score in zip(named.items(), scored[1:], strict=True):
        found = nearest_first(reading, candidate, found)
        seen = [f"rank={min(ranked.index(group), 3)}", f"share={5 * weight[group] // weight.total()}"]
        if len(named) == 1:
            seen.append("only")
        if not any(m.how != "anaphor" for m in found):
            seen.append("only anaphors")
        if all(m.how == "affiliate" for m in found):
            seen.append("only friends")
        seen.extend(name for name, who in nearest.items() if who == group)
        seen.extend(_kin(group, away))
        seen.extend(_claiming(reading, candidate, found, told))
        for mention in found[:6]:
            seen.extend(_mention(reading, candidate, mention, rivals))
        seen.extend(score)
        result.append(Option(group, (found[0],), typed(candidate.kind, seen), found))
    return result


def _nearest(reading: Reading, candidate: Candidate) -> dict[str, str]:
    """The group nearest to the event, the last before it, and the only one of its sentences."""
    found = mentions(reading)
    trigger = candidate.best.trigger.span
    before = [m for m in found if m.end <= trigger.start]
    near = min(found, key=lambda m: (distance(reading, candidate, m), m.start), default=None)
    last = max(before, key=lambda m: m.start, default=None)
    result = {}
    here = {m.group for m in found if distance(reading, candidate, m)[0] == 0}
    if len(here) == 1:
        result["alone here"] = here.pop() or ""
    if near and near.group:
        result["nearest"] = near.group
    if last and last.group:
        result["last before"] = last.group
    return result


@cache
def _parents() -> dict[str, str | None]:
    return {group.name: group.parent for group in load_groups()}


def _kin(group: str, away: Mapping[str, int]) -> Iterator[str]:
    """Whether the group's parent or a branch of it is named as well, and which stands nearer to the event.

    ``away`` gives the sentences between the event and the nearest mention of each group.
    """
    parents = _parents()
    branches = [other for other in away if parents.get(other) == group]
    for name, others in (("parent", {parents.get(group)} & away.keys()), ("branch", branches)):
        if others:
            nearest = min(away[other] for other in others if other is not None)
            yield f"{name} named"
            gap = nearest - away[group]
            yield f"{name} {'nearer' if gap < 0 else 'further' if gap else 'as near'}"


def claims(reading: Reading, candidate: Candidate, *, doubtful: bool = False) -> dict[int, int]:
    """The sentences with a claim of responsibility, each with how many sentences it is from the event.

    With ``doubtful`` also those whose words may mean something else.
    """
    at = [trigger.sentence for trigger in candidate.triggers]
    told = [
        s.index
        for s in reading.sentences
        if any(t.kind == "claim" and (t.strong or doubtful) for t in s.triggers)
    ]
    return {index: min(abs(index - a) for a in at) for index in told}


def naming(reading: Reading, found: Iterable[GroupMention]) -> set[int]:
    """The sentences in which the mentions stand."""
    return {s.index for s in map(reading.sentence_of, found) if s is not None}


def _unclaimed(told: Mapping[int, int]) -> Iterator[str]:
    if told:
        yield f"none, claim within {min(*told.values(), TOLD)}"


def _claiming(
    reading: Reading, candidate: Candidate, found: Sequence[GroupMention], told: Mapping[int, int]
) -> Iterator[str]:
    """Whether the group is named where responsibility is claimed, how near, and after the event is told."""
    here = naming(reading, found)
    claimed = here & told.keys()
    if claimed:
        yield f"claims within {min(*(told[index] for index in claimed), TOLD)}"
    first = min(trigger.sentence for trigger in candidate.triggers)
    if any(index >= first for index in claimed):
        yield "claims later"
    beside = here & {trigger.sentence for trigger in candidate.triggers}
    yield f"with it={min(len(beside), 3)}"


def _nothing(reading: Reading, candidate: Candidate, groups: int) -> Iterator[str]:
    """Features of "not said" in a document that names so many groups."""
    yield from unsaid(reading, candidate, mentions(reading), groups)
    sentence = reading.sentences[candidate.best.trigger.sentence]
    classes = {cue.payload for cue in sentence.cues}
    for name in ("state", "armed"):
        yield f"none, {name}" if name in classes else f"none, no {name}"


def _mention(
    reading: Reading, candidate: Candidate, mention: GroupMention, rivals: Sequence[Trigger]
) -> Iterator[str]:
    sentence = reading.sentence_of(mention)
    if sentence is None:
        return
    before = preposition(sentence, mention)
    how = mention.how if mention.how in ("anaphor", "affiliate") else "name"
    for where in relation(reading, candidate, mention, rivals):
        yield where
        yield f"{how} {where}"
        if not where.startswith(("gap", "clauses")):
            yield f"{before} {where}"
    at = sentence.word_at(mention.end - 1)
    if distance(reading, candidate, mention)[0] == 0:
        after = sentence.forms[at + 1] if at + 1 < len(sentence.forms) else "$"
        yield f"then {after}"
