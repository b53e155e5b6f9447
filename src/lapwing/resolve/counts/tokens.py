"""A sentence as words and marks with their offsets."""

import re
from dataclasses import dataclass

from lapwing.records import Span

# A number with its separators and what is glued to it ("1,400", "12:30", "22nd", "25-year-old"); an
# abbreviation ("U.S."); a word with inner apostrophes and hyphens; any other mark.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-[^\W_]+)*)?"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_](?:[^\W_]|[-'’](?=[^\W_]))*"
    r"|[^\s]"
)
_SHOUTED = 0.7


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words and marks of a sentence: as written, in lower case, and where each begins and ends.

    ``shouted`` is true where the sentence is written in capitals, so that they do not show names.
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    shouted: bool

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The characters of the words ``first`` up to, not including, ``last``."""
        return Span(start=self.starts[first], end=self.ends[last - 1])

    def capital(self, index: int) -> bool:
        """Whether the word, or a part of it ("al-Rantisi"), begins with a capital that could show a name."""
        if self.shouted:
            return False
        word = self.words[index]
        return word[0].isupper() or ("-" in word and any(part[:1].isupper() for part in word.split("-")))


def read_sentence(text: str, start: int, end: int) -> Sentence:
    """The sentence ``text[start:end]`` cut into words and marks."""
    matches = list(_TOKEN.finditer(text, start, end))
    words = [match.group() for match in matches]
    letters = sum(word[0].isalpha() for word in words)
    upper = sum(word.isupper() for word in words)
    return Sentence(
        words=words,
        lower=[word.lower().replace("’", "'") for word in words],
        starts=[match.start() for match in matches],
        ends=[match.end() for match in matches],
        shouted=letters > 3 and upper > _SHOUTED * letters,
    )
