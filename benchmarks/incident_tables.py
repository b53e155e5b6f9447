"""Measures date, place and tolls of incidents against tables of them, and rewrites its part of the page.

    python -m benchmarks.incident_tables [--coder cues|learned] [--articles FILE --incidents FILE] [--half even|odd]
        [--processes N] [--date 2026-01-31] [--shared ../shared] [--print]

Every incident of the tables is put together from the articles that are truly about it: the event that each is
mostly about is read and merged. How articles find each other is measured apart.
"""

import argparse
import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.table_facts import MEASURES, NOBODY, Answer
from lapwing.incidents.merge import merge
from lapwing.incidents.merge.rules import RULES
from lapwing.records import Incident, Report
from training.linking.articles import Told, reports_of, rows_of

CORPORA = ("gva_dev", "gvc_dev")
LEAST = {"date, the day": 0.90, "killed": 0.90}
_TOLLS = ("killed", "killed, suspects left out of the table", "injured")
_PROTOCOL = """An incident's articles are those that the corpus files under it. Of each the event is read that it is
mostly about, asking the coder's field models although the codebook would not code crime; `merge` makes an incident of
these, each article a witness of its own, and its best values are held against the table. "Right of all" counts
what is not given as wrong; "right where given" and "given" take it apart. Dates count as given when a single day is
(for "or the next to it" up to three days), places when a state or town is. The table counts suspects among the killed
and injured, the codebook leaves a perpetrator's own death out of `killed`; both figures stand here.

A toll that no article gives is unknown, never 0: texts seldom say that nobody died. Where the table says 0, "not given"
is what a careful coder should answer. Such incidents are wrong in "right of all"; "unknown read as nobody" counts them
as right, and the others that are unknown still as wrong: it is what a reader gets who takes silence for nobody.
The rules were developed on the half of the incidents whose identifier has an even CRC-32; the other half confirms."""

Made = tuple[Mapping[str, Any], Incident]


def main() -> None:
    given = _arguments()
    tables = [row for file in _files(given, "incidents") for row in rows_of(file)]
    articles = [row for file in _files(given, "articles") for row in rows_of(file)]
    if given.half:
        tables = [row for row in tables if half(row["incident_id"]) == given.half]
    known = {str(row["incident_id"]) for row in tables}
    articles = [row for row in articles if str(row["incident_id"]) in known]
    told = reports_of(articles, processes=given.processes, coder=given.coder)
    made = incidents(tables, told)
    verdicts = {name: [check(row, one) for row, one in made] for name, check in MEASURES.items()}
    body = [
        _preamble(given, len(made), len(told)),
        markdown_table(row.cells for row in _target_rows(made, verdicts)),
        "### By field\n\n" + _by_field(made, verdicts),
        "### Tolls by rule of merging\n\n" + _by_rule(tables, told),
    ]
    if not given.half:
        body.insert(3, "### The two halves\n\n" + _halves(made, verdicts))
    give_section("incident tables", "\n\n".join(body), given)


def _arguments() -> argparse.Namespace:
    parser = section_arguments("Measure date, place and tolls of incidents against tables of them.")
    parser.add_argument("--coder", choices=("cues", "learned"), default="cues")
    parser.add_argument("--articles", type=Path, help="other articles, in the format of the clusters")
    parser.add_argument("--incidents", type=Path, help="the table of their incidents")
    parser.add_argument("--half", choices=("even", "odd"), help="only incidents of this half")
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    if (given.articles is None) != (given.incidents is None):
        parser.error("--articles and --incidents go together")
    return given


def _files(given: argparse.Namespace, what: str) -> list[Path]:
    named: Path | None = getattr(given, what)
    folder: Path = given.shared / "data" / "clusters"
    ending = "_incidents" if what == "incidents" else ""
    return [named] if named else [folder / f"{corpus}{ending}.jsonl" for corpus in CORPORA]


def half(incident_id: object) -> str:
    """``even`` or ``odd``, by the CRC-32 of the identifier: the half of an incident that settings come from."""
    return "odd" if zlib.crc32(str(incident_id).encode()) % 2 else "even"


def incidents(
    tables: Sequence[Mapping[str, Any]], told: Iterable[Told], *, rules: Mapping[str, Any] | None = None
) -> list[Made]:
    """Every row of the table that has articles, with the incident they make."""
    groups: dict[str, list[Report]] = defaultdict(list)
    for one in told:
        groups[one.incident].append(one.report)
    options = {} if rules is None else {"rules": rules}
    return [
        (row, merge(str(row["incident_id"]), groups[str(row["incident_id"])], **options))
        for row in tables
        if groups.get(str(row["incident_id"]))
    ]


