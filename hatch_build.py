"""Compiles the gazetteer into the package while it is built, unless an up-to-date one is there already."""

import hashlib
import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGES = ("lapwing", "lapwing.text", "lapwing.resolve", "lapwing.resolve.gazetteer")


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that hatchling calls for wheels, source archives and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make ``gazetteer.sqlite`` and say that it ships in wheels; source archives ship its sources."""
        if self.target_name == "wheel":
            compile_into(Path(self.root))
            build_data["artifacts"].append("src/lapwing/resolve/gazetteer.sqlite")


def compile_into(root: Path) -> None:
    """Compile the gazetteer of the checkout at ``root`` unless it is there and made of the same."""
    src, data = root / "src", root / "data" / "geonames"
    room = src / "lapwing" / "resolve"
    tables, out = room / "gazetteer" / "tables", room / "gazetteer.sqlite"
    stamp = out.with_name(out.name + ".stamp")
    makers = [room / "gazetteer" / f"{name}.py" for name in ("compile", "rows")]
    sources = [*makers, src / "lapwing" / "text" / "fold.py", *tables.glob("*.tsv"), *data.glob("*.xz")]
    seal = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()
    if not (out.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == seal):
        compiler, folding = _modules(src, "lapwing.resolve.gazetteer.compile", "lapwing.text.fold")
        compiler.build_default(data, tables, out, fold=folding.fold)
        stamp.write_text(seal, encoding="ascii")


def _modules(src: Path, *names: str) -> list[ModuleType]:
    """Modules of the package, with the packages around them entered as bare folders.

    Their own ``__init__`` modules import what is not installed before the build.
    """
    for name in _PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(src / name.replace(".", "/"))]
        sys.modules[name] = package
    return [importlib.import_module(name) for name in names]


if __name__ == "__main__":
    compile_into(Path(__file__).resolve().parent)
