"""Every exception of Lapwing.

::

    LapwingError              the root: catch this to catch all of ours
    ├── CodebookError         the codebook's YAML has faults; lists all of them with their paths
    ├── SourceError           a place to collect from cannot be opened
    ├── GazetteerError        the gazetteer is missing, damaged or cannot be built
    ├── CoderError            an unknown coder was asked for, or weights that cannot be used
    ├── FittingError          a coder cannot be fitted on the decisions given, or its weights not be kept
    ├── ConfigError           lapwing.toml has faults; lists all of them with their paths
    ├── ArchiveError          what was collected cannot be kept or found again
    ├── LedgerError           a decision cannot be made, or the ledger has been tampered with
    ├── StoreError            the store is missing, damaged, newer than this version or busy
    ├── ExportError           records cannot be written as asked
    └── GoldError             a gold or prediction file cannot be read for scoring

A document that cannot be read is not an exception: it is an :class:`lapwing.records.Issue`, and the batch
goes on. Every exception carries a ``hint``: what the person can do about it.
"""

from collections.abc import Sequence


class LapwingError(Exception):
    """The root of Lapwing's exceptions; ``hint`` says what can be done about it."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class CodebookError(LapwingError):
    """The codebook has faults; ``faults`` names each with its path, such as ``groups[3].aliases``."""

    def __init__(self, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(
            f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in the codebook:\n{listed}",
            hint="Mend the named entries; docs/codebook.md describes every field.",
        )
        self.faults = tuple(faults)


class SourceError(LapwingError):
    """A place to collect from cannot be opened."""


class GazetteerError(LapwingError):
    """The gazetteer is missing, damaged or cannot be built."""


class CoderError(LapwingError):
    """An unknown coder was asked for, or weights that cannot be used."""


class FittingError(LapwingError):
    """A coder cannot be fitted on the decisions given, or its weights cannot be kept."""


class ConfigError(LapwingError):
    """The settings have faults; ``faults`` names each with its path, such as ``sources[2].url``."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        listed = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(
            f"{len(faults)} fault{'s' if len(faults) != 1 else ''} in {file}:\n{listed}",
            hint="Mend the named entries; docs/sources.md describes every setting.",
        )
        self.faults = tuple(faults)


class ArchiveError(LapwingError):
    """What was collected cannot be kept, or not be found again as it was kept."""


class LedgerError(LapwingError):
    """A decision cannot be made as asked, or the ledger does not hold together."""


class StoreError(LapwingError):
    """The store is missing, damaged, of another version or busy."""


class ExportError(LapwingError):
    """Records cannot be written in the format or place asked for."""


class GoldError(LapwingError):
    """A gold or prediction file cannot be read for scoring."""
