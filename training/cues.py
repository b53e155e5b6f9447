"""Trains the first coder's weights on hand-coded articles and writes them into the package.

    python -m training.cues GOLD... [--pool POOL.jsonl] [--apart DEV.jsonl...] [--folds 5]

GOLD are hand-coded articles (``training/corpus.py``). POOL adds articles that were sorted by subject and hold
no event, or hardly any: sport, business, accidents, ordinary crime. Nothing is learned from the files set APART.

Every later stage learns from what the earlier ones answer on documents they have not seen (cross-fitting), so
its weights fit what it will meet. Needs nothing beyond the package's own dependencies.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.coding.assemble import Draft, draft
from lapwing.coding.features import trigger_features
from lapwing.coding.fields import country, date, group, judgement, labels, place, toll
from lapwing.coding.fields.options import Option
from lapwing.coding.grouping import Candidate, pair_features
from lapwing.coding.keeping import event_features
from lapwing.coding.reading import Reading, Trigger, read_closely
from lapwing.coding.selection import candidates, mentions
from lapwing.linear import Linear
from lapwing.records import Document, Span
from training import corpus
from training.linear import fit_binary, fit_choice

Gold = dict[str, Any]
# An optional event may be left out, and a trigger beside a quote may belong to it: both teach less.
DOUBTFUL_WEIGHT = 0.33
# L2 strength of the choosers: of 2, 5 and 12 the best on dates, groups, tolls and places (train, five folds).
FIELD_PENALTY = 12.0


@dataclass
class Case:
    """One hand-coded article, read."""

    reading: Reading
    gold: list[Gold]
    fold: int
    weight: float = 1.0


def load(paths: Sequence[Path], folds: int) -> list[Case]:
    """Read every article once; its fold depends on its id alone."""
    cases = []
    for row in corpus.read(paths):
        published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
        document = Document(
            doc_id=row["doc_id"],
            text=row["text"],
            title=row.get("title"),
            published=published,
            url=row.get("url"),
        )
        cases.append(Case(read_closely(document), row["events"], zlib.crc32(row["doc_id"].encode()) % folds))
    return cases


# Articles sorted as without events, and how much they teach: of 24 "hard" ones that were coded, 17 had none.
POOL_WEIGHTS = {"negative": 1.0, "hard_negative": 0.6}


def without_events(pool: Path, apart: Iterable[str], folds: int) -> list[Case]:
    """Articles of the pool that were sorted as holding no event, without the texts kept ``apart``."""
    known = {_opening(text) for text in apart}
    cases = []
    for line in pool.read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line.strip() else {}
        weight = POOL_WEIGHTS.get(row.get("bucket", ""))
        if weight is None or _opening(row["text"]) in known:
            continue
        document = Document(
            doc_id=row["doc_id"],
            text=row["text"],
            title=row.get("title"),
            published=dt.date.fromisoformat(row["published"]) if row.get("published") else None,
        )
        cases.append(Case(read_closely(document), [], zlib.crc32(row["doc_id"].encode()) % folds, weight))
    return cases


def _opening(text: str) -> str:
    return " ".join(text.split())[:120]


def quotes(event: Gold) -> list[Span]:
    """The spans that a gold event was coded from."""
    return [Span(start=e["start"], end=e["end"]) for e in event["evidence"] if e["field"] == "event"]


def coded_by(case: Case, trigger: Trigger) -> list[Gold]:
    """The gold events of the trigger's type whose quotes cover it."""
    return [
        e for e in case.gold if e["type"] == trigger.kind and any(q.overlaps(trigger.span) for q in quotes(e))
    ]


def fit_mentions(cases: Sequence[Case]) -> Linear:
    """Does this trigger report an event? One in the same sentence as a quote of its type counts little."""
    rows, labels, weights = [], [], []
    for case in cases:
        for sentence in case.reading.sentences:
            near = {e["type"] for e in case.gold if any(q.overlaps(sentence.span) for q in quotes(e))}
            for trigger in sentence.triggers:
                events = coded_by(case, trigger)
                rows.append(trigger_features(case.reading, sentence, trigger))
                labels.append(bool(events))
                doubtful = all(e.get("optional") for e in events) if events else trigger.kind in near
                weights.append(case.weight * (DOUBTFUL_WEIGHT if doubtful else 1.0))
    return Linear(fit_binary(rows, labels, weights, penalty=4.0))


