"""Bytes → text. UTF-8 where it fits, what the bytes or their page declare, then the likeliest of the rest."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive, as .docx and .odt files are"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound or video"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 200_000
# Of the characters of a text: a page of real text has no control character but a stray one, and a wrong
# encoding of English leaves a mark every few hundred characters. Set by judgement, not tuned.
_MOST_CONTROL = 0.005
_MOST_LOST = 0.01
# English in Latin-1 or Windows-1252 has an accent or curly quote in a hundred bytes, French one in thirty.
_SPARSE = 0.05
_MAY_FOLLOW_A_WORD = "\u00a0‘’‚“”„…–—‹›«»·•"


class Decoded(NamedTuple):
    """The text, or why there is none: ``fault`` is ``binary`` or ``bad_encoding``; ``what`` describes it.

    ``lost`` counts the characters that could not be decoded and stand as U+FFFD.
    """

    text: str | None
    fault: str | None = None
    what: str = ""
    lost: int = 0


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``data``; ``declared`` is the encoding that a header or the page itself names."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return Decoded(None, "binary", what)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    wide = _unmarked_utf16(data)
    if wide is not None:
        return _checked(data.decode(wide, "replace"))
    if data.count(0, 0, _SAMPLE):
        return Decoded(None, "binary", "it holds zero bytes")
    return _checked(_decode_legacy(data, declared))


def _decode_legacy(data: bytes, declared: str | None) -> str:
    """Text that is not Unicode: as declared, as Western European when accents are few, else as guessed."""
    high = sum(byte > 127 for byte in data[:_SAMPLE]) / max(1, min(len(data), _SAMPLE))
    for encoding in (_known(declared), "cp1252" if high < _SPARSE else None):
        if encoding is not None:
            try:
                return data.decode(encoding)
            except (UnicodeError, ValueError):
                continue
    if high < _MOST_LOST:
        return data.decode("utf-8", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best is not None else "cp1252", "replace")


def _known(encoding: str | None) -> str | None:
    """The codec's name when Python has it for text; pages declare Latin-1 and mean Windows-1252."""
    if not encoding:
        return None
    try:
        found = codecs.lookup(encoding.strip(" \"'"))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:
        return None
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the zero bytes beside plain letters."""
    sample = data[:_SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    return None


def _checked(text: str) -> Decoded:
    """The text unless it is made of what no article is made of."""
    length = max(1, len(text))
    if len(_CONTROL.findall(text)) / length > _MOST_CONTROL:
        return Decoded(None, "binary", "it is full of control characters")
    lost = text.count("\ufffd")
    if lost / length > _MOST_LOST:
        return Decoded(None, "bad_encoding")
    return Decoded(text, lost=lost)


@lru_cache(maxsize=1)
def _garbled() -> tuple[re.Pattern[str], dict[str, str]]:
    """What UTF-8 looks like when it was read as Windows-1252, for the characters of European text.

    Only sequences that no language writes: three characters that begin "â€", or an accented capital before
    a symbol. Where the second of two may end a word or a quotation ("IRMÃ”"), the pair is left as it is.
    """
    table: dict[str, str] = {}
    for right in "‘’‚“”„†•…–—‹›€™" + "".join(map(chr, range(0xA1, 0x180))):
        data = right.encode()
        wrong = "".join(_cp1252(byte) for byte in data)
        if len(wrong) == 3 or not _may_follow_a_word(wrong[1]):
            table[wrong] = right
    longest_first = sorted(table, key=lambda wrong: (-len(wrong), wrong))
    return re.compile("|".join(map(re.escape, longest_first))), table


def _may_follow_a_word(char: str) -> bool:
    return char in _MAY_FOLLOW_A_WORD or (char.isalpha() and char not in "ªº")


def _cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def mend(text: str) -> tuple[str, int]:
    """The text with ``â€™`` and its like turned back into what they were, and how many that were.

    >>> mend("the groupâ€™s cafÃ©")
    ('the group’s café', 2)
    """
    if "Ã" not in text and "Â" not in text and "â€" not in text and "Å" not in text and "Ä" not in text:
        return text, 0
    pattern, table = _garbled()
    return pattern.subn(lambda match: table[match.group()], text)
