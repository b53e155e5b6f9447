"""Fits every linear model of a coder on cases, each later stage on what the earlier ones answer unseen.

Every later stage learns from what the earlier ones answer on documents they have not seen (cross-fitting), so
its weights fit what it will meet. The priors, by model, say what the weights are held to: nothing when a
coder is trained from scratch, its weights so far when it is fine-tuned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lapwing.coding.assemble import Draft, draft
from lapwing.coding.features import trigger_features
from lapwing.coding.fields import country, date, group, judgement, labels, place, tie, toll
from lapwing.coding.fields.options import Option
from lapwing.coding.grouping import Candidate, pair_features
from lapwing.coding.keeping import event_features
from lapwing.coding.reading import Reading, Trigger
from lapwing.coding.selection import candidates, mentions
from lapwing.fitting.cases import Case, Gold, coded_by, quotes, same_event
from lapwing.fitting.judges import Judge, right_date, right_place, right_toll, right_value
from lapwing.fitting.linear import FLAT, Prior, fit_binary, fit_choice
from lapwing.linear import Linear

Priors = Mapping[str, Prior]
UNKNOWN: Priors = {}
# The options of a candidate, given the triggers of the others and the gold event that it stands for.
Offered = Callable[[Reading, Candidate, Sequence[Trigger], Gold], list[Option]]

# An optional event may be left out, and a trigger beside a quote may belong to it: both teach less.
DOUBTFUL_WEIGHT = 0.33
# L2 strength of the choosers: of 2, 5 and 12 the best on dates, groups, tolls and places (train, five folds).
FIELD_PENALTY = 12.0
LABEL_PENALTY = 2.0  # of modes and target types, each a yes or no
# Triggers, pairs and drafts of one document are much alike, so they weigh less than they count. Log loss on unseen
# articles of train: triggers 0.307, 0.288 and 0.283 with 4, 12 and 30 (two of five folds); pairs 0.370, 0.346, 0.329,
# 0.319 and 0.317 with 1.5, 5, 15, 40 and 100; events 0.464, 0.446, 0.441 and 0.442 with 5, 15, 30 and 60. The whole
# corpus is several times larger, so the milder ones are taken.
MENTION_PENALTY = 12.0
SAME_PENALTY = 20.0
EVENT_PENALTY = 15.0


def fit_mentions(cases: Sequence[Case], prior: Prior = FLAT) -> Linear:
    """Does this trigger report an event? One in the same sentence as a quote of its type counts little."""
    rows, labels, weights = [], [], []
    for case in cases:
        for sentence in case.reading.sentences:
            near = {e["type"] for e in case.gold if any(q.overlaps(sentence.span) for q in quotes(e))}
            for trigger in sentence.triggers:
                events = coded_by(case, trigger)
                if not events and case.silent_on(trigger.kind):
                    continue
                rows.append(trigger_features(case.reading, sentence, trigger))
                labels.append(bool(events))
                doubtful = all(e.get("optional") for e in events) if events else trigger.kind in near
                weights.append(case.weight * (DOUBTFUL_WEIGHT if doubtful else 1.0))
    return Linear(fit_binary(rows, labels, weights, penalty=MENTION_PENALTY, prior=prior))


def fit_same(cases: Sequence[Case], prior: Prior = FLAT) -> Linear:
    """Do two triggers of one type report one event? Pairs of triggers that gold quotes cover."""
    rows, labels = [], []
    for case in cases:
        coded = [(t, coded_by(case, t)) for s in case.reading.sentences for t in s.triggers]
        coded = [(t, events) for t, events in coded if events]
        for i, (later, its) in enumerate(coded):
            for earlier, theirs in coded[:i]:
                if earlier.kind != later.kind:
                    continue
                same = same_event(its, theirs)
                if same is not None:
                    rows.append(pair_features(case.reading, earlier, later))
                    labels.append(same)
    return Linear(fit_binary(rows, labels, [1.0] * len(rows), penalty=SAME_PENALTY, prior=prior))


def align(case: Case, found: Sequence[Candidate]) -> dict[int, Gold]:
    """For each candidate (by index) the gold event it stands for: greedily, the surest first."""
    free = list(case.gold)
    pairs: dict[int, Gold] = {}
    order = sorted(range(len(found)), key=lambda i: -found[i].best.probability)
    for wide in (False, True):
        for i in order:
            if i in pairs:
                continue
            spans = [case.reading.sentences[t.sentence].span if wide else t.span for t in found[i].triggers]
            listed = found[i].listed
            fitting = [
                g
                for g in free
                if g["type"] == found[i].kind and any(q.overlaps(s) for q in quotes(g) for s in spans)
            ]
            if listed is not None and listed.place is not None:
                fitting = [g for g in fitting if g["country"] == listed.place.country] or fitting
            if fitting:
                chosen = min(fitting, key=lambda g: (bool(g.get("optional")), free.index(g)))
                pairs[i] = chosen
                free.remove(chosen)
    return pairs


def crossfit(
    cases: Sequence[Case], fit: Callable[[Sequence[Case], Prior], Linear], prior: Prior = FLAT
) -> dict[int, Linear]:
    """One model for each fold that has cases, fitted on all the other folds."""
    folds = sorted({case.fold for case in cases})
    return {fold: fit([case for case in cases if case.fold != fold], prior) for fold in folds}


@dataclass
class Selected:
    """A case with candidates found by models that have not seen it, aligned with its gold."""

    case: Case
    found: list[Candidate]
    gold: dict[int, Gold]


def select(
    cases: Sequence[Case], mention: Mapping[int, Linear], same: Mapping[int, Linear]
) -> list[Selected]:
    """Run the first stages on every case with the models of its fold."""
    result = []
    for case in cases:
        scored = mentions(case.reading, mention[case.fold])
        found = candidates(case.reading, scored, same[case.fold])
        result.append(Selected(case, found, align(case, found)))
    return result


def fit_events(drafted: Sequence[Drafted], prior: Prior = FLAT) -> Linear:
    """Is this draft an event of the gold? Those that stand for optional events are left out."""
    rows, labels, weights = [], [], []
    for one in drafted:
        for i, made in enumerate(one.drafts):
            gold = one.gold.get(i)
            if gold is None and one.case.silent_on(made.candidate.kind):
                continue
            if gold is None or not gold.get("optional"):
                rows.append(event_features(made, one.drafts))
                labels.append(gold is not None)
                weights.append(one.case.weight)
    return Linear(fit_binary(rows, labels, weights, penalty=EVENT_PENALTY, prior=prior))


@dataclass
class Drafted:
    """A case with its candidates' fields read by models that have not seen it."""

    case: Case
    drafts: list[Draft]
    gold: dict[int, Gold]


