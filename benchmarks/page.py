"""``docs/quality.md``: sections between marks, each rewritten by the command that measured it."""

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "quality.md"
SHARED = ROOT.parent / "shared"

_HEAD = """# Quality

Every figure here was measured by a command of this repository on data beside it. The page is rewritten by
`make quality` and `make bench`; do not edit them by hand.
"""


@dataclass(frozen=True)
class Row:
    """One figure. ``reached`` is ``None`` where there is no target."""

    what: str
    data: str
    figure: str
    target: str = ""
    reached: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's cells in the order of ``HEADINGS``."""
        verdict = "" if self.reached is None else ("yes" if self.reached else "no")
        return (self.what, self.data, self.figure, self.target, verdict)


HEADINGS = ("what", "data", "measured", "to reach", "reached")


def markdown_table(rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    lines += [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join(lines)


def write_section(name: str, body: str, page: Path = PAGE) -> None:
    """Put a section's new text into the page, which is made where it is missing."""
    text = page.read_text(encoding="utf-8") if page.exists() else _HEAD
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = f"{opening}\n{body.strip()}\n{closing}"
    marked = re.compile(re.escape(opening) + ".*?" + re.escape(closing), re.DOTALL)
    kept = text if marked.search(text) else f"{text.rstrip()}\n\n{section}\n"
    page.parent.mkdir(exist_ok=True)
    page.write_text(marked.sub(lambda _: section, kept), encoding="utf-8")


def section_arguments(description: str) -> argparse.ArgumentParser:
    """What every command that measures a section is told; it may add its own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--date", help="the day of measuring, as it is to stand on the page")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the development data")
    parser.add_argument("--print", action="store_true", help="print the section instead of writing it")
    return parser


def give_section(name: str, body: str, given: argparse.Namespace) -> None:
    """Print the section or write it into the page, as the arguments say."""
    if given.print:
        print(body)
    else:
        write_section(name, body)
