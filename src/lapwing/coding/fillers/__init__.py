"""Role fillers of a document as MUC-4 has them: who did it, for whom, to what, to whom, and with what.

    >>> from lapwing.coding.fillers import read
    >>> for filler in read(document):
    ...     print(filler.role, filler.quote(document.text), filler.confidence)

The roles are those of MUC-4's scorer: ``PerpInd`` (a perpetrator, named or not), ``PerpOrg`` (an organisation
behind it), ``Target`` (a physical target), ``Victim`` (a named human target) and ``Weapon``. A filler belongs to
the document, not to one event.

Fillers are for measuring Lapwing against other systems. They quote the names of private persons, which nothing
masks here, and judge nothing about them: a perpetrator is one whom the text calls so, or blames. So no command,
store, page or export reads them, and they are not to be published.
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
    """A filler by the words that name it best; they may be the name of a private person.

    ``also`` are the other places where the document has the same words; ``confidence`` is the probability
    that they name a filler of the role, as the model gives it: it is not calibrated.
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
    """The fillers of a document, by role and then in text order, each once; none where it has no words.

    For measuring: names of private persons are among them, unmasked.
    """
    from lapwing.coding.tagger import shipped  # onnxruntime takes its time to load

    return fillers_of(shipped.reader().read(document), choice())


def fillers_of(reading: Reading, chosen: Choice) -> tuple[Filler, ...]:
    """The fillers as :func:`read` gives them; none of a document that was read without the tagger."""
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
