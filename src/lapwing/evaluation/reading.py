"""Gold and prediction files: one coded document a line."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from lapwing.errors import GoldError
from lapwing.records import EventType

_LISTED_FAULTS = 3


class _Read(BaseModel):
    """Fields that scoring does not look at are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class EvidenceSpan(_Read):
    """Characters ``[start, end)`` of a document's text that tell of ``field``."""

    field: str
    start: int
    end: int


class CodedEvent(_Read):
    """What scoring looks at in an event. Tolls are reduced to their best value.

    ``optional`` and ``unscored`` are said by gold alone: an optional event counts neither as missed nor as
    wrong, and the named fields are left out ("date" stands for all of the date).
    """

    type: EventType
    event_id: str | None = None
    modes: tuple[str, ...] = ()
    outcome: str | None = None
    certainty: str | None = None
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    target_types: tuple[str, ...] = ()
    group: str | None = None
    group_link: str | None = None
    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    evidence: tuple[EvidenceSpan, ...] = ()
    confidence: float | None = None
    optional: bool = False
    unscored: frozenset[str] = frozenset()

    @field_validator("modes", "target_types", "evidence", "unscored", mode="before")
    @classmethod
    def _nothing_is_empty(cls, value: Any) -> Any:
        return value or ()

    @field_validator("killed", "injured", "detained", mode="before")
    @classmethod
    def _best(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return next((value[key] for key in ("best", "low", "high") if value.get(key) is not None), None)

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """The first and last day on which it may have happened, or ``None`` without a date."""
        if self.date_start is None:
            return None
        end = self.date_end or self.date_start
        return min(self.date_start, end), max(self.date_start, end)


class CodedDocument(_Read):
    """A document with its events, as gold or as predicted."""

    doc_id: str
    text: str = ""
    events: tuple[CodedEvent, ...] = ()


def coded_document(data: Mapping[str, Any]) -> CodedDocument:
    """A document from its JSON object; raises :class:`~lapwing.errors.GoldError` naming what is wrong."""
    try:
        return CodedDocument.model_validate(data)
    except ValidationError as error:
        raise GoldError(_faults(error)) from error


def read_coded(path: Path) -> list[CodedDocument]:
    """The documents of a ``.jsonl`` file.

    Raises :class:`~lapwing.errors.GoldError`, naming the line, where a line is no document or repeats one.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}", hint="Give a UTF-8 .jsonl file of coded documents.") from error
    documents: dict[str, CodedDocument] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        document = _read_line(line, f"{path}, line {number}")
        if document.doc_id in documents:
            raise GoldError(
                f"{path}, line {number}: document {document.doc_id!r} occurs twice",
                hint="Keep one line for each document.",
            )
        documents[document.doc_id] = document
    return list(documents.values())


def by_id(documents: Iterable[CodedDocument]) -> dict[str, CodedDocument]:
    """The documents by their ``doc_id``."""
    return {document.doc_id: document for document in documents}


def _read_line(line: str, where: str) -> CodedDocument:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: not JSON ({error})", hint="Write one JSON object a line.") from error
    if not isinstance(data, dict):
        raise GoldError(f"{where}: not a JSON object", hint="Write one JSON object a line.")
    try:
        return coded_document(data)
    except GoldError as error:
        raise GoldError(f"{where}: {error}", hint="docs/codebook.md describes every field.") from error


def _faults(error: ValidationError) -> str:
    faults = [
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)
    ]
    more = f" and {len(faults) - _LISTED_FAULTS} more" if len(faults) > _LISTED_FAULTS else ""
    return "; ".join(faults[:_LISTED_FAULTS]) + more
