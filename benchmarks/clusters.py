"""Measures which articles are put into one incident, and rewrites its part of the page.

    python -m benchmarks.clusters [--date 2026-01-31] [--shared ../shared] [--print] [--articles FILE ...]

Each article is a report of the act of violence that it is mostly about (``training.linking.leading``); the reports of
a file are linked as a store's are. With ``--articles`` other files of the same format are measured and printed.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.scorers import load_scorer
from lapwing.incidents import Account, describe, link
from lapwing.incidents.cluster import Weighed, clusters, pair
from lapwing.incidents.company import Effect
from lapwing.incidents.compare import Model
from lapwing.incidents.words import unpacked
from training.linking.articles import Told, reports
from training.linking.fit import FOLDS, SETS, fitted_weights, fold_of, pairs_of

Labels = dict[str, Hashable]
_PROTOCOL = """Each article is a report of the act of violence that it is mostly about, read by the field models of
`cues`; ECB+ has no publication dates. The weights were fitted on gva_dev, gvc_train and ecb_train. *Cross-fitted*: each
article is scored by weights fitted without its incident (of ECB+: without its topic), as it stands among all articles.
The floor is TF-IDF of the whole text, cosine, average linkage, with the threshold that is best on the very file."""


class Data(NamedTuple):
    """A file of articles: each with its incident, and described."""

    told: list[Told]
    accounts: list[Account]

    @property
    def gold(self) -> Labels:
        """The incident of each article."""
        return {one.report.document.doc_id: one.incident for one in self.told}


def main() -> None:
    parser = section_arguments("Measure which articles are put into one incident.")
    parser.add_argument("--articles", type=Path, nargs="+", help="print the figures of these files instead")
    given = parser.parse_args()
    if given.articles:
        for file in given.articles:
            print(file.name, _shown(_scores(given.shared, read(file), linked)))
        return
    folder = given.shared / "data"
    data = {Path(name).stem: read(folder / name) for name in (*SETS, *DEV)}
    figures = {
        name: _scores(given.shared, data[name], linked)
        for name in ("gvc_dev", "ecb_dev", "gva_dev", "ecb_train")
    }
    apart = {Path(name).stem for name in SETS}
    crossed = _cross_fitted([data[Path(name).stem] for name in SETS])
    rows = [
        _row("GVA dev, cross-fitted", crossed["gva_dev"], 0.93),
        _row("ECB+ dev", figures["ecb_dev"]["b3"], 0.90),
        _row("GVC dev", figures["gvc_dev"]["b3"]),
        *(_row(f"{name}, cross-fitted", crossed[name]) for name in sorted(apart - {"gva_dev"})),
        *(
            _row(f"{name}, floor", floor(given.shared, data[name]))
            for name in ("gva_dev", "ecb_dev", "gvc_dev")
        ),
    ]
    more = "\n".join(
        f"- {name}, weights that ship: {_shown(scores)}" for name, scores in sorted(figures.items())
    )
    body = "\n\n".join([_preamble(given), markdown_table(row.cells for row in rows), more])
    give_section("clusters", body, given)


DEV = ("clusters/ecb_dev.jsonl", "clusters/gvc_dev.jsonl")


def read(file: Path) -> Data:
    """The articles of a cluster file, described."""
    told = reports(file)
    return Data(told, [describe(one.report) for one in told])


def linked(accounts: Sequence[Account], model: Model | None = None, effect: Effect | None = None) -> Labels:
    """The incident of each article as linking finds it, by the weights that ship or by others."""
    found = link(accounts) if model is None else link(accounts, compare=model.compare, effect=effect)
    return {doc: c.incident_id for part in found for c in part.clusters for doc, _ in c.members}


def _scores(
    shared: Path, data: Data, find: Callable[[Sequence[Account]], Labels]
) -> dict[str, tuple[float, float, float]]:
    scorer = load_scorer(shared, "cluster_eval")
    scores: dict[str, tuple[float, float, float]] = scorer.score(data.gold, find(data.accounts))
    return scores


def _cross_fitted(sets: Sequence[Data]) -> dict[str, tuple[float, float, float]]:
    """B-cubed of each set of ``SETS``, every article scored by weights that have not seen its fold."""
    pairs = [pairs_of(data.told) for data in sets]
    totals = [np.zeros(2) for _ in sets]
    for fold in range(FOLDS):
        model, effect = fitted_weights([data.told for data in sets], pairs, without=fold)
        for data, total in zip(sets, totals, strict=True):
            labels = linked(data.accounts, model, effect)
            mine = [one.report.document.doc_id for one in data.told if fold_of(one) == fold]
            total += b_cubed_of(mine, data.gold, labels)
    found = {}
    for name, data, total in zip(SETS, sets, totals, strict=True):
        precision, recall = total / len(data.told)
        found[Path(name).stem] = (precision, recall, 2 * precision * recall / (precision + recall))
    return found


def b_cubed_of(articles: Sequence[str], gold: Labels, found: Mapping[str, Hashable]) -> np.ndarray:
    """The sums over ``articles`` of B-cubed precision and recall, each within all articles of ``gold``."""
    both = Counter((gold[doc], found[doc]) for doc in gold)
    of_gold, of_found = Counter(gold.values()), Counter(found[doc] for doc in gold)
    sums = np.zeros(2)
    for doc in articles:
        shared = both[gold[doc], found[doc]]
        sums += (shared / of_found[found[doc]], shared / of_gold[gold[doc]])
    return sums


def floor(shared: Path, data: Data) -> tuple[float, float, float]:
    """B-cubed of TF-IDF with the best of some thresholds."""
    scorer = load_scorer(shared, "cluster_eval")
    columns: dict[int, int] = defaultdict(lambda: len(columns))
    rows = [{columns[word]: weight for word, weight in unpacked(a.words).items()} for a in data.accounts]
    at = [(number, word, weight) for number, row in enumerate(rows) for word, weight in row.items()]
    numbers, words, weights = zip(*at, strict=True)
    table = csr_array((weights, (numbers, words)), shape=(len(rows), len(columns)))
    alike = (table @ table.T).tocoo()
    keys = [account.key for account in data.accounts]
    cosine = {
        pair(keys[a], keys[b]): float(value)
        for a, b, value in zip(*alike.coords, alike.data, strict=True)
        if a < b and value > 0.1
    }
    best = (0.0, 0.0, 0.0)
    for threshold in (0.2, 0.25, 0.3, 0.35):
        found = clusters(keys, Weighed(cosine), join=threshold)
        labels = {doc: number for number, members in enumerate(found) for doc, _ in members}
        best = max(best, scorer.b_cubed(data.gold, labels), key=lambda score: score[2])
    return best


def _row(data: str, score: Sequence[float], target: float | None = None) -> Row:
    figure = f"{score[2]:.3f} (P {score[0]:.3f}, R {score[1]:.3f})"
    reached = None if target is None else score[2] >= target
    return Row(
        "articles put into incidents, B³ F1",
        data,
        figure,
        "" if target is None else f"≥ {target:.2f}",
        reached,
    )


def _shown(scores: Mapping[str, tuple[float, float, float]]) -> str:
    return ", ".join(f"{name} {p:.3f} / {r:.3f} / {f:.3f}" for name, (p, r, f) in scores.items())


def _preamble(given: argparse.Namespace) -> str:
    day = f"Day: {given.date}  \n" if given.date else ""
    return f"## From articles to incidents\n\nCommand: `python -m benchmarks.clusters`  \n{day}\n{_PROTOCOL}"


if __name__ == "__main__":
    main()