def drafts(selected: Sequence[Selected], priors: Priors = UNKNOWN) -> list[Drafted]:
    """Read the fields of every candidate with choosers fitted on the other half of the cases."""
    halves = [[one for one in selected if one.case.fold % 2 != half] for half in (0, 1)]
    choosers = [fields(half, priors) for half in halves]
    result = []
    for one in selected:
        models = choosers[one.case.fold % 2]
        made = [draft(one.case.reading, candidate, one.found, models) for candidate in one.found]
        result.append(Drafted(one.case, made, one.gold))
    return result


def fit_field(selected: Sequence[Selected], offered: Offered, right: Judge, prior: Prior = FLAT) -> Linear:
    """Which option is right? Cases in which none is, or all are, teach nothing and are left out."""
    cases = []
    for one, candidate, gold in aligned(selected):
        options = offered(one.case.reading, candidate, rivals(one.found, candidate), gold)
        marks = [right(gold, option) for option in options]
        if None in marks or not any(marks) or all(marks):
            continue
        cases.append(([o.features for o in options], [bool(m) for m in marks]))
    return Linear(fit_choice(cases, penalty=FIELD_PENALTY, prior=prior))


def aligned(selected: Sequence[Selected]) -> list[tuple[Selected, Candidate, Gold]]:
    """All candidates that stand for a gold event."""
    return [(one, one.found[i], gold) for one in selected for i, gold in sorted(one.gold.items())]


