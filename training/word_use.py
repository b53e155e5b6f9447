"""Counts how news uses the words that are also place names, and writes the figures into the package.

    python -m training.word_use POOL.jsonl

For every one-word name of the gazetteer that the articles use often enough: how often it stands in lower
case, how often a capitalised word follows or precedes it, how often a preposition of place stands before it.
"Reading" and "Jordan Smith" are told from places by such figures. Only counts are kept, no text.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from lapwing.resolve.gazetteer import gazetteer
from lapwing.text import fold

OUT = Path("src/lapwing/resolve/places/word_use.tsv")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|[.!?:;,]|[^\w\s]")
_PLACING = frozenset("in at near from to into outside of".split())
AT_LEAST = 4


def count(texts: list[str]) -> dict[str, Counter[str]]:
    """Per folded word: ``all``, ``lower``, ``next`` (capitalised follows), ``before``, ``placed``."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        words = _WORD.findall(text)
        for i, word in enumerate(words):
            if not word[0].isalpha():
                continue
            seen = uses[fold(word)]
            if word[0].islower():
                seen["all"] += 1
                seen["lower"] += 1
                continue
            before = words[i - 1] if i else "."
            if before in {".", "!", "?", ":", "“", '"'} or word.isupper():
                continue  # a capital there tells nothing
            after = words[i + 1] if i + 1 < len(words) else "."
            seen["all"] += 1
            seen["next"] += after[0].isupper()
            seen["before"] += before[0].isupper()
            seen["placed"] += before in _PLACING
    return uses


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pool", type=Path)
    arguments = parser.parse_args()
    texts = [
        json.loads(line)["text"] for line in arguments.pool.read_text(encoding="utf-8").strip().split("\n")
    ]
    known = gazetteer()
    rows = ["# Uses of one-word place names in news: all, lower case, capital after, capital before, placed"]
    for form, seen in sorted(count(texts).items()):
        if seen["all"] >= AT_LEAST and known.lookup(form):
            figures = "\t".join(str(seen[name]) for name in ("all", "lower", "next", "before", "placed"))
            rows.append(f"{form}\t{figures}")
    OUT.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
