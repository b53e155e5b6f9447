"""Role fillers of a document as MUC-4 has them: who did it, for whom, to what, to whom, and with what.

    >>> from lapwing.coding.fillers import read
    >>> for filler in read(document):
    ...     print(filler.role, filler.quote(document.text), filler.confidence)

The roles are those of MUC-4's scorer: ``PerpInd`` (a perpetrator, named or not), ``PerpOrg`` (an organisation
behind it), ``Target`` (a physical target), ``Victim`` (a named human target) and ``Weapon``. A filler belongs to
the document, not to one event. It quotes words and judges nothing about the persons whom they name: a
perpetrator is one whom the text calls so, or blames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from lapwing.coding.fillers.entities import choose
from lapwing.coding.fillers.features import Scene
from lapwing.coding.fillers.marked import marked
from lapwing.coding.fillers.mentions import mentions
from lapwing.coding.reading import Reading
from lapwing.linear import Linear, stored
from lapwing.records import Confidence, Document, Span

__all__ = ["Choice", "Filler", "choice", "fillers_of", "read"]

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]


class Filler(Span):
    """A filler by the words that name it best.

    ``also`` are the other places where the document has the same words; ``confidence`` is the probability
    that they name a filler of the role.
    """

    role: Role
    confidence: Confidence
    also: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What is learned of fillers: the models, names to look for, the least probability by role."""

    version: str
    models: Mapping[str, Linear]
    known: Mapping[str, tuple[str, ...]]
    least: Mapping[str, float]


@cache
def choice() -> Choice:
    """The choice that ships."""
    table = stored("lapwing.coding.weights", "learned/muc4.json")
    return Choice(
        version=table["version"],
        models={name: Linear(weights) for name, weights in table["models"].items()},
        known={role: tuple(forms) for role, forms in table["known"].items()},
        least=table["least"],
    )


def read(document: Document) -> tuple[Filler, ...]:
    """The fillers of a document, by role and then in text order, one a filler."""
    from lapwing.coding.tagger import shipped  # onnxruntime takes its time to load

    return fillers_of(shipped.reader().read(document), choice())


def fillers_of(reading: Reading, chosen: Choice) -> tuple[Filler, ...]:
    """The fillers of a document that was read with the tagger; none where it has no words."""
    if reading.scores is None:
        return ()
    page = marked(reading)
    scene = Scene(page, mentions(page, chosen.known))
    given = []
    for mention, probability in choose(scene, chosen.models, chosen.least):
        best, *others = (page.span(*stretch) for stretch in mention.stretches)
        given.append(
            Filler(
                start=best.start,
                end=best.end,
                role=mention.role,
                confidence=round(probability, 4),
                also=tuple(sorted(others, key=lambda span: span.start)),
            )
        )
    return tuple(sorted(given, key=lambda filler: (filler.role, filler.start, filler.end)))
