"""What settings that are right by themselves can have wrong together.

It works on the file as read, so that these faults are told in one go with those of single values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[int | str, ...]
Found = Iterator[tuple[Place, str]]

_OF_URLS = ("auto", "feed", "sitemap", "page")
_OF_PATHS = ("auto", "archive", "files")


def disagreements(data: Mapping[str, Any]) -> Found:
    """Where settings contradict each other or need one another, and how."""
    sources, alerts = _tables(data, "sources"), _tables(data, "alerts")
    for listed, within in (("sources", sources), ("alerts", alerts)):
        yield from _repeated_names(listed, within)
    for number, source in sources:
        for key, problem in _of_source(source):
            yield ("sources", number, *key), problem
    if "contact" not in data and any("url" in source for _, source in sources):
        yield (
            ("contact",),
            "is missing, and sources have a url: give an e-mail address or web page of yours that tells "
            "sites whom to write to",
        )
    for number, alert in alerts:
        for key, problem in _of_alert(alert, mailing="smtp" in data):
            yield ("alerts", number, *key), problem
    smtp = data.get("smtp")
    if isinstance(smtp, dict) and ("user" in smtp) != ("password_env" in smtp):
        yield ("smtp",), "user and password_env go together: give both or neither"


def _tables(data: Mapping[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    listed = data.get(key)
    numbered = enumerate(listed) if isinstance(listed, list) else ()
    return [(number, one) for number, one in numbered if isinstance(one, dict)]


def _repeated_names(listed: str, tables: list[tuple[int, dict[str, Any]]]) -> Found:
    first: dict[str, int] = {}
    for number, one in tables:
        name = one.get("name")
        if not isinstance(name, str):
            continue
        before = first.setdefault(name.strip(), number)
        if before != number:
            yield (listed, number, "name"), f"{listed}[{before}] has this name already"


def _of_source(source: Mapping[str, Any]) -> Found:
    if ("url" in source) == ("path" in source):
        yield (), "must have either url or path, " + ("not both" if "url" in source else "and has neither")
        return
    fitting = _OF_URLS if "url" in source else _OF_PATHS
    kind = source.get("kind", "auto")
    if kind in (*_OF_URLS, *_OF_PATHS) and kind not in fitting:
        have = "a url" if "url" in source else "a path"
        yield ("kind",), f"{kind!r} does not go with {have}; one of {', '.join(fitting)} does"
    start, stop = source.get("start"), source.get("stop")
    if isinstance(start, dt.date) and isinstance(stop, dt.date) and _day(stop) < _day(start):
        yield ("stop",), "lies before start"


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _of_alert(alert: Mapping[str, Any], *, mailing: bool) -> Found:
    if not alert.get("webhook") and not alert.get("email"):
        yield (), "must have a webhook or an email to go to"
    if alert.get("email") and not mailing:
        yield ("email",), "needs the table [smtp], which names the server that takes the mail"
    if "secret_env" in alert and "webhook" not in alert:
        yield ("secret_env",), "signs the posts to a webhook, and there is none"
