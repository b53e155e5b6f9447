"""A tagger small enough for tests: a vocabulary of letters, an encoder without context, random heads."""

import datetime as dt

import numpy as np

from lapwing.coding.reading import Reading
from lapwing.coding.tagger import geometry
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.pieces import Pieces, Vocabulary
from lapwing.coding.tagger.reader import Reader
from lapwing.coding.tagger.tagged import FILLERS, LABELS, TYPES
from lapwing.records import Document

SIZE, WIDTH, HIDDEN = 12, 8, 6
ROLES = ("country", "place", "date", "group", "killed", "injured", "detained")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
WORDS = "attack bomb kill police soldier ##ed ##s ##ing the in on . , ; ! “ ” ' - ( )".split()
ENTRIES = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS),
]  # fmt: skip

NEWS = (
    "Gunmen killed four soldiers in Gao, Mali, on Monday. The army said it arrested two suspects in Bamako.\n\n"
    "The attack was claimed by JNIM. A second attack wounded three civilians in Niger on 10 January 2024."
)


def vocabulary() -> Vocabulary:
    return Vocabulary(ENTRIES)


class WithoutContext:
    """Gives every piece the vector of its id, whatever stands around it."""

    def vectors(self, pieces: Pieces) -> np.ndarray:
        table = np.random.default_rng(1).normal(size=(len(ENTRIES), SIZE)).astype(np.float32)
        return table[pieces.ids]


def arrays(seed: int = 7, *, scale: float = 0.5) -> dict[str, np.ndarray]:
    """Heads of the right shapes, filled at random."""
    judged = {name: len(labels) for name, labels in LABELS.items()}
    shapes: dict[str, tuple[int, ...]] = {
        "trigger.weight": (len(TYPES), SIZE), "trigger.bias": (len(TYPES),),
        "document.weight": (1, SIZE), "document.bias": (1,),
        "filler.weight": (2 * len(FILLERS), SIZE), "filler.bias": (2 * len(FILLERS),),
        "event.weight": (WIDTH, SIZE), "event.bias": (WIDTH,), "event_type.weight": (len(TYPES), WIDTH),
        "same_product.weight": (HIDDEN, WIDTH), "same_product.bias": (HIDDEN,),
        "same_gap.weight": (HIDDEN, WIDTH), "same_standing.weight": (geometry.STANDINGS, HIDDEN),
        "same.weight": (1, HIDDEN), "same.bias": (1,),
        **{f"judge.{name}.weight": (number, WIDTH) for name, number in judged.items()},
        **{f"judge.{name}.bias": (number,) for name, number in judged.items()},
    }  # fmt: skip
    for role in ROLES:
        shapes |= {
            f"mention.{role}.weight": (WIDTH, SIZE), f"mention.{role}.bias": (WIDTH,),
            f"mention_kind.{role}.weight": (geometry.KINDS, WIDTH),
            f"link_event.{role}.weight": (HIDDEN, WIDTH), f"link_event.{role}.bias": (HIDDEN,),
            f"link_mention.{role}.weight": (HIDDEN, WIDTH), f"link_product.{role}.weight": (HIDDEN, WIDTH),
            f"link_standing.{role}.weight": (geometry.STANDINGS, HIDDEN), f"link.{role}.weight": (1, HIDDEN),
            f"none_event.{role}.weight": (HIDDEN, WIDTH), f"none_event.{role}.bias": (HIDDEN,),
            f"none.{role}.weight": (1, HIDDEN), f"none.{role}.bias": (1,),
        }  # fmt: skip
    random = np.random.default_rng(seed)
    return {name: (random.normal(size=shape) * scale).astype(np.float32) for name, shape in shapes.items()}


def reader(**changed: np.ndarray) -> Reader:
    """A reader whose heads are random but for the arrays given, named with ``__`` for the point."""
    given = {name.replace("__", "."): array for name, array in changed.items()}
    return Reader(WithoutContext(), vocabulary(), Heads(arrays() | given))


def document(text: str = NEWS) -> Document:
    return Document(doc_id="d", text=text, published=dt.date(2024, 1, 17))


def read(text: str = NEWS) -> Reading:
    """The text read with random heads."""
    return reader().read(document(text))


def pieces_of(*lengths: int) -> Pieces:
    """Sentences of so many pieces, one character each, the pieces' ids in order."""
    total = sum(lengths)
    at = np.arange(total, dtype=np.int64)
    bounds = tuple(int(n) for n in np.cumsum((0, *lengths))[:-1])
    return Pieces(at, at, at + 1, bounds)
