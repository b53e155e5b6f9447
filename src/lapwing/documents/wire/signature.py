"""What is kept of a document so that its copies are found without reading any text.

Three ways lead to a possible copy, each an equality of plain strings:

* the exact hash of the text's words;
* bands of a MinHash over the whole text (locality-sensitive hashing), at any time;
* pieces: sequences that are the smallest by hash in a window of words (winnowing). Two texts that share a
  stretch of :data:`CERTAIN` words share a piece, however differently they are cut. Pieces carry the week, so
  they lead only to documents of nearby days, and what an outlet puts on all its pages leads to no more of them
  than it prints in three weeks. Documents without a day find only each other by pieces.

Whether two signatures are worth reading the texts is a question of the two alone (:func:`plausible`), so which
pairs are found does not depend on what else a store holds.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import struct
from collections.abc import Sequence
from functools import cache

import numpy as np
from datasketch import MinHash
from datasketch.hashfunc import sha1_hash32

from lapwing.documents.wire.credits import credited_agency
from lapwing.documents.wire.kinship import FEWEST_WORDS, WINDOW
from lapwing.documents.wire.revisions import revision_of
from lapwing.documents.wire.wording import SEQUENCE, Wording
from lapwing.records import Document, Record, content_id

PERMUTATIONS = 128
SEED = 1
ROWS = (
    8  # hashes in a band: with 16 bands, texts that share 0.8 of all their sequences are found 19 times in 20
)
_SPAN = 32  # sequences in a window: one in sixteen becomes a piece
CERTAIN = _SPAN + SEQUENCE - 1
_PLAUSIBLE = 0.25  # share of the shorter text, as estimated: half of the least that makes copies
SCHEME = f"2:datasketch-affine32:{PERMUTATIONS}x{ROWS}:seed{SEED}:words{SEQUENCE}:winnow{_SPAN}:days{WINDOW}"
"""Which signatures can be compared with each other; one of another scheme is worked out anew, never compared."""

_UNDATED = "?"


class Signature(Record):
    """The sketch of a document, and what the order of versions is told by.

    ``minhash`` are base64 of 32-bit numbers, ``pieces`` hashes of sequences, ``sequences`` how many different
    ones there are. ``rank`` is that of the mark of revision, ``killed`` the first death toll of the text.
    """

    doc_id: str
    digest: str
    scheme: str
    exact: str
    minhash: str
    sequences: int
    words: int
    pieces: tuple[str, ...] = ()
    published: dt.date | None = None
    agency: str | None = None
    rank: int = 0
    killed: int | None = None

    def to_bytes(self) -> bytes:
        """The signature as it is stored."""
        return self.model_dump_json(exclude_defaults=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """A stored signature."""
        return cls.model_validate_json(data)

    @property
    def hashes(self) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
        """The MinHash values."""
        return np.frombuffer(base64.b64decode(self.minhash), dtype="<u4")


def sign(document: Document) -> Signature:
    """The signature of a document."""
    return sign_wording(Wording(document))


def sign_wording(wording: Wording) -> Signature:
    """:func:`sign` of a wording that the caller keeps."""
    document = wording.document
    minhash = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32", permutations=_permutations())
    every = sorted(wording.every)
    minhash.update_batch([sequence.encode() for sequence in every])
    mark = revision_of(document)
    dead = (c.toll.best for c in wording.counts if c.role == "killed" and not c.perpetrators)
    return Signature(
        doc_id=document.doc_id,
        digest=document.digest,
        scheme=SCHEME,
        # What has no words of its own is a copy of nothing but itself.
        exact=content_id("txt", wording.plain or document.doc_id),
        minhash=base64.b64encode(minhash.hashvalues.astype("<u4").tobytes()).decode(),
        sequences=len(every),
        words=len(wording.tokens),
        pieces=_pieces(wording.sequences),
        published=document.published,
        agency=credited_agency(document),
        rank=mark.rank if mark else 0,
        killed=next((best for best in dead if best is not None), None),
    )


def bands(signature: Signature) -> tuple[str, ...]:
    """The strings under which the document is found; none for a text too short to be anybody's report."""
    if signature.words < FEWEST_WORDS:
        return ()
    return (*_whole(signature), *_dated(signature.pieces, _week(signature)))


def sought(signature: Signature) -> tuple[str, ...]:
    """The strings to look up for the document's possible copies: its bands, in nearby weeks too."""
    if signature.words < FEWEST_WORDS:
        return ()
    week = _week(signature)
    weeks = (week,) if week is None else (week - 1, week, week + 1)
    return (*_whole(signature), *(band for one in weeks for band in _dated(signature.pieces, one)))


def plausible(first: Signature, second: Signature) -> bool:
    """Whether the texts may share enough of the shorter one that they are worth comparing.

    Raises ``ValueError`` for signatures of two schemes.
    """
    if first.scheme != second.scheme:
        raise ValueError(f"a signature of {first.scheme} cannot be compared with one of {second.scheme}")
    if first.exact == second.exact:
        return True
    fewer = min(len(first.pieces), len(second.pieces))
    common = len(set(first.pieces) & set(second.pieces))
    return common >= max(1, _PLAUSIBLE * fewer) or _estimated_share(first, second) >= _PLAUSIBLE


def _estimated_share(first: Signature, second: Signature) -> float:
    """Share of the shorter text's sequences that the longer one has, from the MinHash's resemblance."""
    resemblance = float(np.mean(first.hashes == second.hashes))
    common = resemblance * (first.sequences + second.sequences) / (1 + resemblance)
    return common / max(1, min(first.sequences, second.sequences))


def _whole(signature: Signature) -> list[str]:
    values = signature.hashes.astype("<u4")
    return [
        f"w{at // ROWS}:{_short(values[at : at + ROWS].tobytes())}" for at in range(0, PERMUTATIONS, ROWS)
    ]


def _dated(pieces: Sequence[str], week: int | None) -> list[str]:
    return [f"p{_UNDATED if week is None else week}:{piece}" for piece in pieces]


def _week(signature: Signature) -> int | None:
    return None if signature.published is None else signature.published.toordinal() // WINDOW


def _pieces(sequences: Sequence[str]) -> tuple[str, ...]:
    """The sequences with the smallest hash in each window, as short texts, sorted."""
    hashes = [sha1_hash32(sequence.encode()) for sequence in sequences]
    last = max(1, len(hashes) - _SPAN + 1)
    smallest = {min(hashes[at : at + _SPAN], default=0) for at in range(last)} if hashes else set()
    return tuple(sorted(_short(struct.pack("<I", value)) for value in smallest))


def _short(data: bytes) -> str:
    digest = data if len(data) <= 5 else hashlib.blake2b(data, digest_size=5).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@cache
def _permutations() -> tuple[object, object]:
    """The numbers of the permutations, which cost more than the hashes of a text."""
    a, b = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32").permutations
    return a, b
