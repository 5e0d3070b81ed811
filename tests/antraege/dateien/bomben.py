"""Files that are legal enough to be read, and made to take for ever or all memory. Made only when they are tried."""

import struct
import zlib
from collections.abc import Callable
from random import Random

from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import boese, pdfbau
from tests.antraege.dateien.bausteine import Upload

OPEN = b"/A 5 0 R"  # the catalogue leads to object 5


def _listed(*parts: bytes) -> bytes:
    return pdfbau.classic(pdfbau.objects(*parts, catalog=OPEN))


def _many(count: int) -> list[bytes]:
    return [b"<< /A %d 0 R >>" % (number + 1) for number in range(6, count)]


def _chain() -> bytes:
    """Tables that each name one before."""
    out = bytearray(pdfbau.classic(pdfbau.objects()))
    at = out.rindex(b"xref\n0")
    for _number in range(100_000):
        start = len(out)
        out += b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % at
        at = start
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def _doubly_packed() -> bytes:
    entries = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
    return _listed(pdfbau.stream(zlib.compress(zlib.compress(bytes(200_000_000))), entries))


def _objects(count: int, end: bytes) -> bytes:
    parts = b"".join(b"%d 0 obj\n<< /A 1 >>\nendobj\n" % number for number in range(1, count))
    return b"%PDF-1.4\n" + parts + end + b"startxref\n5\n%%EOF"


def _in_circles() -> bytes:
    return pdfbau.classic([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def _flood(unit: bytes, count: int, start: bytes = b"%PDF-1.7\n", end: bytes = b"\n%%EOF") -> bytes:
    return start + unit * count + end


PDF: dict[str, Callable[[], bytes]] = {
    "Objektstrom, groß ausgepackt": lambda: pdfbau.packed(pdfbau.objects(b"(" + bytes(80_000_000) + b")")),
    "doppelt verpackt": _doubly_packed,
    "tiefe Klammern": lambda: _listed(b"[" * 50_000 + b"]" * 50_000),
    "Seiten im Kreis": _in_circles,
    "lauter Ströme": lambda: _flood(b"stream\n", 2_500_000),
    "lauter Objekte": lambda: _flood(b"1 0 obj ", 2_000_000),
    "lauter Enden": lambda: _flood(b"%%EOF\n", 3_000_000),
    "lauter Leerzeichen": lambda: _flood(b" ", 18_000_000, b"%PDF-1.7\n%%EOF", b"x"),
    "lauter Tarnnamen": lambda: _flood(b"/J#61va#53crip", 1_300_000),
    "lauter Schlüsselwörter": lambda: _flood(b"trailer << /Size 9 >>\n", 800_000, end=b"startxref\n5\n%%EOF"),
    "lauter kleine Bomben": lambda: _flood(b"/First stream\n" + zlib.compress(b"1 0 " * 200_000), 700),
    "riesige Liste": lambda: _listed(b"[" + b"1 " * 9_000_000 + b"]"),
    "sehr viele Objekte": lambda: pdfbau.classic(pdfbau.objects(*_many(250_000), catalog=OPEN)),
    "sehr viele verpackte Objekte": lambda: pdfbau.packed(pdfbau.objects(*_many(60_000), catalog=OPEN)),
    "lange Zeichenkette": lambda: _listed(b"<" + b"41" * 9_000_000 + b">"),
    "lange Zeichenkette, getarnt": lambda: _listed(b"(" + b"\\n" * 9_000_000 + b")"),
    "lauter Kommentare": lambda: _listed(b"<< " + b"%a\n" * 5_000_000 + b" /A 1 >>"),
    "lauter leere Namen": lambda: _listed(b"[ " + b"/" * 18_000_000 + b" ]"),
    "Tabelle fehlt": lambda: _objects(400_000, b""),
    "Tabelle fehlt, Wurzel am Ende": lambda: _objects(300_000, b"trailer << /Root 299999 0 R >>\n"),
    "Kette von Tabellen": _chain,
    "Größe erlogen": lambda: _flood(b"0000000000 65535 f \n", 900_000, b"%PDF-1.4\nxref\n0 999999999\n"),
}


def _endless_exif() -> bytes:
    """Directories whose entries all mean the same place."""
    entries = [(256, 9), (257, 9), (273, 8), (279, 1)] + [(0x8825, 8)] * 996
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    for number in range(299):
        following = len(out) + 2 + 12 * 1000 + 4 if number < 298 else 0
        body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
        out += struct.pack("<H", 1000) + body + struct.pack("<I", following)
    return bytes(out)


def _endless_items() -> bytes:
    content = boese.heic()
    at = content.index(b"iloc") - 4
    entry = struct.pack(">HHHH", 1, 2, 0, 65535)
    table = bytes((1, 0, 0, 0, 0, 0)) + struct.pack(">H", 60_000) + entry * 60_000
    return content[:at] + b.box(b"iloc", table) + content[at + int.from_bytes(content[at : at + 4], "big") :]


def _in_jpeg(unit: bytes, count: int) -> bytes:
    return b.jpeg()[:-2] + unit * count + b"\xff\xd9"


def _xmp_flood() -> bytes:
    one = b.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b"exif:GPSa='" * 5900)
    return b.jpeg()[:2] + one * 300 + b.jpeg()[2:]


ANDERE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "JPEG: lauter Ort": ("a.jpg", lambda: b.jpeg()[:2] + b.segment(0xE1, b.exif().tobytes()) * 15_000 + b.jpeg()[2:]),
    "JPEG: lauter XMP": ("a.jpg", _xmp_flood),
    "JPEG: lauter Anfänge": ("a.jpg", lambda: _in_jpeg(b.segment(0xDA, b"123456"), 1_900_000)),
    "JPEG: lauter halbe Marken": ("a.jpg", lambda: b.jpeg() + b"\xff" * 19_000_000),
    "PNG: lauter Teile": ("a.png", lambda: b.png_of(9, 9, *[b.chunk(b"aaAa", b"")] * 60_000)),
    "TIFF: lauter Ort": ("a.tif", _endless_exif),
    "HEIC: lauter Stellen": ("a.heic", _endless_items),
    "DOCX: lauter halbe Felder": ("a.docx", lambda: b.docx(*_noisy(b"<w:instrText>"))),
    "DOCX: 48 MB XML": ("a.docx", lambda: b.docx("x", *_xml())),
    "ODT: lauter halbe Rahmen": ("a.odt", lambda: b.odt(*_noisy(b"<draw:frame xlink:href=")[1:])),
}


def _noisy(unit: bytes) -> tuple[str, tuple[str, bytes]]:
    """A part that packs badly enough not to look like a bomb."""
    rng = Random(1)
    body = b"".join(unit + rng.randbytes(1).hex().encode() for _number in range(1_000_000))
    return "x", ("word/footer.xml", body)


def _xml() -> list[tuple[str, bytes]]:
    rng = Random(2)
    return [(f"word/{number}.xml", rng.randbytes(15_000).hex().encode() * 16) for number in range(100)]


def pdf(name: str) -> Upload:
    return Upload(name, "a.pdf", PDF[name]())


def andere(name: str) -> Upload:
    return Upload(name, ANDERE[name][0], ANDERE[name][1]())
