"""Which format an item is in, and its text by the reader of that format."""

import re
from dataclasses import replace

from lapwing.documents.clean import normalise
from lapwing.documents.decode import decode, mend
from lapwing.documents.draft import Draft
from lapwing.documents.reasons import issue
from lapwing.records import Issue, RawItem

MAX_BYTES = 50_000_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w\-:.]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w\-:.]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w\-:.]+)", re.IGNORECASE)
_BEGINS_AS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I
)
_HAS_TAGS = re.compile(r"<(?:html|head|body|article|main|section|div|p|br|span|table|title)\b", re.I)


def draft_of(item: RawItem) -> Draft | Issue:
    """The text in the item, by its media type, or by its first bytes where that is not said or is wrong."""
    if len(item.data) > MAX_BYTES:
        return issue("too_large", item, size=len(item.data) // 1_000_000, limit=MAX_BYTES // 1_000_000)
    if not item.data.strip():
        return issue("empty_text", item, why="")
    said, _, parameters = (item.media_type or "").lower().partition(";")
    said = said.strip()
    if said == "application/pdf" or b"%PDF-" in item.data[:1024]:
        from lapwing.documents.pdf import read_pdf

        return read_pdf(item)
    if said not in _UNSAID | _HTML and not said.startswith("text/"):
        return issue("unknown_format", item, media_type=said)
    charset = _CHARSET.search(parameters)
    return _text_draft(item, said, charset[1] if charset else _declared(item.data))


def _text_draft(item: RawItem, said: str, charset: str | None) -> Draft | Issue:
    decoded = decode(item.data, declared=charset)
    if decoded.text is None:
        return issue(decoded.fault or "binary", item, what=decoded.what)
    # A row with an id of its own may have offsets kept elsewhere: its characters stay as they are.
    text, mended = mend(decoded.text) if item.doc_id is None else (decoded.text, 0)
    draft = _markup_draft(item, said, text)
    if isinstance(draft, Issue) or not (mended or decoded.lost):
        return draft
    counts = ((mended, "mended"), (decoded.lost, "lost"))
    told = tuple(issue("mended_encoding", item, count=count, done=done) for count, done in counts if count)
    return replace(draft, issues=(*draft.issues, *told))


def _markup_draft(item: RawItem, said: str, text: str) -> Draft | Issue:
    if said in _MARKDOWN:
        from lapwing.documents.markdown import read_markdown

        return read_markdown(text)
    if (said in _HTML and _HAS_TAGS.search(text)) or _BEGINS_AS_PAGE.match(text):
        from lapwing.documents.webpage import read_html

        return read_html(text, item)
    return Draft(text=normalise(text))


def _declared(data: bytes) -> str | None:
    """The encoding that a page names in its first 4 kB."""
    found = _XML_DECLARED.search(data[:4096]) or _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None
