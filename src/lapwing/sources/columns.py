"""What the columns of a table of articles are called, and how one row becomes a raw item."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from lapwing.records import Issue, RawItem
from lapwing.sources.reasons import issue

# The first name that a row has wins. Taken from the headers of public news corpora and of the exports of
# media databases; `source` is the outlet in most of them.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article text", "full text", "maintext", "story"),
    "title": ("title", "headline", "head", "heading"),
    "published": (
        "published", "date", "publication date", "published at", "date published", "publish date", "pub date",
        "pubdate", "datetime", "timestamp",
    ),
    "doc_id": ("doc id", "docid", "id", "document id", "article id", "uid", "uuid"),
    "url": ("url", "link", "source url", "web url", "article url", "permalink"),
    "author": ("author", "authors", "byline", "creator"),
    "publisher": ("publisher", "outlet", "source", "source name", "publication", "newspaper", "site name"),
}  # fmt: skip
_SEPARATORS = re.compile(r"[\s_.\-]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def canonical(header: str) -> str:
    """A column's name without case and with single spaces: ``Published_At`` → ``published at``."""
    return _SEPARATORS.sub(" ", header.strip().lstrip("\ufeff")).strip().casefold()


def has_text(headers: list[str]) -> bool:
    """Whether one of the columns holds the words of the articles."""
    return any(canonical(header) in SYNONYMS["text"] for header in headers)


def row_item(row: dict[str, Any], origin: str) -> RawItem | Issue:
    """The article in ``row``, or an issue ``bad_row`` that says what it lacks.

    All other columns are kept in ``metadata``; a ``dateline`` among them is used when the document is read.
    """
    by_name = {canonical(key): key for key in reversed(row)}
    used = {field: _first(row, by_name, names) for field, names in SYNONYMS.items()}
    words = used.pop("text")
    if words is None:
        return issue("bad_row", origin, why="it has no text")
    text = row[words]
    if not isinstance(text, str):
        return issue("bad_row", origin, why=f"its text is a {type(text).__name__}, not words")
    values = {field: None if key is None else _plain(row[key]) for field, key in used.items()}
    if values["url"] is None and (values["publisher"] or "").startswith(("http://", "https://")):
        values["url"], values["publisher"] = values["publisher"], None
    taken = {words, *used.values()}
    return RawItem(
        name=origin,
        data=_SURROGATES.sub("\ufffd", text).encode(),
        media_type="text/plain; charset=utf-8",
        metadata={_sound(k): _sound(v) for k, v in row.items() if k not in taken},
        title=values["title"],
        published=values["published"],
        doc_id=values["doc_id"],
        url=values["url"],
        author=values["author"],
        publisher=values["publisher"],
    )


def _first(row: Mapping[str, Any], by_name: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """The column that is called by the first of ``names`` and is not empty."""
    for name in names:
        key = by_name.get(name)
        if key is not None and row[key] not in (None, "", []):
            return key
    return None


def _plain(value: object) -> str | None:
    """A cell as words: a list of names is joined, a date is written as ISO."""
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value if isinstance(part, str | int | float))
    if isinstance(value, dt.date):
        value = value.isoformat()
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return _SURROGATES.sub("\ufffd", str(value)).strip() or None


def _sound(value: Any) -> Any:
    """The value without lone surrogates, which JSON can write and UTF-8 cannot."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(part) for part in value]
    if isinstance(value, dict):
        return {_sound(key): _sound(part) for key, part in value.items()}
    return value
