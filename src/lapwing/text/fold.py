"""When two spellings are one name."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w]+|_")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼʻ`´](?=\w)")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without case, accents, apostrophes inside words and punctuation; words joined by one space."""
    name = _APOSTROPHES.sub("", name)
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return _NOT_WORD.sub(" ", bare).strip()
