"""What all records are made of: frozen models, ids from content, and stretches of a text."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict, Field, model_validator


def content_id(prefix: str, *parts: str) -> str:
    """A stable id: ``prefix`` and 16 hex digits of the SHA-256 of the parts."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:16]}"


class Record(BaseModel):
    """The base of all records: frozen, unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A half-open range of characters, ``[start, end)``."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _forwards(self) -> Span:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")
        return self

    def quote(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end
