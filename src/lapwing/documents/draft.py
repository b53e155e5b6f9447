"""What a reader of one format makes of the bytes, before anything is set aside."""

from dataclasses import dataclass

from lapwing.records import Furniture, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text as a format holds it, characters already normalised, with what the format says about it.

    ``set_aside`` is furniture that only the format's reader can know, such as the running heads of a PDF.
    ``published`` is a date in words as the format's metadata give it.
    """

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    set_aside: tuple[Furniture, ...] = ()
    issues: tuple[Issue, ...] = ()
