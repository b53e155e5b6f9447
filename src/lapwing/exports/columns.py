"""What a column of the flat formats is, and how one kind of record is laid out in every format.

Columns change only by addition. Lists are lists in Parquet and GeoJSON, and joined by ``"; "`` in CSV. An
unknown value is an empty cell, ``null`` in Parquet and GeoJSON; it is never zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

Cell = str | int | float | dt.date | list[str] | None
Kind = Literal["text", "whole", "number", "day", "list"]
T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: ``kind`` is the type of its values, ``meaning`` what a codebook says of it."""

    name: str
    kind: Kind
    meaning: str
    value: Callable[[T], Cell]


@dataclass(frozen=True)
class Layout(Generic[T]):
    """How events, or incidents, are laid out; ``of`` is what one is called.

    The first of ``columns`` is its id, and ``lat``, ``lon`` and ``place_precision`` are among them. ``line``
    gives it whole, ready for JSON.
    """

    of: str
    columns: tuple[Column[T], ...]
    line: Callable[[T], dict[str, Any]]
