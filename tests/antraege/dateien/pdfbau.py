"""Writes PDF files object by object, right or wrong as wanted."""

import io
import zlib
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def flate(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def objects(
    *more: bytes, catalog: bytes = b"", page: bytes = b"/Resources << >>", text: bytes = b"BT ET"
) -> list[bytes]:
    """One page; further objects are numbered from 5."""
    return [CATALOG % catalog, PAGES, PAGE % page, flate(text), *more]


def classic(parts: Sequence[bytes], *, version: str = "1.4", trailer: bytes = b"") -> bytes:
    """With a table, as PDF 1.3 and 1.4 have it."""
    out, places = bytearray(f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1")), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, trailer, start)
    return bytes(out)


def packed(parts: Sequence[bytes], *, version: str = "1.7", hexed: bool = False) -> bytes:
    """With an object stream and a table that is a stream too, as PDF 1.5 and later have it.

    Streams can't be within a stream, so they come first.
    """
    out = bytearray(f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"))
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    inside = []
    for number, part in enumerate(parts, 1):
        if b"stream\n" in part:
            rows[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
        else:
            inside.append((number, part))
    holder, table = len(parts) + 1, len(parts) + 2
    head, body = b"", b""
    for index, (number, part) in enumerate(inside):
        rows[number] = (2, holder, index)
        head += b"%d %d " % (number, len(body))
        body += part + b"\n"
    rows[holder] = (1, len(out), 0)
    listed = b"/Type /ObjStm /N %d /First %d " % (len(inside), len(head))
    data = zlib.compress(head + body)
    if hexed:  # a way of packing that is legal and seldom
        held = stream(data.hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode] " + listed)
    else:
        held = stream(data, b"/Filter /FlateDecode " + listed)
    out += b"%d 0 obj\n%s\nendobj\n" % (holder, held)
    rows[table] = (1, len(out), 0)
    data = b"".join(
        b"".join((kind.to_bytes(1, "big"), place.to_bytes(4, "big"), last.to_bytes(2, "big")))
        for _number, (kind, place, last) in sorted(rows.items())
    )
    listed = b"/Type /XRef /W [1 4 2] /Size %d /Root 1 0 R" % (table + 1)
    start = len(out)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, flate(data, listed), start)
    return bytes(out)


def page_of_image(data: bytes, entries: bytes, *, version: str = "1.4", **more: bytes) -> bytes:
    """A scanned page: one picture, packed as the scanner does it."""
    image = stream(data, b"/Type /XObject /Subtype /Image /Width 64 /Height 48 " + entries)
    page = b"/Resources << /XObject << /Im0 5 0 R >> >>"
    return classic(objects(image, page=page, text=b"q 595 0 0 842 0 0 cm /Im0 Do Q", **more), version=version)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def copy_of(content: bytes) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(io.BytesIO(content)))


def locked(content: bytes, *, user: str, owner: str, algorithm: str) -> bytes:
    writer = copy_of(content)
    writer.encrypt(user, owner, algorithm=algorithm)
    return written(writer)
