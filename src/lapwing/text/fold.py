"""When two spellings are one name."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼʻ`´](?=\w)")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without case, accents, apostrophes inside words and punctuation; words joined by one space."""
    plain = _bare(_bare(name).casefold())
    # Taking an apostrophe out can bring two more marks to a word's inside: repeat until none is left.
    while (without := _APOSTROPHES.sub("", plain)) != plain:
        plain = without
    return _NOT_WORD.sub(" ", plain).strip()


def _bare(name: str) -> str:
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
