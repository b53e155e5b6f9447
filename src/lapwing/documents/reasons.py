"""Why a document was not read, or not as it should have been, in words a person can act on."""

from typing import Literal, NamedTuple

from lapwing.records import Issue, RawItem


class Reason(NamedTuple):
    """What is said about one kind of fault; both texts may name details in braces."""

    message: str
    hint: str
    severity: Literal["refused", "warning"] = "refused"


REASONS: dict[str, Reason] = {
    "too_large": Reason(
        "{size} MB in one document, and at most {limit} MB are read",
        "Split it into single articles.",
    ),
    "unknown_format": Reason(
        "documents of the type '{media_type}' are not read",
        "Give plain text, Markdown, HTML or PDF.",
    ),
    "binary": Reason(
        "this is binary data, not text ({what})",
        "Export the article as text, HTML or PDF.",
    ),
    "bad_encoding": Reason(
        "the bytes are not text in any encoding that could be told",
        "Convert the file to UTF-8, for example with iconv.",
    ),
    "mended_encoding": Reason(
        "{count} characters were garbled by a wrong encoding and were {done}",
        "Check names with accents; the source's own file in UTF-8 is better.",
        "warning",
    ),
    "encrypted_pdf": Reason(
        "the PDF is protected by a password",
        "Save a copy without the password, and give that.",
    ),
    "damaged_pdf": Reason(
        "the PDF is damaged: {why}",
        "Open it and print it to a new PDF, or download it again.",
    ),
    "too_many_pages": Reason(
        "the PDF has {pages} pages, and at most {limit} are read",
        "Split it into single articles or chapters.",
    ),
    "scanned_pdf": Reason(
        "the PDF holds pictures of pages, not text",
        "Run it through text recognition first, for example with ocrmypdf.",
    ),
    "bad_html": Reason(
        "no article could be found in the page",
        "Save the article's own page, or copy its words into a .txt file.",
    ),
    "paywall": Reason(
        "the page shows only the start of the article, and asks for a subscription",
        "Give the full text, if you have access to it.",
    ),
    "empty_text": Reason(
        "there is no text in it{why}",
        "Check that the source has an article; an empty file can be dropped.",
    ),
    "unsupported_language": Reason(
        "the text is in '{language}', and only English is coded",
        "Give an English version, or a translation into English.",
    ),
    "no_date": Reason(
        "no publication date was found: relative dates such as 'on Monday' stay unresolved",
        "Give the date with --published YYYY-MM-DD, or in a column 'published'.",
        "warning",
    ),
    "bad_date": Reason(
        "the publication date '{given}' could not be read",
        "Write it as YYYY-MM-DD; 03/04/2024 may be March or April.",
        "warning",
    ),
    "date_contradiction": Reason(
        "the text's dateline says {dateline}, its {origin} date {date}; {taken} is taken",
        "Check which is right, and give it with --published YYYY-MM-DD.",
        "warning",
    ),
}


def issue(reason: str, item: RawItem, /, **details: object) -> Issue:
    """The issue of that reason with ``item``, its words filled in with ``details``."""
    known = REASONS[reason]
    return Issue(
        origin=item.name,
        doc_id=item.doc_id,
        reason=reason,
        message=known.message.format(**details),
        hint=known.hint.format(**details),
        severity=known.severity,
    )
