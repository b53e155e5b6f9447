"""Compiles the gazetteer into the package while it is built, unless an up-to-date one is there already."""

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that hatchling calls for wheels, source archives and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make ``gazetteer.sqlite`` and say that it ships in wheels; source archives ship its sources."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        room, data = root / "src" / "lapwing" / "resolve", root / "data" / "geonames"
        compiler, folder = room / "gazetteer" / "compile.py", root / "src" / "lapwing" / "text" / "fold.py"
        tables = room / "gazetteer" / "tables"
        out = room / "gazetteer.sqlite"
        stamp = out.with_name(out.name + ".stamp")
        sources = [compiler, folder, *sorted(tables.glob("*.tsv")), *sorted(data.glob("*.xz"))]
        seal = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        if not (out.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == seal):
            _load(compiler).build_default(data, tables, out, fold=_load(folder).fold)
            stamp.write_text(seal, encoding="ascii")
        build_data["artifacts"].append("src/lapwing/resolve/gazetteer.sqlite")


def _load(path: Path) -> ModuleType:
    """A module by its path: the package itself cannot be imported before its dependencies are there."""
    spec = importlib.util.spec_from_file_location(f"_lapwing_build_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
