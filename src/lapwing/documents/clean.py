"""Characters that are only there for typesetting, made plain. After this no character of a text changes."""

import re

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width characters, marks of writing direction and byte order.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_HARD_SPACES = re.compile(r"[\u00a0\u2007\u202f]")
_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """The text with ``\\n`` for every line end, plain spaces for hard ones, and nothing invisible.

    Nothing else changes: no quote, dash, accent or run of spaces. Normalising twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    return _HARD_SPACES.sub(" ", text)


def one_line(words: str | None) -> str | None:
    """A title or name on one line, ``None`` when nothing is left of it."""
    if words is None:
        return None
    return _SPACES.sub(" ", normalise(words)).strip() or None
