"""Reviewed documents for the tests of fine-tuning: many small reports of one kind."""

import json
from pathlib import Path
from typing import Any

from tests.fitting.make import articles


def rows(rounds: int = 4) -> list[dict[str, Any]]:
    """Twelve documents a round, each under an id of its own."""
    return [{**row, "doc_id": f"{row['doc_id']} {n}"} for n in range(rounds) for row in articles()]


def write(file: Path, documents: list[dict[str, Any]]) -> Path:
    file.write_text("\n".join(json.dumps(row) for row in documents) + "\n", encoding="utf-8")
    return file
