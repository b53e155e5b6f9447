"""Why a place, a file or a row gave no article, in words a person can act on."""

from typing import Literal, NamedTuple

from lapwing.records import Issue

FORMATS = ".txt .md .html .pdf .jsonl .csv"


class Reason(NamedTuple):
    """What is said about one kind of fault; both texts may name details in braces."""

    message: str
    hint: str
    severity: Literal["refused", "warning"] = "refused"


REASONS: dict[str, Reason] = {
    "not_found": Reason(
        "there is no file or folder of this name",
        "Check the spelling; a path is taken from the folder that the command runs in.",
    ),
    "unreadable": Reason(
        "the file or folder cannot be opened: {why}",
        "Check its permissions, or copy it to a place that you may read.",
    ),
    "not_a_file": Reason(
        "this is neither a file nor a folder",
        "Devices, pipes and sockets are not read; save their content to a file, or pipe it in and name '-'.",
    ),
    "unknown_format": Reason(
        "files that end in '{suffix}' are not read",
        f"Save it as one of {FORMATS}.",
    ),
    "ignored": Reason(
        "ignored: files that end in '{suffix}' are not read",
        f"Nothing to do if this is no article; else save it as one of {FORMATS}.",
        "warning",
    ),
    "empty_folder": Reason(
        "the folder holds no file that could be read",
        f"Files end in one of {FORMATS}; hidden files are passed over.",
        "warning",
    ),
    "too_large": Reason(
        "{size} MB in one document, and at most {limit} MB are read",
        "Split it, or give many articles as one .jsonl or .csv, which may be of any size.",
    ),
    "no_stdin": Reason(
        "'-' was given, but there is no standard input",
        "Pipe a text or JSON lines into the command.",
    ),
    "bad_encoding": Reason(
        "the file is not in UTF-8",
        "JSON lines have to be UTF-8: convert the file, for example with iconv.",
    ),
    "bad_row": Reason(
        "this row is not an article: {why}",
        "Mend or drop the row; docs list the columns. The other rows were read.",
    ),
    "bad_header": Reason(
        "no column of the table holds the text: {columns}",
        "Name the column with the article's words 'text' (or body, content, article) in the first line.",
    ),
}


def issue(reason: str, origin: str, /, **details: object) -> Issue:
    """The issue of that reason at ``origin``, its words filled in with ``details``."""
    known = REASONS[reason]
    return Issue(
        origin=origin,
        reason=reason,
        message=known.message.format(**details),
        hint=known.hint.format(**details),
        severity=known.severity,
    )
