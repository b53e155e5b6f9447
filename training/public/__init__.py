"""Public sets with compatible labels as training articles, each with a table of what becomes of its labels.

``python -m training.public`` prints how many articles and events each gives. A set's YAML maps its labels to
the codebook and lists under ``losses`` what the mapping cannot carry over.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from training.corpus import Row
from training.public import case2021, muc4, wikievents

__all__ = ["SETS", "rows"]

SETS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "muc4": muc4.rows,
    "wikievents": wikievents.rows,
    "case2021": case2021.rows,
}


def rows(name: str, path: Path) -> Iterator[Row]:
    """The articles of a file of the set ``name``, in the scorer's format."""
    return SETS[name](path)
