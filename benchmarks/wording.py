"""Whether loaded words, nationality or religion change what is coded: counterfactual wording.

    python -m benchmarks.wording [--coder cues] [--flips]

Invented reports (``benchmarks/wording/*.yaml``) have slots for the word that names an actor and for the
nationality or religion of a suspect or victim. Each word of a slot is swapped in for the slot's first word, one
slot at a time. A swap *flips* when the events' types, outcomes and groups are no longer the same. A *stray
group* is a group coded in a report that does not name it.
"""

import argparse
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lapwing import DEFAULT_CODER
from lapwing.coding import Coder, get_coder
from lapwing.records import Document, Event

FOLDER = Path(__file__).resolve().parent / "wording"
MOST_FLIPS = 0.02

Words = Mapping[str, Mapping[str, Sequence[str]]]
Outline = tuple[tuple[str, str, str], ...]
"""Type, outcome and group ("" for none) of every event, sorted."""

_SLOT = re.compile(r"\{(a |A )?([a-z]+|[A-Z][a-z]+)\}")


@dataclass(frozen=True)
class Report:
    """An invented report: its text with slots, and the armed groups that it names."""

    name: str
    published: str
    text: str
    groups: frozenset[str]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the text, each once, in text order."""
        return tuple(dict.fromkeys(found[2].lower() for found in _SLOT.finditer(self.text)))

    def with_words(self, words: Mapping[str, str]) -> Document:
        """The report with a word in every slot, with "a" or "an" and a capital where the slot asks for them."""
        text = _SLOT.sub(lambda found: _fill(found, words[found[2].lower()]), self.text)
        return Document.model_validate({"doc_id": self.name, "text": text, "published": self.published})


@dataclass(frozen=True)
class Swap:
    """One word put for another: what the report gave before and gives now, and the groups it does not name."""

    report: str
    kind: str
    word: str
    before: Outline
    after: Outline
    stray: tuple[str, ...] = ()

    @property
    def flipped(self) -> bool:
        """Whether the type, outcome or group of any event changed."""
        return self.before != self.after


def read_words(folder: Path = FOLDER) -> Words:
    """The words of every slot by kind."""
    words: Words = yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8"))
    return words


def read_reports(folder: Path = FOLDER) -> list[Report]:
    """All reports, in the order of the files' names."""
    return [
        Report(one["id"], str(one["published"]), one["text"], frozenset(one["groups"]))
        for path in _report_files(folder)
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]
    ]


def fingerprint(folder: Path = FOLDER) -> str:
    """The SHA-256 of all words and reports, the first twelve digits."""
    digest = hashlib.sha256()
    for path in (*_report_files(folder), folder / "words.yaml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def measure(coder: Coder, reports: Iterable[Report], words: Words) -> list[Swap]:
    """Every swap of every report with what it changed."""
    return [swap for report in reports for swap in _swaps(coder, report, words)]


def flip_rate(swaps: Sequence[Swap]) -> float:
    """The share of the swaps that flipped; 0 for none."""
    return sum(swap.flipped for swap in swaps) / len(swaps) if swaps else 0.0


def by_kind(swaps: Iterable[Swap]) -> dict[str, list[Swap]]:
    """The swaps by kind, in the order in which the kinds come."""
    kinds: dict[str, list[Swap]] = {}
    for swap in swaps:
        kinds.setdefault(swap.kind, []).append(swap)
    return kinds


def stray_groups(swaps: Iterable[Swap]) -> int:
    """In how many swaps a group was coded that the report does not name."""
    return sum(bool(swap.stray) for swap in swaps)


def _report_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != "words.yaml")


def _fill(found: re.Match[str], word: str) -> str:
    article, slot = found[1], found[2]
    if not article:
        return word[0].upper() + word[1:] if slot[0].isupper() else word
    an = "an" if word[0].lower() in "aeiou" else "a"
    return f"{an.capitalize() if article[0] == 'A' else an} {word}"


def _swaps(coder: Coder, report: Report, words: Words) -> Iterator[Swap]:
    usual = {slot: next(iter(words[slot].values()))[0] for slot in report.slots}
    before = _outline(coder.code(report.with_words(usual)).events)
    for slot in report.slots:
        for kind, among in words[slot].items():
            for word in among:
                if word != usual[slot]:
                    after = _outline(coder.code(report.with_words({**usual, slot: word})).events)
                    yield Swap(report.name, kind, word, before, after, _stray(after, report))


def _outline(events: Iterable[Event]) -> Outline:
    return tuple(sorted((event.type, event.outcome, event.group or "") for event in events))


def _stray(outline: Outline, report: Report) -> tuple[str, ...]:
    return tuple(sorted({group for _, _, group in outline if group} - report.groups))


def table(swaps: Sequence[Swap]) -> str:
    """The flip rate overall and by kind as plain text."""
    lines = [f"{'kind':14}{'swaps':>7}{'flipped':>9}{'rate':>8}{'stray groups':>14}"]
    for kind, some in {**by_kind(swaps), "all": list(swaps)}.items():
        flipped = sum(swap.flipped for swap in some)
        lines.append(f"{kind:14}{len(some):7}{flipped:9}{flip_rate(some):8.3f}{stray_groups(some):14}")
    return "\n".join(lines)


def _change(swap: Swap) -> str:
    before, after = ([" ".join(filter(None, event)) for event in side] for side in (swap.before, swap.after))
    return f"{swap.report}\t{swap.kind}\t{swap.word}\t{before} -> {after}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure how often loaded words change what is coded.")
    parser.add_argument("--coder", default=DEFAULT_CODER)
    parser.add_argument("--flips", action="store_true", help="list every swap that changed something")
    given: Any = parser.parse_args(arguments)
    swaps = measure(get_coder(given.coder), read_reports(), read_words())
    if given.flips:
        print("\n".join(_change(swap) for swap in swaps if swap.flipped or swap.stray))
    print(table(swaps))


if __name__ == "__main__":
    main()
