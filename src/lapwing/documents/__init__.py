"""A raw item → a document. ``read`` turns bytes into clean text and says what is known about it.

What comes in: a :class:`~lapwing.records.RawItem` (text, Markdown, HTML or PDF, in any encoding). What goes
out: a :class:`Reading` with a :class:`~lapwing.records.Document`, whose text fixes all offsets from here on,
or with the :class:`~lapwing.records.Issue` that says why there is none. Page furniture (comment counts,
disclaimers, share lines, related links, paragraphs in another language) is set aside and listed in
``Document.furniture``; ``furniture_rules`` are the rules. Nothing is fetched, no clock is read, and a
publication date that is not found stays unknown.
"""

from lapwing.documents.furniture import Rule as FurnitureRule
from lapwing.documents.furniture import rules as furniture_rules
from lapwing.documents.reading import Reading, read

__all__ = ["FurnitureRule", "Reading", "furniture_rules", "read"]
