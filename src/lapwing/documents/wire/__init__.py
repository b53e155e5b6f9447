"""Reprints and versions: ten outlets that print one agency's text are one witness, not ten.

:func:`sign` sketches a document; :func:`bands` and :func:`sought` are the strings by which its possible copies
are found, :func:`plausible` sorts out chance meetings, and :func:`kinship` compares the texts: ``copy``,
``update`` or independent, with reasons. :func:`witnesses` makes independent sources of them, of which the
newest version speaks; :func:`affected` says which ones new documents touch. ``docs/wire.md`` explains the rules.
"""

from lapwing.documents.wire.credits import credited_agency
from lapwing.documents.wire.kinship import WINDOW, compare, kinship
from lapwing.documents.wire.signature import (
    SCHEME,
    Signature,
    bands,
    plausible,
    sign,
    sign_wording,
    sought,
)
from lapwing.documents.wire.witnessing import Index, affected, witnesses
from lapwing.documents.wire.wording import Wording

__all__ = [
    "SCHEME",
    "WINDOW",
    "Index",
    "Signature",
    "Wording",
    "affected",
    "bands",
    "compare",
    "credited_agency",
    "kinship",
    "plausible",
    "sign",
    "sign_wording",
    "sought",
    "witnesses",
]