def fit_same(cases: Sequence[Case]) -> Linear:
    """Do two triggers of one type report one event? Pairs of triggers that gold quotes cover."""
    rows, labels = [], []
    for case in cases:
        coded = [(t, {id(e) for e in coded_by(case, t)}) for s in case.reading.sentences for t in s.triggers]
        coded = [(t, events) for t, events in coded if events]
        for i, (later, its) in enumerate(coded):
            for earlier, theirs in coded[:i]:
                if earlier.kind == later.kind:
                    rows.append(pair_features(case.reading, earlier, later))
                    labels.append(bool(its & theirs))
    return Linear(fit_binary(rows, labels, [1.0] * len(rows), penalty=1.5))


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


def crossfit(cases: Sequence[Case], fit: Callable[[Sequence[Case]], Linear]) -> list[Linear]:
    """One model a fold, each fitted on all the other folds."""
    folds = sorted({case.fold for case in cases})
    return [fit([case for case in cases if case.fold != fold]) for fold in folds]


@dataclass
class Selected:
    """A case with candidates found by models that have not seen it, aligned with its gold."""

    case: Case
    found: list[Candidate]
    gold: dict[int, Gold]


def select(cases: Sequence[Case], mention: Sequence[Linear], same: Sequence[Linear]) -> list[Selected]:
    """Run the first stages on every case with the models of its fold."""
    result = []
    for case in cases:
        scored = mentions(case.reading, mention[case.fold])
        found = candidates(case.reading, scored, same[case.fold])
        result.append(Selected(case, found, align(case, found)))
    return result


def fit_events(drafted: Sequence[Drafted]) -> Linear:
    """Is this draft an event of the gold? Those that stand for optional events are left out."""
    rows, labels, weights = [], [], []
    for one in drafted:
        for i, made in enumerate(one.drafts):
            gold = one.gold.get(i)
            if gold is None or not gold.get("optional"):
                rows.append(event_features(made, one.drafts))
                labels.append(gold is not None)
                weights.append(one.case.weight)
    return Linear(fit_binary(rows, labels, weights, penalty=5.0))


@dataclass
class Drafted:
    """A case with its candidates' fields read by models that have not seen it."""

    case: Case
    drafts: list[Draft]
    gold: dict[int, Gold]


def drafts(selected: Sequence[Selected]) -> list[Drafted]:
    """Read the fields of every candidate with choosers fitted on the other half of the cases."""
    halves = [[one for one in selected if one.case.fold % 2 != half] for half in (0, 1)]
    choosers = [fields(half) for half in halves]
    result = []
    for one in selected:
        models = choosers[one.case.fold % 2]
        made = [draft(one.case.reading, candidate, one.found, models) for candidate in one.found]
        result.append(Drafted(one.case, made, one.gold))
    return result


Judge = Callable[[Gold, Option], bool | None]


def fit_field(
    selected: Sequence[Selected], options: Any, right: Judge, *, penalty: float = FIELD_PENALTY
) -> Linear:
    """Which option is right? Cases in which none is, or all are, teach nothing and are left out."""
    cases = []
    for one, candidate, gold in aligned(selected):
        offered = options(one.case.reading, candidate, rivals(one.found, candidate))
        marks = [right(gold, option) for option in offered]
        if None in marks or not any(marks) or all(marks):
            continue
        cases.append(([o.features for o in offered], [bool(m) for m in marks]))
    return Linear(fit_choice(cases, penalty=penalty))


def aligned(selected: Sequence[Selected]) -> list[tuple[Selected, Candidate, Gold]]:
    """All candidates that stand for a gold event."""
    return [(one, one.found[i], gold) for one in selected for i, gold in sorted(one.gold.items())]


def rivals(found: Sequence[Candidate], candidate: Candidate) -> list[Trigger]:
    """The triggers of the other candidates."""
    return [t for other in found if other is not candidate for t in other.triggers]


def right_date(gold: Gold, option: Option) -> bool | None:
    """Whether the option's window agrees with the coded one, as the scorer compares them."""
    if "date" in gold["unscored"]:
        return None
    if not gold["date_start"]:
        return option.value is None
    if option.value is None:
        return False
    start, end = dt.date.fromisoformat(gold["date_start"]), dt.date.fromisoformat(gold["date_end"])
    if start == end:
        return bool(option.value == (start, end))
    days = (option.value[1] - option.value[0]).days
    overlap = option.value[0] <= end and start <= option.value[1]
    return overlap and days <= max(31, 2 * (end - start).days)


def right_toll(role: toll.Role) -> Judge:
    """Whether the option's best figure is the coded one."""

    def judge(gold: Gold, option: Option) -> bool | None:
        if role in gold["unscored"]:
            return None
        best = gold[role]["best"] if gold[role] else None
        return best == (option.value.best if option.value else None)

    return judge


