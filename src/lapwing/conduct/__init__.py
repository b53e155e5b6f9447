"""Conduct by default: what may be shown of an event and of an article, and what is left out.

``view`` gives an event with private persons by role; ``masked_spans`` the characters of the article to hide.
Holders of public office, spokespersons, organisations, groups and outlets keep their names. Nothing stored is
changed: offsets stay, and a reader who needs more asks for it with :class:`Reveal`.
"""

from lapwing.conduct.masking import masked_spans, masked_text, offered_incitement, private_people, view
from lapwing.conduct.people import Known, Person, find_people, nothing_known
from lapwing.conduct.reveal import MaskedSpan, Reveal

__all__ = [
    "Known",
    "MaskedSpan",
    "Person",
    "Reveal",
    "find_people",
    "masked_spans",
    "masked_text",
    "nothing_known",
    "offered_incitement",
    "private_people",
    "view",
]
