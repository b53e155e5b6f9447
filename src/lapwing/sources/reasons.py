"""Why a place, a file or a row gave no article, in words a person can act on."""

import datetime as dt
from typing import Literal, NamedTuple

from lapwing.errors import SourceError
from lapwing.records import Issue

FORMATS = ".txt .md .html .pdf .jsonl .csv .warc .wacz"


class Reason(NamedTuple):
    """What is said about one kind of fault; both texts may name details in braces.

    ``temporary`` faults of an address may be gone a while later; the others last until somebody acts.
    """

    message: str
    hint: str
    severity: Literal["refused", "warning"] = "refused"
    temporary: bool = False


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
    "bad_archive": Reason(
        "this is not a web archive that can be read: {why}",
        "WARC files begin with 'WARC/1.'; a WACZ is a zip file with archive/*.warc.gz in it.",
    ),
    "archive_damaged": Reason(
        "the archive is damaged after {count} records: {why}",
        "What stands before the damage was read. Get the file again, or mend it with 'warcio recompress'.",
    ),
    "archive_bomb": Reason(
        "the archive unpacks to more than {ratio} times its size",
        "No archive of web pages does that; it was not read further. Ask where the file came from.",
    ),
    "record_too_large": Reason(
        "a record of more than {limit} MB",
        "The record was passed over, the others were read; cut the document out of the archive by other means.",
    ),
    "record_damaged": Reason(
        "a damaged record: {why}",
        "The record was passed over, the others were read.",
    ),
    "archive_nothing": Reason(
        "the archive holds no page, PDF or text that was answered with status 200",
        "Nothing to do if it holds pictures or scripts only; else check how it was made.",
        "warning",
    ),
    "bad_address": Reason(
        "this is not an address that is fetched: {why}",
        "Give a public http:// or https:// address without a user name.",
    ),
    "private_address": Reason(
        "{host} is not on the public internet ({address})",
        "If it is your own server, name the host under allowed_hosts in lapwing.toml.",
    ),
    "dns": Reason(
        "the name {host} is not known",
        "Check the spelling; if it is right, it is tried again later.",
        temporary=True,
    ),
    "unreachable": Reason(
        "no connection: {why}",
        "It is tried again later. Check the network if other sites fail too; proxies are not used.",
        temporary=True,
    ),
    "tls": Reason(
        "the secure connection failed: {why}",
        "It is tried again later. If it lasts, the site's certificate is wrong; it is never accepted unchecked.",
        temporary=True,
    ),
    "timeout": Reason(
        "no complete answer within {seconds:g} seconds",
        "It is tried again later, after longer and longer waits.",
        temporary=True,
    ),
    "answer_too_large": Reason(
        "the answer is larger than {limit} MB",
        "Documents of this size are not fetched. Save it by hand, split it, and add the parts.",
    ),
    "headers_too_large": Reason(
        "the answer's headers are larger than {limit} kB",
        "The server is broken or hostile; nothing to do here.",
    ),
    "redirects": Reason(
        "the address leads on and on: {why}",
        "Open it in a browser, and give the address where it ends.",
    ),
    "robots": Reason(
        "the site's robots.txt asks programs not to fetch this",
        "It is respected. Ask the publisher for leave or for a feed, or save the page by hand and add it.",
    ),
    "robots_unreachable": Reason(
        "the site's robots.txt cannot be had now: {why}",
        "Without it nothing of the site is fetched; it is tried again later.",
        temporary=True,
    ),
    "http_status": Reason(
        "the server answered {status}",
        "Open the address in a browser: it may have moved, or be for subscribers only.",
    ),
    "http_busy": Reason(
        "the server answered {status}",
        "It is tried again when the server says, else after longer and longer waits.",
        temporary=True,
    ),
    "short_body": Reason(
        "the answer broke off: {why}",
        "Nothing of it was kept; it is tried again later.",
        temporary=True,
    ),
    "long_body": Reason(
        "the answer is longer than its Content-Length says",
        "Which part is meant is unknown, so nothing of it was kept; it is tried again later.",
        temporary=True,
    ),
    "bad_response": Reason(
        "this is not an answer in HTTP: {why}",
        "Nothing of it was kept; it is tried again later. Check that the address is a web server's.",
        temporary=True,
    ),
    "encoding": Reason(
        "the answer is packed in a way that was not asked for: {why}",
        "Only gzip and deflate are unpacked; the server is at fault.",
    ),
    "media_type": Reason(
        "this is {media_type}, not a page, PDF, text, feed or sitemap",
        "Pictures, films and programs are never fetched; nothing to do if this is no article.",
    ),
    "empty_body": Reason(
        "the answer is empty",
        "It is tried again later.",
        temporary=True,
    ),
    "backing_off": Reason(
        "not asked before {until}: {why}",
        "Nothing to do; it is asked in a later run.",
        "warning",
        temporary=True,
    ),
    "unchanged": Reason(
        "nothing has changed since {when}",
        "Nothing to do: what was collected then is still what the address says.",
        "warning",
    ),
    "bad_listing": Reason(
        "this is not a {kind} that can be read: {why}",
        "Open it in a browser; the address may have moved to another place.",
    ),
    "home_page": Reason(
        "this is a site's front page, and sites are not crawled",
        "Give the address of a feed, a sitemap or an article. {feeds}",
    ),
    "many_links": Reason(
        "{count} more links were left for later: at most {limit} pages are fetched in one go",
        "They are fetched in later runs; ask for fewer with a later start date, or raise the limit.",
        "warning",
    ),
    "many_sitemaps": Reason(
        "{count} sitemaps were left out: at most {limit} are read, to a depth of {depth}",
        "Give the sitemap that you need, or a later start date.",
        "warning",
    ),
}


class Fault(SourceError):
    """An address, or an answer, that cannot be had or kept; ``reason`` names its row in ``REASONS``.

    ``not_before`` is when the server asks to be tried again, or when our own waiting ends.
    """

    def __init__(self, reason: str, /, *, not_before: dt.datetime | None = None, **details: object) -> None:
        known = REASONS[reason]
        super().__init__(known.message.format(**details), hint=known.hint.format(**details))
        self.reason = reason
        self.not_before = not_before
        self.details = details

    @property
    def temporary(self) -> bool:
        """Whether it may be gone a while later."""
        return REASONS[self.reason].temporary

    def issue(self, origin: str) -> Issue:
        """The fault as an issue at ``origin``."""
        return issue(self.reason, origin, **self.details)


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
