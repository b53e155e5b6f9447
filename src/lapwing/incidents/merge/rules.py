"""The rules by which the best of several values is chosen. Every rule weighs witnesses, not documents.

They follow van Baalen and Höglund, "Trials and Triangulations" (International Studies Quarterly, 2026) and
their R package `eventreport`, with two differences: what counts is the witness where they count the report,
and the best value is one that a witness gave, never put together from several. How figures that differ are
settled follows the usual order of event datasets: the newest from a source with authority, then what most
say, then the lowest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lapwing.incidents.merge.fields import Field
from lapwing.incidents.merge.voices import Claim
from lapwing.records import MergeRule

Rule = Callable[[Field, Sequence[Claim]], Claim]


def most_representative(field: Field, among: Sequence[Claim]) -> Claim:
    """What most witnesses say.

    Ties: the better reliability, then the value that is newer, then the finer, then the one reported first.
    """
    return max(
        among,
        key=lambda claim: (claim.votes, claim.trust, claim.since, _detail(field, claim), -claim.order),
    )


def most_recent_official(field: Field, among: Sequence[Claim]) -> Claim:
    """The newest value that is attributed to authorities, or the newest of all when none is.

    A value is as new as the first report that gives it: who repeats an old count makes it no newer. Ties: the
    better reliability, then what most say, then what claims less, then the finer, then the one reported first.
    """
    official = [claim for claim in among if claim.official_since is not None]

    def newest(claim: Claim) -> tuple[float, ...]:
        since = claim.since if claim.official_since is None else claim.official_since
        caution = field.caution(claim.value) if field.caution else 0.0
        return since, claim.trust, claim.votes, -caution, _detail(field, claim), -claim.order

    return max(official or among, key=newest)


def most_informative(field: Field, among: Sequence[Claim]) -> Claim:
    """The finest value that most witnesses can agree with; of counts the highest.

    Of the values than which nobody gives a finer one that fits, the one that most witnesses agree with, be it
    with a coarser value: three that say "Mali" and one that says "Gao" make "Gao". Ties as in
    :func:`most_representative`.
    """
    if field.number is not None and field.caution is not None:
        caution = field.caution
        return max(among, key=lambda claim: (caution(claim.value), claim.votes, -claim.order))
    return _supported(field, finest(field, among))


def most_conservative(field: Field, among: Sequence[Claim]) -> Claim:
    """What claims least: the lowest count, the widest window, the coarsest place, the least certain word.

    A wider window or coarser place is taken only when it agrees with the finest value that most witnesses can
    agree with. Ties as in :func:`most_representative`.
    """
    if field.caution is not None:
        caution = field.caution
        least = min(caution(claim.value) for claim in among)
        return most_representative(field, [c for c in among if caution(c.value) == least])
    middle = _supported(field, finest(field, among))
    fitting = [claim for claim in among if agree(field, claim, middle)]
    coarsest = min(_detail(field, claim) for claim in fitting)
    return most_representative(field, [c for c in fitting if _detail(field, c) == coarsest])


RULES: Mapping[MergeRule, Rule] = {
    "most_recent_official": most_recent_official,
    "most_conservative": most_conservative,
    "most_informative": most_informative,
    "most_representative": most_representative,
}


def agree(field: Field, a: Claim, b: Claim) -> bool:
    """Whether two values are the same or can both be true."""
    return a.key == b.key or (field.agree is not None and field.agree(a.value, b.value))


def finest(field: Field, among: Sequence[Claim]) -> list[tuple[Claim, int]]:
    """The values than which none that agrees is finer, each with the number of witnesses that agree with it."""
    if field.agree is None:
        return [(claim, claim.votes) for claim in among]
    found = []
    for claim in among:
        fitting = [other for other in among if agree(field, claim, other)]
        if not any(_detail(field, other) > _detail(field, claim) for other in fitting):
            found.append((claim, sum(other.votes for other in fitting)))
    return found


def _supported(field: Field, weighed: Sequence[tuple[Claim, int]]) -> Claim:
    most = max(support for _, support in weighed)
    return most_representative(field, [claim for claim, support in weighed if support == most])


def _detail(field: Field, claim: Claim) -> float:
    return field.detail(claim.value) if field.detail else 0.0
