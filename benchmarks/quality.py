"""Measures how well Lapwing codes, resolves and keeps its laws, and rewrites ``docs/quality.md``.

python -m benchmarks.quality [--date 2026-01-31] [--coder cues] [--shared ../shared] [--print]
"""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import crossfitted, quiet, time_values, toponyms, wording
from benchmarks.coded import Coded, code_file
from benchmarks.laws import differing_documents, grounding
from benchmarks.page import Row, give_section, markdown_table, section_arguments
from lapwing import DEFAULT_CODER
from lapwing.coding import Coder, get_coder
from lapwing.evaluation import (
    Calibration,
    Scores,
    calibration_of,
    calibration_text,
    coded_document,
    intervals,
    judged,
    read_coded,
    score,
    scores_text,
)
from lapwing.fitting.reliability import reliability_text

ROOT = Path(__file__).resolve().parents[1]
# Seed and rounds of the bootstrap: fixed, so that the page changes only when the figures do.
SEED, ROUNDS = 20240115, 2000


class Gold(NamedTuple):
    """A gold file with the least detection F1 and record F1 to reach on it, if any."""

    name: str
    title: str
    detection: float | None = None
    record: float | None = None


FOUNDING = Gold("founding_article.jsonl", "founding article", 0.95, 0.85)
DEV = Gold("dev.jsonl", "dev.jsonl", 0.80, 0.60)
TRAIN = Gold("train.jsonl", "train.jsonl (the coder was fitted on it)")
MOST_INVENTED, MOST_ON_NEGATIVES = 0.05, 0.1
MOST_MISCALIBRATED = 0.05
LEAST_TIME = 0.75
LEAST_TOPONYMS = {"geowebnews": 0.65, "lgl": 0.55}
# Annotated texts beside the gold that the laws are checked on.
OTHER_TEXTS = ("muc4/dev.jsonl", "time/aquaint.jsonl", "geo/geowebnews.jsonl", "geo/lgl.jsonl")


def main() -> None:
    given = _arguments()
    coder = get_coder(given.coder)
    files = [given.shared / "gold" / gold.name for gold in (FOUNDING, DEV, TRAIN)]
    coded = {path.name: code_file(path, coder) for path in files}
    scored = {path.name: scores_of(path, coded[path.name]) for path in files}
    trusted = calibration_on(files[1], coded[DEV.name])
    rows = [
        *(row for gold in (FOUNDING, DEV, TRAIN) for row in _gold_rows(gold, scored[gold.name])),
        _invention_row(scored[DEV.name]),
        _negatives_row(files[1], coded[DEV.name]),
        *_quiet_rows(given.shared, coder),
        _calibration_row(trusted),
        *_crossfitted_rows(coder),
        *_wording_rows(coder),
        *_resolver_rows(given.shared),
        *_law_rows(given.shared, coded, files, coder),
    ]
    body = "\n\n".join(
        [
            _preamble(given, files, coder),
            markdown_table(r.cells for r in rows),
            *_detail(scored, trusted),
            *_crossfitted_detail(coder),
        ]
    )
    give_section("quality", body, given)


def _arguments() -> argparse.Namespace:
    parser = section_arguments("Measure how well Lapwing codes, resolves and keeps its laws.")
    parser.add_argument("--coder", default=DEFAULT_CODER)
    return parser.parse_args()


def scores_of(path: Path, coded: list[Coded]) -> Scores:
    """How well what was coded agrees with a gold file."""
    return score(read_coded(path), [coded_document(one.as_json()) for one in coded])


def _gold_rows(gold: Gold, scores: Scores) -> Iterator[Row]:
    within = intervals(scores.tallies, np.random.default_rng(SEED), rounds=ROUNDS)
    for name, rate, least in (
        ("detection", scores.detection, gold.detection),
        ("record", scores.record, gold.record),
    ):
        figure = f"{rate.f1:.3f} (P {rate.precision:.3f}, R {rate.recall:.3f})"
        if scores.documents > 1:
            figure += f"; 95%: {within[name].low:.3f} to {within[name].high:.3f}"
        yield Row(
            f"{name} F1",
            gold.title,
            figure,
            "" if least is None else f"≥ {least:.2f}",
            None if least is None else rate.f1 >= least,
        )