def right_place(gold: Gold, option: Option) -> bool | None:
    """Whether the option lies within 50 km of the coded place, or none is coded and none offered."""
    if "place" in gold["unscored"] or (gold["place"] and gold["lat"] is None):
        return None
    if gold["lat"] is None:
        return option.value is None
    return (
        option.value is not None and _km(gold["lat"], gold["lon"], option.value.lat, option.value.lon) <= 50
    )


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def right_value(name: str) -> Judge:
    """Whether the option is the coded value of a field."""
    return lambda gold, option: None if name in gold["unscored"] else gold[name] == option.value


def fit_place(selected: Sequence[Selected]) -> Linear:
    """Which place of the coded country? The country is taken from the gold, so that one error is not two."""
    cases = []
    for one, candidate, gold in aligned(selected):
        others = rivals(one.found, candidate)
        offered = place.options(one.case.reading, candidate, others, country=gold["country"])
        marks = [right_place(gold, option) for option in offered]
        if None not in marks and any(marks) and not all(marks):
            cases.append(([o.features for o in offered], [bool(m) for m in marks]))
    return Linear(fit_choice(cases, penalty=FIELD_PENALTY))


def fit_judgement(selected: Sequence[Selected], name: str) -> Linear:
    """Which of a closed list of labels? A group's link is learned only where there is a group."""

    def offered(reading: Reading, candidate: Candidate, _: Sequence[Trigger]) -> list[Option]:
        allowed = {"certainty": judgement.CERTAINTIES, "group_link": judgement.LINKS}.get(
            name, judgement.outcomes(candidate.kind)
        )
        return judgement.options(reading, candidate, allowed)

    def right(gold: Gold, option: Option) -> bool | None:
        if name == "group_link" and not gold["group"]:
            return None
        return right_value(name)(gold, option)

    return fit_field(selected, offered, right)


def fit_labels(selected: Sequence[Selected], name: str, finder: Any, kinds: frozenset[str]) -> Linear:
    """Does a cue phrase of a mode or target type speak of this event?"""
    rows, marks = [], []
    for one, candidate, gold in aligned(selected):
        if candidate.kind in kinds and name not in gold["unscored"]:
            for option in labels.options(one.case.reading, candidate, rivals(one.found, candidate), finder):
                rows.append(option.features)
                marks.append(option.value in gold[name])
    return Linear(fit_binary(rows, marks, [1.0] * len(rows), penalty=2.0))


def fields(selected: Sequence[Selected]) -> dict[str, Linear]:
    """The choosers of all fields."""
    roles: tuple[toll.Role, ...] = ("killed", "injured", "detained")
    return {
        "country": fit_field(selected, country.options, right_value("country")),
        "place": fit_place(selected),
        "date": fit_field(selected, date.options, right_date),
        "group": fit_field(selected, group.options, right_value("group")),
        **{role: fit_field(selected, _tolls(role), right_toll(role)) for role in roles},
        **{name: fit_judgement(selected, name) for name in ("outcome", "certainty", "group_link")},
        "modes": fit_labels(selected, "modes", labels.modes(), labels.MODED),
        "target_types": fit_labels(selected, "target_types", labels.targets(), labels.TARGETED),
    }


def _tolls(role: toll.Role) -> Any:
    return lambda reading, candidate, others: toll.options(reading, candidate, others, role=role)


def train(cases: Sequence[Case]) -> dict[str, Linear]:
    """All models, the later ones fitted on cross-fitted answers of the earlier ones."""
    selected = select(cases, crossfit(cases, fit_mentions), crossfit(cases, fit_same))
    return {
        "mention": fit_mentions(cases),
        "same": fit_same(cases),
        "event": fit_events(drafts(selected)),
        **fields(selected),
    }


def write(models: dict[str, Linear], gold: Sequence[Path], out: Path) -> None:
    """Write the weights with the fingerprints of what they were fitted on."""
    data = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in gold}
    tables = {name: dict(sorted(model.weights.items())) for name, model in models.items()}
    version = hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()[:12]
    stored = {"version": version, "trained_on": data, "models": tables}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main() -> None:
    """Train on a gold file and replace the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--apart", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("src/lapwing/coding/weights/cues.json"))
    arguments = parser.parse_args()
    cases = load(arguments.gold, arguments.folds)
    if arguments.pool:
        apart = [case.reading.text for case in cases]
        apart += [row["text"] for row in corpus.read(arguments.apart)]
        cases += without_events(arguments.pool, apart, arguments.folds)
    used = [*arguments.gold, *([arguments.pool] if arguments.pool else [])]
    write(train(cases), used, arguments.out)


if __name__ == "__main__":
    main()
