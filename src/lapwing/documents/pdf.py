"""PDF → running text: lines joined again, broken words mended, running heads and page numbers set aside."""

import io
import logging
import re
import struct
import zlib
from collections import Counter

from lapwing.documents.clean import normalise, one_line
from lapwing.documents.draft import Draft
from lapwing.documents.reasons import issue
from lapwing.records import Furniture, Issue, RawItem

# What pypdf logs about a damaged file is said in the issue; who sets up logging still sees it.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
MAX_PAGES = 200
# A scan has at most its stamp or a page number as text.
_LETTERS_PER_PAGE = 20
_EDGE_LINES = 2
_FEW_PAGES = 3
_BROKEN_WORD = re.compile(r"[a-z]{2,}-$")
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|qxd|odt|rtf|txt|pages|tmp)$|^(?:microsoft word|untitled|layout \d)", re.I
)
# What pypdf raises for a damaged file beside its own errors; its documentation says that others may come.
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def read_pdf(item: RawItem) -> Draft | Issue:
    """The text of a PDF of at most 200 pages, page by page; an issue for a locked, damaged or scanned one."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(item.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return issue("encrypted_pdf", item)
        count = len(reader.pages)
        if count > MAX_PAGES:
            return issue("too_many_pages", item, pages=count, limit=MAX_PAGES)
        pages = [normalise(page.extract_text()) for page in reader.pages]
        metadata = reader.metadata
        title, author = (metadata.title, metadata.author) if metadata is not None else (None, None)
    except (DependencyError, FileNotDecryptedError):
        return issue("encrypted_pdf", item)
    except (PyPdfError, *_FAULTS) as fault:
        return issue("damaged_pdf", item, why=(str(fault) or type(fault).__name__)[:200])
    if sum(map(str.isalpha, "".join(pages))) < _LETTERS_PER_PAGE * max(1, count):
        return issue("scanned_pdf", item)
    text, set_aside = flow(pages)
    title = one_line(title) if isinstance(title, str) else None
    return Draft(
        text=text,
        title=None if title is None or _FILE_NAME.search(title) else title,
        author=one_line(author) if isinstance(author, str) else None,
        set_aside=set_aside,
    )


def flow(pages: list[str]) -> tuple[str, tuple[Furniture, ...]]:
    """One text of the pages' lines, and the running heads, feet and page numbers in it.

    Lines of a paragraph are joined with a space, a word broken at a line's end is mended. What stands at the
    edge of a page comes after the paragraph that runs over the page's end.
    """
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    running = _running_lines(lines)
    width = _measure(lines)
    writer = _Writer()
    for page in lines:
        shown = [line for line in page if line]
        edges = {id(line) for line in (*shown[:_EDGE_LINES], *shown[-_EDGE_LINES:])}
        for line in page:
            if not line:
                writer.end_paragraph()
            elif id(line) in edges and _without_numbers(line) in running:
                writer.edges.append(line)
            else:
                writer.add(line, ends=len(line) < 0.75 * width and line[-1] in '.!?:”"’')
    writer.end_paragraph()
    return "".join(writer.parts), tuple(writer.set_aside)


class _Writer:
    """Collects paragraphs, and puts the lines of page edges between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.set_aside: list[Furniture] = []
        self.edges: list[str] = []
        self._paragraph = ""
        self._length = 0

    def add(self, line: str, *, ends: bool) -> None:
        if _BROKEN_WORD.search(self._paragraph) and line[:1].islower():
            self._paragraph = self._paragraph[:-1] + line
        else:
            self._paragraph = f"{self._paragraph} {line}" if self._paragraph else line
        if ends:
            self.end_paragraph()

    def end_paragraph(self) -> None:
        if self._paragraph:
            self._put(self._paragraph)
            self._paragraph = ""
        for line in self.edges:
            start = self._put(line)
            self.set_aside.append(Furniture(start=start, end=start + len(line), rule="page_edge", text=line))
        self.edges.clear()

    def _put(self, block: str) -> int:
        gap = "\n\n" if self.parts else ""
        start = self._length + len(gap)
        self.parts.append(gap + block)
        self._length = start + len(block)
        return start


def _running_lines(pages: list[list[str]]) -> set[str]:
    """The lines that stand at the edge of half of the pages or more, whatever the numbers in them."""
    if len(pages) < _FEW_PAGES:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        shown = [line for line in page if line]
        counts.update({_without_numbers(line) for line in (*shown[:_EDGE_LINES], *shown[-_EDGE_LINES:])})
    return {line for line, count in counts.items() if 2 * count >= len(pages)}


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _measure(pages: list[list[str]]) -> int:
    """How long a full line is: the length that nine tenths of the lines do not pass."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