def _invention_row(scores: Scores) -> Row:
    rate = scores.invention_rate or 0.0
    figure = f"{rate:.3f} ({scores.invented} of {scores.inventable})"
    return Row("invention rate", DEV.title, figure, f"≤ {MOST_INVENTED:.2f}", rate <= MOST_INVENTED)


def _negatives_row(path: Path, coded: list[Coded]) -> Row:
    documents, mean = on_negatives(path, coded)
    return Row(
        "events in a document without any",
        f"the {documents} such documents of {DEV.title}",
        f"{mean:.2f} each",
        f"≤ {MOST_ON_NEGATIVES}",
        mean <= MOST_ON_NEGATIVES,
    )


def _quiet_rows(shared: Path, coder: Coder) -> Iterator[Row]:
    """News without events that was kept from training; some of the hard ones do hold events, so no target."""
    for bucket, most in (("negative", MOST_ON_NEGATIVES), ("hard_negative", None)):
        articles = quiet.quiet(shared, bucket)
        events = quiet.events_in(shared, articles, coder)
        mean, some = sum(events) / len(events), sum(map(bool, events))
        yield Row(
            "events in an article sorted as without any" + ("" if most else ", close to the subject"),
            f"{len(events)} articles of the pool's {bucket}, kept from training, unlabelled",
            f"{mean:.2f} each ({sum(events)} in {some} of them)",
            "" if most is None else f"≤ {most}",
            None if most is None else mean <= most,
        )


def on_negatives(path: Path, coded: list[Coded]) -> tuple[int, float]:
    """How many documents of a gold file have no event, and how many events each was given on average."""
    without = {document.doc_id for document in read_coded(path) if not document.events}
    given = [len(one.coding.events) for one in coded if one.document.doc_id in without]
    return len(given), sum(given) / len(given)


def calibration_on(path: Path, coded: list[Coded]) -> Calibration | None:
    """How well the confidence of events keeps its word on a gold file; ``None`` where none was given."""
    events = judged(read_coded(path), [coded_document(one.as_json()) for one in coded])
    return calibration_of(events, np.random.default_rng(SEED), rounds=ROUNDS)


def _calibration_row(measured: Calibration | None) -> Row:
    what, target = "calibration error of event confidence", f"≤ {MOST_MISCALIBRATED:.2f}"
    if measured is None:
        return Row(what, DEV.title, "no event was given", target, False)
    figure = (
        f"{measured.error:.3f} ({measured.count} events in {len(measured.bins)} bins of equal mass; 95%: "
        f"{measured.within.low:.3f} to {measured.within.high:.3f}; perfect confidences would show "
        f"{measured.noise:.3f} on so few, at times {measured.noise_high:.3f}; less its bias {measured.debiased:.3f})"
    )
    return Row(what, DEV.title, figure, target, measured.error <= MOST_MISCALIBRATED)


def _crossfitted_rows(coder: Coder) -> Iterator[Row]:
    for articles, stages in crossfitted.kept(coder.name).items():
        one, fields = stages["event"], crossfitted.of_fields(stages)
        data = f"training articles, {articles}, cross-fitted"
        figure = (
            f"{one['error']:.3f} ({one['answers']:.0f} events; 95%: {one['low']:.3f} to {one['high']:.3f}; perfect"
            f" confidences would show {one['noise']:.3f}; less its bias {one['debiased']:.3f})"
        )
        reached = one["error"] <= MOST_MISCALIBRATED
        yield Row(
            "calibration error of event confidence", data, figure, f"≤ {MOST_MISCALIBRATED:.2f}", reached
        )
        if fields is not None:
            yield Row("calibration error of field confidence, mean by answers", data, f"{fields:.3f}")


