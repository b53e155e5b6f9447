"""``lapwing.toml`` → settings, or all of its faults at once, each with its path."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lapwing.config.agreement import disagreements
from lapwing.config.settings import Settings
from lapwing.config.values import suggestion
from lapwing.errors import ConfigError

FILE = "lapwing.toml"
_AMENDED = {  # keys that people write, and what they are to do instead
    "password": "a password is never written here: name an environment variable in password_env",
    "secret": "a secret is never written here: name an environment variable in secret_env",
    "license": "is not a setting here; did you mean 'licence'?",
}


def find(start: Path) -> Path | None:
    """The settings in the folder ``start``; ``None`` where there are none."""
    file = start / FILE
    return file if file.is_file() else None


def load(path: Path) -> Settings:
    """The settings in the file. Its folder is what ``archive``, ``store`` and paths are taken from.

    Raises ``ConfigError`` with all faults of the file.
    """
    data = _read(path)
    faults = [*_faults_of_values(data), *disagreements(data)]
    if faults:
        raise ConfigError(str(path), [f"{_spoken(at, data)}: {problem}" for at, problem in faults])
    return _placed(Settings.model_validate(data), path.parent)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(str(path), [f"cannot be read: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), [f"is not UTF-8 (byte {error.start})"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), [f"is not TOML: {error}"]) from error


def _faults_of_values(data: Mapping[str, Any]) -> list[tuple[tuple[int | str, ...], str]]:
    """Where each value that is wrong by itself stands, and what is wrong with it."""
    try:
        Settings.model_validate(data)
    except ValidationError as error:
        return [(fault["loc"], _problem(fault)) for fault in error.errors(include_url=False)]
    return []


def _problem(fault: ErrorDetails) -> str:
    key = fault["loc"][-1] if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        return _AMENDED.get(str(key)) or f"is not a setting here{suggestion(key, _known_at(fault['loc']))}"
    if fault["type"] == "missing":
        return "is missing"
    if fault["type"] == "literal_error":
        known = fault["ctx"]["expected"]
        words = [word.strip("' ") for part in known.split(" or ") for word in part.split(",")]
        return f"{fault['input']!r} is none of {known}{suggestion(fault['input'], words)}"
    message = fault["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _known_at(loc: tuple[int | str, ...]) -> list[str]:
    """The settings that may stand where ``loc`` names one."""
    model: type[BaseModel] = Settings
    for key in loc[:-1]:
        if isinstance(key, str):
            model = _model_in(model.model_fields[key].annotation)
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel]:
    found = [part for part in (annotation, *get_args(annotation)) if isinstance(part, type)]
    return next(part for part in found if issubclass(part, BaseModel))


def _spoken(at: tuple[int | str, ...], data: Mapping[str, Any]) -> str:
    """``sources[2].url``, and the name of what it belongs to where it has one."""
    path = ""
    for key in at:
        path += f"[{key}]" if isinstance(key, int) else f"{'.' if path else ''}{key}"
    name = _name_of(data.get(str(at[0])), at[1]) if len(at) > 1 else None
    return f"{path} ({name})" if name else path or "the file"


def _name_of(listed: object, number: int | str) -> str | None:
    one = listed[number] if isinstance(listed, list) and isinstance(number, int) else None
    name = one.get("name") if isinstance(one, dict) else None
    return name if isinstance(name, str) and name.strip() else None


def _placed(settings: Settings, folder: Path) -> Settings:
    """The settings with every path taken from ``folder``."""
    sources = tuple(
        source if source.path is None else source.model_copy(update={"path": str(folder / source.path)})
        for source in settings.sources
    )
    store = settings.store
    if store is not None and "://" not in store:
        store = str(folder / store)
    archive = None if settings.archive is None else folder / settings.archive
    return settings.model_copy(update={"sources": sources, "store": store, "archive": archive})
