"""Markdown → the words that a reader of the page would see, with its front matter as metadata."""

import datetime as dt
import re
from itertools import pairwise

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lapwing.documents.clean import normalise, one_line
from lapwing.documents.draft import Draft

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "publish_date", "published_at", "pubdate"),
    "publisher": ("publisher", "outlet", "site_name", "source"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url"),
}


def read_markdown(text: str) -> Draft:
    """The text without markup; headings, list items and table cells each on a line of their own.

    Link addresses and pictures are left out. The title is the front matter's, else the first heading of
    the first level, which also stays in the text.
    """
    front, body = _split(normalise(text))
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    words = {field: _first(front, keys) for field, keys in _KEYS.items()}
    blocks = [block for token in tokens if (block := _words(token).strip())]
    return Draft(
        text="\n\n".join(blocks),
        title=words["title"] or _heading(tokens),
        author=words["author"],
        published=words["published"],
        publisher=words["publisher"],
        url=words["url"],
    )


def _split(text: str) -> tuple[dict[str, object], str]:
    """Front matter and body; what only looks like front matter stays in the body."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        front = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(front, dict):
        return {}, text
    return {str(key).casefold(): value for key, value in front.items()}, text[match.end() :]


def _first(front: dict[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = front.get(key)
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str | int | dt.date) and not isinstance(value, bool):
            return one_line(str(value))
    return None


def _heading(tokens: list[Token]) -> str | None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return one_line(_words(following))
    return None


def _words(token: Token) -> str:
    """What a block shows: the text of its inline parts, or its code as it stands."""
    if token.type in {"code_block", "fence"}:
        return token.content
    if token.type == "html_block":
        return _TAG.sub("", token.content)
    if token.type != "inline":
        return ""
    shown = []
    for part in token.children or ():
        if part.type in {"softbreak", "hardbreak"}:
            shown.append("\n")
        elif part.type in {"text", "code_inline"}:
            shown.append(part.content)
    return "".join(shown)
