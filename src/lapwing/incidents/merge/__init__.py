"""The reports of one incident → the incident: every witness's version, the best value, and what contradicts.

:func:`merge` is pure: the same reports in any order give the same incident.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lapwing.incidents.merge.contradictions import contradiction, of_claims, of_people
from lapwing.incidents.merge.disagreement import diagnostics, measures
from lapwing.incidents.merge.fields import FIELDS, TOLLS, Field
from lapwing.incidents.merge.rules import RULES, most_representative
from lapwing.incidents.merge.tolls import history, merged_toll
from lapwing.incidents.merge.voices import (
    NO_DAY,
    Claim,
    Said,
    Voice,
    claims,
    listen,
    version,
    voices,
    words,
)
from lapwing.records import Incident, MergedField, MergeRule, Report

__all__ = ["DEFAULT_RULES", "diagnostics", "merge"]

DEFAULT_RULES: Mapping[str, MergeRule] = {field.name: field.rule for field in FIELDS}
"""The rule of every field: tolls by ``most_recent_official``, date, place and group by ``most_informative``,
all else by ``most_representative``, but for who says so, which is the newest official."""

_HAPPENED = ("completed", "failed")


def merge(
    incident_id: str, reports: Sequence[Report], *, rules: Mapping[str, MergeRule] = DEFAULT_RULES
) -> Incident:
    """The incident that the reports tell of.

    ``rules`` names the rule of some fields; the others keep that of :data:`DEFAULT_RULES`. A value that a
    person decided is the best one whatever the rule, which then reads ``person``; where a person decided that
    a report gives no value, that report says nothing. What has happened is not dated after the first report of
    it while another date is given: later reports often give the day of an arrest or a trial. Superseded reports
    are listed and decide nothing, unless a person decided on them or their witness has no other. Raises
    ``ValueError`` without reports and for an unknown field or rule.
    """
    if not reports:
        raise ValueError("an incident needs a report")
    if rules is not DEFAULT_RULES:
        rules = _checked(rules)
    heard = voices(reports)
    best: dict[str, Any] = {}
    merged: list[MergedField] = []
    contradictions: list[str] = []
    for field in FIELDS:
        made, against = _merge_field(field, heard, best, rules[field.name])
        best[field.name] = made.best
        merged.append(made)
        contradictions += against
    claimed, denied, attributed = _responsibility(heard)
    contradictions += of_claims(claimed, denied)
    days = [day for voice in heard if (day := voice.report.document.published) is not None]
    return Incident.model_construct(
        incident_id=incident_id,
        type=best["type"],
        members=_members(reports),
        fields=tuple(merged),
        witnesses=len({report.witness for report in reports}),
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
        tolls=history(heard),
        claimed_by=tuple(claimed),
        attributed_groups=tuple(attributed),
        contradictions=tuple(contradictions),
    )


def _checked(rules: Mapping[str, MergeRule]) -> Mapping[str, MergeRule]:
    for name, rule in rules.items():
        if name not in DEFAULT_RULES:
            raise ValueError(f"no field {name!r} is merged; there are {', '.join(DEFAULT_RULES)}")
        if rule not in RULES:
            raise ValueError(f"{name} cannot be merged by {rule!r}; there are {', '.join(RULES)}")
    return {**DEFAULT_RULES, **rules}


def _members(reports: Iterable[Report]) -> tuple[tuple[str, str], ...]:
    order = sorted((report.stored, report.event.doc_id, report.event.event_id) for report in reports)
    return tuple((doc_id, event_id) for _, doc_id, event_id in order)


def _merge_field(
    field: Field, heard: Sequence[Voice], best: Mapping[str, Any], rule: MergeRule
) -> tuple[MergedField, list[str]]:
    """The merged field, and what the witnesses contradict each other in. ``best`` has the fields before it."""
    said = listen(field, heard)
    told = claims(words(field, said))
    chosen, against = None, []
    if decided := _decided(field, said, best):
        chosen, rule = most_representative(field, decided), "person"
        if len(decided) > 1:
            against.append(of_people(field.name, len(decided)))
    elif among := _usable(field, _fitting_claims(field, said, told, best)):
        among = _by_first_report(field, among, heard, best)
        chosen = among[0] if len(among) == 1 else RULES[rule](field, among)
    if sentence := contradiction(field, told):
        against.append(sentence)
    made = MergedField.model_construct(
        field=field.name,
        best=_best(field, chosen, told, rule),
        rule=rule,
        versions=tuple(version(field, item) for item in said),
        backed_by=() if chosen is None else _backing(chosen, said),
        disagreement=measures(field, told),
    )
    return made, against


def _decided(field: Field, said: Iterable[Said], best: Mapping[str, Any]) -> list[Claim]:
    """The values that people decided and that can be best: of reports not superseded if any, and that fit."""
    by_people = [item for item in said if item.person and (field.use is None or field.use(item.value))]
    if not by_people:
        return []
    current = [item for item in by_people if item.voice.current] or by_people
    return _usable(field, claims(_fitting(field, current, best) or current))


def _fitting(field: Field, said: list[Said], best: Mapping[str, Any]) -> list[Said]:
    """Those whose event fits the best value of the field that this one depends on."""
    given = best[field.given] if field.given else None
    if given is None or field.fits is None:
        return said
    return [item for item in said if field.fits(item.voice.report.event, given)]


def _fitting_claims(
    field: Field, said: list[Said], told: list[Claim], best: Mapping[str, Any]
) -> list[Claim]:
    fitting = _fitting(field, said, best)
    return told if len(fitting) == len(said) else claims(words(field, fitting))


def _by_first_report(
    field: Field, among: list[Claim], heard: Iterable[Voice], best: Mapping[str, Any]
) -> list[Claim]:
    """Those that can be of something that was told when the first report of it was; all where none can."""
    if field.day is None or best["outcome"] not in _HAPPENED:
        return among
    first = min((v.day for v in heard if v.current and v.day != NO_DAY), default=None)
    if first is None:
        return among
    return [claim for claim in among if field.day(claim.value) <= first] or among


def _usable(field: Field, among: list[Claim]) -> list[Claim]:
    """Those that can be the best value; only the more useful ones where there are such."""
    if field.use is None or not among:
        return among
    uses = [field.use(claim.value) for claim in among]
    most = max(uses)
    return [claim for claim, use in zip(among, uses, strict=True) if use == most] if most else []


def _best(field: Field, chosen: Claim | None, told: Sequence[Claim], rule: MergeRule) -> Any:
    if chosen is None:
        return None
    return merged_toll(chosen, told) if field.name in TOLLS and rule != "person" else chosen.value


def _backing(chosen: Claim, said: Iterable[Said]) -> tuple[int, ...]:
    return tuple(i.at for i in said if i.key == chosen.key and (i.person or i.voice.current))


def _responsibility(heard: Iterable[Voice]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """The groups that claimed it, whose claim is denied, and that others tie to it, with their witnesses.

    The most witnesses first.
    """
    kinds: tuple[set[tuple[str, str]], ...] = (set(), set(), set())
    for voice in heard:
        event = voice.report.event
        if voice.current and event.group is not None:
            denied = event.certainty == "denied"
            kind = int(denied) if event.group_link == "claimed" else 2
            if kind < 2 or not denied:
                kinds[kind].add((event.group, voice.report.witness))
    claimed, denied_claims, attributed = (
        dict(sorted(Counter(group for group, _ in kind).items(), key=lambda item: (-item[1], item[0])))
        for kind in kinds
    )
    return claimed, denied_claims, attributed