def share(answers: Iterable[Answer], *, of_given: bool = False) -> float:
    """The part of the answers that are right: of all, or of those given."""
    kept = [answer for answer in answers if answer != "none" or not of_given]
    return kept.count("right") / len(kept) if kept else 0.0


def _with_nobody(name: str, made: Sequence[Made], answers: Sequence[Answer]) -> list[Answer]:
    """The answers where a toll that is not given counts as nobody."""
    count = NOBODY[name]
    return [
        answer if answer != "none" else "right" if count(row) == 0 else "wrong"
        for (row, _), answer in zip(made, answers, strict=True)
    ]


def _target_rows(made: Sequence[Made], verdicts: Mapping[str, Sequence[Answer]]) -> list[Row]:
    rows = []
    for name, least in LEAST.items():
        figure = share(verdicts[name])
        rows.append(_row(f"{name}, right of all", len(made), figure, least))
    for name in _TOLLS:
        figure = share(_with_nobody(name, made, verdicts[name]))
        rows.append(
            _row(f"{name}, unknown read as nobody", len(made), figure, LEAST["killed"])
            if name in LEAST
            else Row(f"{name}, unknown read as nobody", f"{len(made)} incidents", f"{figure:.3f}")
        )
    return rows


def _row(what: str, count: int, figure: float, least: float) -> Row:
    return Row(what, f"{count} incidents", f"{figure:.3f}", f"≥ {least:.2f}", figure >= least)


def _by_field(made: Sequence[Made], verdicts: Mapping[str, Sequence[Answer]]) -> str:
    cells = []
    for name, answers in verdicts.items():
        given = len(answers) - answers.count("none")
        silent = ""
        if name in NOBODY:
            nobody = [a for (row, _), a in zip(made, answers, strict=True) if NOBODY[name](row) == 0]
            silent = f"{nobody.count('none')} of {len(nobody)}"
        cells.append(
            (
                name,
                f"{share(answers):.3f}",
                f"{share(answers, of_given=True):.3f}",
                f"{given / len(answers):.3f}" if answers else "-",
                silent,
            )
        )
    headings = ("field", "right of all", "right where given", "given", "not given where the table has 0")
    return markdown_table(cells, headings)


def _halves(made: Sequence[Made], verdicts: Mapping[str, Sequence[Answer]]) -> str:
    sides = [half(row["incident_id"]) for row, _ in made]
    cells = []
    for name, answers in verdicts.items():
        shown = _with_nobody(name, made, answers) if name in NOBODY else answers
        label = f"{name}, unknown read as nobody" if name in NOBODY else name
        figures = [
            f"{share(a for a, s in zip(shown, sides, strict=True) if s == side):.3f}"
            for side in ("even", "odd")
        ]
        cells.append((label, *figures))
    return markdown_table(cells, ("field, right of all", "developed on", "confirming"))


def _by_rule(tables: Sequence[Mapping[str, Any]], told: Sequence[Told]) -> str:
    cells = []
    for rule in RULES:
        made = incidents(tables, told, rules={"killed": rule, "injured": rule})
        for name in _TOLLS:
            answers = [MEASURES[name](row, one) for row, one in made]
            cells.append(
                (
                    name,
                    f"`{rule}`",
                    f"{share(answers):.3f}",
                    f"{share(answers, of_given=True):.3f}",
                    f"{share(_with_nobody(name, made, answers)):.3f}",
                )
            )
    cells.sort(key=lambda row: _TOLLS.index(row[0]))
    headings = ("field", "rule", "right of all", "right where given", "unknown read as nobody")
    return markdown_table(cells, headings)


def _preamble(given: argparse.Namespace, count: int, read: int) -> str:
    prints = [
        f"{path.name} `{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}`"
        for what in ("articles", "incidents")
        for path in _files(given, what)
    ]
    return "\n".join(
        [
            "## Incidents against tables",
            "",
            f"Command: `python -m benchmarks.incident_tables --coder {given.coder}`  ",
            f"Day: {given.date or 'not stated'}  ",
            f"Articles read: {read}; incidents with one: {count}  ",
            f"Data (SHA-256): {', '.join(prints)}",
            "",
            _PROTOCOL,
        ]
    )


if __name__ == "__main__":
    main()
