"""Invented articles: a report of about ninety words, and documents with what a test says of them."""

import datetime as dt

from lapwing.records import Document, Kinship

REPORT = """A bomb hidden in a barrel exploded at the harbour of Velmora on Monday, killing five people and \
wounding 14, police said.

The device went off shortly before noon, when fishermen were mending their nets, according to witnesses.

No group has claimed responsibility. The governor closed the harbour until Thursday and promised an inquiry.

Doctors at the Saint Ilma hospital asked residents to give blood. Rescuers searched the warehouse with dogs \
until the evening, and families waited for news behind a rope that soldiers had drawn across the quay."""

OTHER = """Parliament in Ostrel approved a budget for the coming year after a debate of nineteen hours.

Ministers had threatened to resign if schools were not given money for new roofs. The opposition left the hall \
before the vote and called the sums a fairy tale written by accountants who never saw a classroom."""

MONDAY = dt.date(2031, 4, 7)


def document(doc_id: str = "a", text: str = REPORT, **fields) -> Document:
    return Document(**{"doc_id": doc_id, "text": text, "published": MONDAY, "language": "en"} | fields)


def changed(*swaps: tuple[str, str], text: str = REPORT) -> str:
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def kin(first: str, second: str, kind: str = "copy") -> Kinship:
    first, second = sorted((first, second))
    return Kinship(first=first, second=second, kind=kind, share=1.0, share_of_longer=1.0)
