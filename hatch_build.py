"""Compiles the gazetteer when Lapwing is built for a wheel, editable or not.

The source distribution carries what it is compiled from. In the isolated build neither Lapwing nor its
dependencies are installed: the packages on the way to the compiler are entered as bare folders.
"""

import importlib
import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGES = ("lapwing", "lapwing.text", "lapwing.resolve", "lapwing.resolve.gazetteer")


class GazetteerHook(BuildHookInterface):
    """Writes ``src/lapwing/resolve/gazetteer.sqlite`` unless it is already what it would become."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002, D102
        if self.target_name == "wheel":
            compile_into(Path(self.root))


def compile_into(root: Path) -> None:
    """Compile the gazetteer of the checkout at ``root``."""
    for name in _PACKAGES:
        if name not in sys.modules:
            package = ModuleType(name)
            package.__path__ = [str(root / "src" / name.replace(".", "/"))]
            sys.modules[name] = package
    compiler = importlib.import_module("lapwing.resolve.gazetteer.compile")
    out = root / "src" / "lapwing" / "resolve" / "gazetteer.sqlite"
    data = root / "data" / "geonames"
    if _fingerprint(out) != compiler.fingerprint(data):
        compiler.compile_gazetteer(out, data)


def _fingerprint(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
            row = base.execute("SELECT value FROM about WHERE key = 'fingerprint'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return row[0] if row else None


if __name__ == "__main__":
    compile_into(Path(__file__).parent)
