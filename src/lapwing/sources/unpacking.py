"""Packed bodies → bytes, never more than asked for, however small the packed form is."""

import zlib
from collections.abc import Iterable, Iterator

from lapwing.sources.reasons import Fault

_STEP = 1 << 16
_GZIP_FIRST = 0x1F
PACKINGS = "gzip, deflate"  # what may be asked for: what the standard library unpacks with a bound


def unpacked(parts: Iterable[bytes], packing: str, *, limit: int) -> bytes:
    """The bytes of ``parts``, which are packed as the header ``Content-Encoding`` says.

    At most ``limit`` bytes. Raises ``Fault``: ``answer_too_large`` as soon as there are more, ``encoding``
    for a packing that is not known or that the bytes do not have, ``short_body`` where they break off.
    """
    out = bytearray()
    for piece in _pieces(parts, packing.strip().lower()):
        if len(out) + len(piece) > limit:
            raise Fault("answer_too_large", limit=limit // 1_000_000)
        out += piece
    return bytes(out)


def _pieces(parts: Iterable[bytes], packing: str) -> Iterator[bytes]:
    if packing in ("", "identity"):
        yield from parts
    elif packing in ("gzip", "x-gzip"):
        yield from _inflated(parts, 16 + zlib.MAX_WBITS)
    elif packing == "deflate":
        yield from _deflated(iter(parts))
    else:
        raise Fault("encoding", why=packing[:40])


def _deflated(parts: Iterator[bytes]) -> Iterator[bytes]:
    """``deflate`` is zlib by the standard and raw in some servers; the first byte tells which."""
    first = next((part for part in parts if part), b"")
    bits = zlib.MAX_WBITS if first[:1] and first[0] & 0x0F == 8 else -zlib.MAX_WBITS
    yield from _inflated(_chained(first, parts), bits)


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _inflated(parts: Iterable[bytes], bits: int) -> Iterator[bytes]:
    """All members of a packed stream, in steps of 64 kB; what follows the last of them is left."""
    machine = zlib.decompressobj(bits)
    begun = False
    for part in parts:
        rest = part
        while rest:
            if machine.eof:
                if rest[0] != _GZIP_FIRST:
                    return
                machine = zlib.decompressobj(bits)
            begun = True
            yield _step(machine, rest)
            rest = machine.unconsumed_tail or machine.unused_data
    while begun and not machine.eof:
        piece = _step(machine, b"")
        if not piece:
            raise Fault("short_body", why="its packed form has no end")
        yield piece


def _step(machine: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return machine.decompress(packed, _STEP)
    except zlib.error as fault:
        raise Fault("encoding", why="the bytes do not unpack") from fault
