"""CSV and Parquet: one record a row, the columns of its layout."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from lapwing.errors import ExportError
from lapwing.exports.columns import Cell, Column, Layout, T

SEPARATOR = "; "
# OWASP, "CSV Injection": a spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MOST = 2**63 - 1  # the largest number of 64 bits


def write_csv(rows: Iterable[T], layout: Layout[T], out: BinaryIO) -> int:
    """RFC 4180 in UTF-8 without a byte order mark; returns the number of records.

    A cell of text that a spreadsheet would take for a formula is led by an apostrophe, as OWASP advises;
    numbers and days are left as they are.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.name for column in layout.columns])
    count = 0
    for row in rows:
        writer.writerow([_cell(column, column.value(row)) for column in layout.columns])
        count += 1
    text.detach()  # the file stays open: it is its owner's to close
    return count


def write_parquet(rows: Iterable[T], layout: Layout[T], out: BinaryIO) -> int:
    """One table with typed columns (days are dates, lists are lists); returns the number of records.

    The table is built in memory. Raises ``ExportError`` when a number is larger than 64 bits.
    """
    import polars as pl  # takes a tenth of a second to load, which other formats need not wait for

    types: dict[str, pl.DataType] = {
        "text": pl.String(),
        "whole": pl.Int64(),
        "number": pl.Float64(),
        "day": pl.Date(),
        "list": pl.List(pl.String()),
    }
    values: dict[str, list[Cell]] = {column.name: [] for column in layout.columns}
    for row in rows:
        for column in layout.columns:
            values[column.name].append(_fitting(layout, column, row))
    table = pl.DataFrame(values, schema={column.name: types[column.kind] for column in layout.columns})
    table.write_parquet(out, compression="zstd", statistics=True)
    return table.height


def _fitting(layout: Layout[T], column: Column[T], row: T) -> Cell:
    value = column.value(row)
    if isinstance(value, int) and value > _MOST:
        raise ExportError(
            f"{column.name} of {layout.of} {layout.columns[0].value(row)} is {value}, too large a number for Parquet.",
            hint=f"Look at the {layout.of}, and export as jsonl, which keeps every value.",
        )
    return value


def _cell(column: Column[Any], value: Cell) -> str:
    if value is None:
        return ""
    text = SEPARATOR.join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if column.kind in ("text", "list") and text.startswith(_FORMULA) else text
