"""YAML files read with their faults collected rather than raised."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Faults(list[str]):
    """The faults found so far, each as ``file: path: what is wrong``."""

    def add(self, path: str, problem: str) -> None:
        """Note one fault at ``path``."""
        self.append(f"{path}: {problem}")


def read(path: Path, faults: Faults) -> dict[str, Any]:
    """The mapping in a YAML file; empty, with a fault noted, when it cannot be had.

    A key written twice is a fault as well: YAML itself would keep the last and drop the rest in silence.
    """
    try:
        loader = _LOADER(path.read_bytes())
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except OSError as error:
        faults.add(path.name, f"cannot be read ({error.strerror})")
        return {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}: line {mark.line + 1}" if mark is not None else path.name
        faults.add(where, f"is not YAML ({getattr(error, 'problem', None) or 'undecodable'})")
        return {}
    _repeated_keys(node, path.name, faults)
    if not isinstance(data, dict):
        faults.add(path.name, "must be a mapping")
        return {}
    return data


def _repeated_keys(root: Any, path: str, faults: Faults) -> None:
    """Note every key that a mapping of the node tree has twice."""
    pending, seen = [(root, "")], set()
    while pending:
        node, at = pending.pop()
        if id(node) in seen:  # an anchor used again
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value if isinstance(key.value, str)]
            for key in dict.fromkeys(k for k in keys if keys.count(k) > 1):
                faults.add(f"{path}: {at}{key}", "is written twice")
            pending += [(value, f"{at}{key.value}.") for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            pending += [(value, f"{at.rstrip('.')}[{i}].") for i, value in enumerate(node.value)]


def version(folder: Path) -> str:
    """Twelve hex digits that change when any YAML file of the folder changes."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