def _wording_rows(coder: Coder) -> Iterator[Row]:
    reports = wording.read_reports()
    swaps = wording.measure(coder, reports, wording.read_words())
    rate, stray = wording.flip_rate(swaps), wording.stray_groups(swaps)
    kinds = ", ".join(
        f"{kind} {wording.flip_rate(some):.3f}" for kind, some in wording.by_kind(swaps).items()
    )
    data = f"{len(swaps)} swaps in {len(reports)} invented reports"
    yield Row(
        "swaps of the word for an actor, of nationality or religion that change a type, outcome or group",
        data,
        f"{rate:.3f} ({kinds})",
        f"≤ {wording.MOST_FLIPS:.2f}",
        rate <= wording.MOST_FLIPS,
    )
    yield Row("swaps in which a group is coded that is not named", data, str(stray), "0", not stray)


def _resolver_rows(shared: Path) -> Iterator[Row]:
    value = time_values.measure(shared)["scores"]["value"]["f1"]
    yield Row("time values F1", "time/aquaint", f"{value:.3f}", f"≥ {LEAST_TIME}", value >= LEAST_TIME)
    for name, figures in toponyms.measure(shared).items():
        share, least = figures["end_to_end"], LEAST_TOPONYMS.get(name)
        yield Row(
            "toponyms found and within 161 km",
            f"geo/{name}, by models that have not seen the article",
            f"{share:.3f}",
            "" if least is None else f"≥ {least}",
            None if least is None else share >= least,
        )


def _law_rows(shared: Path, coded: dict[str, list[Coded]], files: list[Path], coder: Coder) -> Iterator[Row]:
    others = [shared / "data" / name for name in OTHER_TEXTS]
    checked = grounding(everything(coded, others, coder))
    data = f"{checked.documents} texts of the sets above and MUC-4 dev"
    yield Row(
        "spans that quote nothing, values without evidence",
        data,
        f"{len(checked.faults)} in {checked.events} events with {checked.spans} spans",
        "0",
        not checked.faults,
    )
    count, differing = differing_documents([*files, *others], coder.name)
    yield Row(
        "documents coded otherwise in a second run, last to first, with another hash seed",
        f"{count} texts, the same",
        str(len(differing)),
        "0",
        not differing,
    )


def everything(coded: dict[str, list[Coded]], others: list[Path], coder: Coder) -> Iterator[Coded]:
    """What is coded already, and then the texts of other files."""
    for group in coded.values():
        yield from group
    for path in others:
        yield from code_file(path, coder)


def _preamble(given: argparse.Namespace, files: list[Path], coder: Coder) -> str:
    prints = ", ".join(
        f"{path.name} `{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}`" for path in files
    )
    return "\n".join(
        [
            "## Coding and resolving",
            "",
            "Command: `python -m benchmarks.quality`  ",
            f"Day: {given.date or 'not stated'}  ",
            f"Coder: {coder.name} {coder.version}  ",
            f"Gold (SHA-256): {prints}",
        ]
    )


def _crossfitted_detail(coder: Coder) -> Iterator[str]:
    for articles, stages in crossfitted.kept(coder.name).items():
        yield (
            f"### Calibration errors on the training articles, {articles}\n\n"
            "Every answer is of a document that its models have not seen, and its confidence comes from tables\n"
            "fitted on the other folds; events as they are written without a threshold, fields where the event\n"
            f"stands for a gold event.\n\n```text\n{reliability_text(stages)}\n```"
        )


def _detail(scored: dict[str, Scores], trusted: Calibration | None) -> list[str]:
    parts = [f"### {DEV.title} by field and type\n\n```text\n{scores_text(scored[DEV.name])}\n```"]
    if trusted is not None:
        parts.append(
            f"### {DEV.title}: confidence and what came true\n\n```text\n{calibration_text(trusted)}\n```"
        )
    return parts


if __name__ == "__main__":
    main()
