"""How many of the development articles have each word, for words that are no private person's name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from lapwing.text import words

# A word in fewer articles is as rare as one in none. A word that is mostly written with a capital may be a
# person's name: it is listed only when it stands in so many articles that it tells of nobody.
_LEAST = 5
_LEAST_CAPITAL = 40
_UNLISTED = 3


def word_table(texts: Iterable[str]) -> dict[str, object]:
    """The table as ``incidents/weights/words.json`` has it: ``articles``, ``unlisted``, ``words``."""
    articles = 0
    having: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        articles += 1
        written: dict[str, int] = {}
        for word in words(text):
            written[word.form] = written.get(word.form, 0) + (1 if text[word.start].isupper() else -1)
        having.update(written.keys())
        capital.update(form for form, more in written.items() if more > 0)
    kept = {
        form: count
        for form, count in sorted(having.items())
        if count >= (_LEAST_CAPITAL if 2 * capital[form] >= count else _LEAST)
    }
    return {"articles": articles, "unlisted": _UNLISTED, "words": kept}


def texts(files: Iterable[Path]) -> Iterable[str]:
    """Headline and text of every article of the files."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield f"{row.get('title') or ''}\n{row['text']}"
