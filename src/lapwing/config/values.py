"""The kinds of values that settings have, each with the words that a wrong one is refused with."""

from __future__ import annotations

import datetime as dt
import re
from difflib import get_close_matches
from functools import cache
from pathlib import PurePath
from typing import Annotated, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from lapwing.records import EventType

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_EVERY = re.compile(r"(\d{1,6})\s*([smhdw])")
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_HOST = re.compile(
    r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?", re.IGNORECASE
)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def suggestion(word: object, known: list[str] | tuple[str, ...]) -> str:
    """``; did you mean 'x'?`` where one of the known words is near; empty otherwise."""
    near = get_close_matches(str(word), known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _every(value: object) -> object:
    if isinstance(value, dt.timedelta):
        return value
    found = _EVERY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0:
        raise ValueError("must be a number with s, m, h, d or w, such as '15m', '6h' or '1d'")
    return dt.timedelta(**{_UNITS[found[2]]: int(found[1])})


def _web(value: str) -> str:
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname)
    except ValueError:
        named = False
    if not named or parts.scheme not in ("http", "https"):
        raise ValueError("must be a web address that begins with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password")
    return value


def _contact(value: str) -> str:
    if value.startswith(("http://", "https://")):
        return _web(value)
    return _email(value)


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise ValueError("must be an e-mail address such as desk@example.org")
    return value


def _country(value: str) -> str:
    if value not in _countries():
        raise ValueError(f"{value!r} is no country code of ISO 3166-1 alpha-3, such as 'MLI'")
    return value


@cache
def _countries() -> frozenset[str]:
    from lapwing.resolve.gazetteer import gazetteer  # loads all of lapwing.resolve

    return frozenset(gazetteer().alpha3.values())


def _group(value: str) -> str:
    from lapwing.codebook import load_groups  # reads a large file

    names = [group.name for group in load_groups()]
    if value not in names:
        raise ValueError(f"{value!r} is no group of the codebook{suggestion(value, names)}")
    return value


def _event_type(value: str) -> str:
    known = get_args(EventType)
    if value not in known:
        raise ValueError(f"{value!r} is no type of event{suggestion(value, known)}")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("must be the name of a host, with a port if need be: 'news.intranet:8080'")
    return value.lower()


def _variable(value: str) -> str:
    if not _VARIABLE.fullmatch(value):
        raise ValueError("must be the name of an environment variable, such as 'LAPWING_SMTP_PASSWORD'")
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("must be an ISO 639 code in small letters, such as 'en'")
    return value


def _words(value: str) -> str:
    if not value.strip() or not value.isprintable():
        raise ValueError("must be words in one line")
    return value.strip()


def _file(value: str) -> str:
    if not value.strip() or "\0" in value:
        raise ValueError("must be the name of a file or folder")
    return str(PurePath(value))


Every = Annotated[dt.timedelta, BeforeValidator(_every)]
"""A time between two rounds, written ``15m``."""
Words = Annotated[str, AfterValidator(_words)]
WebAddress = Annotated[str, AfterValidator(_web)]
Contact = Annotated[str, AfterValidator(_contact)]
"""An e-mail address or a web page."""
Email = Annotated[str, AfterValidator(_email)]
Country = Annotated[str, AfterValidator(_country)]
Group = Annotated[str, AfterValidator(_group)]
TypeOfEvent = Annotated[str, AfterValidator(_event_type)]
Host = Annotated[str, AfterValidator(_host)]
Variable = Annotated[str, AfterValidator(_variable)]
"""The name of an environment variable."""
Language = Annotated[str, AfterValidator(_language)]
FileName = Annotated[str, AfterValidator(_file)]
