"""The codebook as data: what Lapwing codes, in words that people and machines read from the same files.

:func:`load` gives the vocabularies of an event (types, modes, targets, outcomes, certainty, links and
precisions), each entry with definition, what belongs to it and what does not, an example, cue phrases and a
crosswalk to PLOVER, ACLED, GTD, UCDP and STIX. :func:`load_groups` gives the registry of armed groups, which
is read apart because it is the largest file. :func:`check` finds every fault of all files at once.
"""

from functools import cache
from pathlib import Path

from lapwing.codebook.entries import Codebook, Crosswalk, CrosswalkTarget, Entry
from lapwing.codebook.groups import FOLDER, AmbiguousForm, Group, Ideology, build_groups, load_groups
from lapwing.codebook.reading import Faults
from lapwing.codebook.schema import build
from lapwing.errors import CodebookError

__all__ = [
    "AmbiguousForm",
    "Codebook",
    "Crosswalk",
    "CrosswalkTarget",
    "Entry",
    "Group",
    "Ideology",
    "check",
    "load",
    "load_groups",
]


@cache
def load(folder: Path = FOLDER) -> Codebook:
    """The codebook of ``folder`` (the shipped one by default); raises ``CodebookError`` with every fault."""
    faults = Faults()
    codebook = build(folder, faults)
    if faults:
        raise CodebookError(faults)
    return codebook


def check(folder: Path = FOLDER) -> None:
    """Raise ``CodebookError`` with every fault of the vocabularies and the registry, if there are any."""
    faults = Faults()
    build(folder, faults)
    build_groups(folder, faults)
    if faults:
        raise CodebookError(faults)
