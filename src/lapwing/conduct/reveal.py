"""What a reader has asked to see beyond the default."""

from typing import Literal

from lapwing.records import Record, Span


class Reveal(Record):
    """What may leave the system beyond the default: nothing, unless a person asks for it by name."""

    names: bool = False
    incitement: bool = False


NOTHING = Reveal()


class MaskedSpan(Span):
    """Characters of an article's text to hide, why, and the words to show in their place."""

    why: Literal["name", "incitement"]
    label: str