def rivals(found: Sequence[Candidate], candidate: Candidate) -> list[Trigger]:
    """The triggers of the other candidates."""
    return [t for other in found if other is not candidate for t in other.triggers]


def fit_labels(selected: Sequence[Selected], name: str, kinds: frozenset[str], prior: Prior = FLAT) -> Linear:
    """Does a cue phrase of a mode or target type speak of this event?"""
    rows, marks = [], []
    for one, candidate, gold in aligned(selected):
        if candidate.kind in kinds and name not in gold["unscored"]:
            for option in labels.options(one.case.reading, candidate, rivals(one.found, candidate), name):
                rows.append(option.features)
                marks.append(option.value in gold[name])
    return Linear(fit_binary(rows, marks, [1.0] * len(rows), penalty=LABEL_PENALTY, prior=prior))


def fields(selected: Sequence[Selected], priors: Priors = UNKNOWN) -> dict[str, Linear]:
    """The choosers of all fields."""
    labelled = {"modes": labels.MODED, "target_types": labels.TARGETED}

    def prior(name: str) -> Prior:
        return priors.get(name, FLAT)

    return {
        **{name: fit_field(selected, *given, prior(name)) for name, given in _chosen().items()},
        **{name: fit_labels(selected, name, kinds, prior(name)) for name, kinds in labelled.items()},
    }


def _chosen() -> dict[str, tuple[Offered, Judge]]:
    """What each field with one value is chosen from, and which of it is right.

    A place's country and a link's group are taken from the gold, so that one error is not two.
    """

    def places(reading: Reading, candidate: Candidate, others: Sequence[Trigger], gold: Gold) -> list[Option]:
        return place.options(reading, candidate, others, country=gold["country"])

    def links(reading: Reading, candidate: Candidate, _: Sequence[Trigger], gold: Gold) -> list[Option]:
        mentions = [m for m in group.mentions(reading) if m.group == gold["group"]]
        return tie.options(reading, candidate, mentions) if mentions else []

    return {
        "place": (places, right_place),
        "group_link": (links, right_value("group_link")),
        "country": (_unaided(country.options), right_value("country")),
        "date": (_unaided(date.options), right_date),
        "group": (_unaided(group.options), right_value("group")),
        **{r: (_unaided(partial(toll.options, role=r)), right_toll(r)) for r in toll.ROLES},
        **{name: (_judgements(name), right_value(name)) for name in ("outcome", "certainty")},
    }


def _unaided(options: Callable[[Reading, Candidate, Sequence[Trigger]], list[Option]]) -> Offered:
    """The same options whatever is coded."""
    return lambda reading, candidate, others, _: options(reading, candidate, others)


def _judgements(name: str) -> Offered:
    """The labels of a closed list that the candidate's type allows."""

    def offered(reading: Reading, candidate: Candidate, _: Sequence[Trigger], __: Gold) -> list[Option]:
        certain = name == "certainty"
        allowed = judgement.CERTAINTIES if certain else judgement.outcomes(candidate.kind)
        return judgement.options(reading, candidate, name, allowed)

    return offered


def unseen(cases: Sequence[Case], priors: Priors = UNKNOWN) -> list[Selected]:
    """The candidates of every case, found by models that have not seen it."""
    mention, same = (priors.get(name, FLAT) for name in ("mention", "same"))
    return select(cases, crossfit(cases, fit_mentions, mention), crossfit(cases, fit_same, same))


def train(cases: Sequence[Case], priors: Priors = UNKNOWN) -> dict[str, Linear]:
    """All models, the later ones fitted on cross-fitted answers of the earlier ones."""
    selected = unseen(cases, priors)
    return models(selected, drafts(selected, priors), priors)


def models(
    selected: Sequence[Selected], drafted: Sequence[Drafted], priors: Priors = UNKNOWN
) -> dict[str, Linear]:
    """All models, fitted on the cases and what models that have not seen them made of them."""
    cases = [one.case for one in selected]
    return {
        "mention": fit_mentions(cases, priors.get("mention", FLAT)),
        "same": fit_same(cases, priors.get("same", FLAT)),
        "event": fit_events(drafted, priors.get("event", FLAT)),
        **fields(selected, priors),
    }
