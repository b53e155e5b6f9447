"""One raw item → one document: text, language, furniture, source and date, in that order."""

import datetime as dt
import hashlib
from urllib.parse import urlsplit

from lapwing.documents.clean import one_line
from lapwing.documents.draft import Draft
from lapwing.documents.formats import draft_of
from lapwing.documents.furniture import overlap_free, page_furniture, without
from lapwing.documents.language import CODED, Foreign, languages
from lapwing.documents.plain import byline, headline
from lapwing.documents.published import Published, publication_date
from lapwing.documents.reasons import issue
from lapwing.documents.repost import source_of
from lapwing.records import Document, Furniture, Issue, RawItem, Record, content_id


class Reading(Record):
    """What came of reading one item.

    ``document`` is ``None`` when the item was refused; ``issues`` then holds the refusal. Beside a document,
    ``issues`` are warnings, such as a missing date. ``raw`` is the text that ``document.furniture`` indexes:
    all that was read, before anything was set aside (empty after a refusal).
    """

    document: Document | None = None
    issues: tuple[Issue, ...] = ()
    raw: str = ""


def read(item: RawItem, *, published: dt.date | None = None) -> Reading:
    """The document in ``item``, or the issue that says why there is none; see :class:`Reading`.

    ``published`` is the publication date as a person gives it; it goes before every other. No bytes of any
    media type raise an exception.
    """
    draft = draft_of(item)
    if isinstance(draft, Issue):
        return Reading(issues=(draft,))
    spoken = languages(draft.text)
    if spoken.main is None:
        return _refused(item, draft, "empty_text", why="")
    if spoken.main != CODED:
        return _refused(item, draft, "unsupported_language", language=spoken.main)
    furniture = _furniture(draft, spoken.foreign)
    text = without(draft.text, furniture)
    if not any(map(str.isalpha, text)):
        return _refused(item, draft, "empty_text", why=" but what belongs to the page")
    dated = publication_date(item, draft, published)
    document = _document(item, draft, dated, text=text, furniture=furniture)
    warnings = (
        warning.model_copy(update={"doc_id": document.doc_id}) for warning in draft.issues + dated.issues
    )
    return Reading(document=document, issues=tuple(warnings), raw=draft.text)


def _refused(item: RawItem, draft: Draft, reason: str, **details: object) -> Reading:
    return Reading(issues=(*draft.issues, issue(reason, item, **details)))


def _furniture(draft: Draft, foreign: tuple[Foreign, ...]) -> tuple[Furniture, ...]:
    """All that is set aside: what the format's reader knows of, other languages, and page furniture."""
    pieces = list(draft.set_aside)
    for span, language in foreign:
        words = span.quote(draft.text)
        pieces.append(
            Furniture(start=span.start, end=span.end, rule=f"other_language:{language}", text=words)
        )
    pieces.extend(page_furniture(draft.text))
    return overlap_free(pieces, draft.text)


def _document(
    item: RawItem, draft: Draft, dated: Published, *, text: str, furniture: tuple[Furniture, ...]
) -> Document:
    title = one_line(item.title) or draft.title or headline(draft.text)
    source = source_of(draft.text)
    page = draft.url if draft.url != item.url else None
    return Document(
        doc_id=item.doc_id or _content_id(item, text, title, dated),
        text=text,
        title=title,
        author=one_line(item.author) or draft.author or byline(draft.text),
        publisher=one_line(item.publisher) or draft.publisher,
        published=dated.date,
        published_origin=dated.origin,
        language=CODED,
        url=item.url or draft.url,
        canonical_source=source.name if source else None,
        canonical_url=(source.url if source else None) or (page if item.url else None),
        origin=item.name,
        sha256=hashlib.sha256(item.data).hexdigest(),
        furniture=furniture,
    )


def _content_id(item: RawItem, text: str, title: str | None, dated: Published) -> str:
    """The same for the same article of one site; each outlet that prints a text has a document of its own."""
    day = dated.date.isoformat() if dated.date else ""
    return content_id("doc", text, title or "", day, *filter(None, [_site(item.url)]))


def _site(url: str | None) -> str:
    """The host of an address without ``www.``, empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:  # an address as a person or a table wrote it
        return ""
