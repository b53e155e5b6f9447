"""The scorers that lie beside the development data."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_scorer(shared: Path, name: str) -> ModuleType:
    """The shared scorer of this name, loaded by its path."""
    path = shared / "eval" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its records look up their own types
    spec.loader.exec_module(module)
    return module
