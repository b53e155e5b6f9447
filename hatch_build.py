"""Compiles the gazetteer into the package while it is built, unless an up-to-date one is there already."""

import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that hatchling calls for wheels, source archives and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make ``gazetteer.sqlite`` and say that it ships."""
        root = Path(self.root)
        room = root / "src" / "lapwing" / "resolve"
        out = room / "gazetteer.sqlite"
        stamp = out.with_name(out.name + ".stamp")
        sources = [room / "gazetteer" / "compile.py", *sorted((room / "gazetteer" / "tables").glob("*.tsv"))]
        seal = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        if not (out.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == seal):
            compiler = _load(room / "gazetteer" / "compile.py")
            fold = _load(root / "src" / "lapwing" / "text" / "fold.py").fold
            compiler.build_default(root / "data" / "geonames", room / "gazetteer" / "tables", out, fold=fold)
            stamp.write_text(seal, encoding="ascii")
        build_data["artifacts"].append("src/lapwing/resolve/gazetteer.sqlite")


def _load(path: Path) -> ModuleType:
    """A module by its path: the package itself cannot be imported before its dependencies are there."""
    spec = importlib.util.spec_from_file_location(f"_lapwing_build_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
