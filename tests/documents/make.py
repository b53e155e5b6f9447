"""Small files for the tests of this room, made here so that none has to be kept."""

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

from lapwing.records import RawItem

ENGLISH = (
    "A bomb went off near the harbour on Monday and the police closed the road to the port. "
    "Officials said that nobody had been hurt in the blast, which broke the windows of a bank."
)


def item(data: bytes | str, media_type: str | None = "text/plain", **fields: object) -> RawItem:
    """A raw item of these bytes or words."""
    raw = data.encode() if isinstance(data, str) else data
    return RawItem.model_validate({"name": "made", "data": raw, "media_type": media_type, **fields})


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on its pages."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    parent = 2 * len(pages) + 2
    for lines in pages:
        escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
        stream = (
            "BT /F1 11 Tf 50 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
        ).encode()
        content = add(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        page = (
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        kids.append(add(page.encode()))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    assert add(f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()) == parent
    catalog = add(f"<< /Type /Catalog /Pages {parent} 0 R >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, catalog, start)
    return bytes(out)


def locked(data: bytes, password: str) -> bytes:
    """The PDF, encrypted with AES so that it needs the password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
