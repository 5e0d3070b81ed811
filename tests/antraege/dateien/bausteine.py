"""Parts that both good and hostile files are made of."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PIL import Image

from antraege.dateien import DateiError

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ZEIT = (2026, 3, 14, 15, 9, 26)


@dataclass(frozen=True)
class Upload:
    """One file as a browser sends it. ``groesse`` is what is announced."""

    zweck: str
    name: str
    inhalt: bytes = field(repr=False)
    grund: str = ""
    groesse: int | None = None

    def __str__(self) -> str:
        return self.zweck


def require_words(error: DateiError) -> None:
    """Whatever is refused is refused with a sentence, and all its gaps are filled."""
    assert len(error.meldung) > 20
    assert "%" not in error.meldung


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A picture with something to see in it, the same every time."""
    base = Image.linear_gradient("L").resize((width, height))
    if mode in ("L", "1", "P"):
        return base.convert(mode)
    return Image.merge("RGB", (base, base.transpose(Image.Transpose.FLIP_TOP_BOTTOM), base.rotate(90))).convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def jpeg(width: int = 64, height: int = 48) -> bytes:
    return saved(picture(width, height), "JPEG", quality=80)


@cache
def png() -> bytes:
    return saved(picture(), "PNG")


def exif(*, place: bool = True, orientation: int = 6) -> Image.Exif:
    """What a phone writes into a photo."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = "Apfel", "Telefon 17", orientation
    data[0x0132] = "2026:03:14 15:09:26"
    data.get_ifd(0x8769)[0x9003] = "2026:03:14 15:09:26"
    if place:
        data.get_ifd(0x8825).update({1: "N", 2: (50.0, 21.0, 12.25), 3: "E", 4: (7.0, 35.0, 48.5), 29: "2026:03:14"})
    return data


XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    b'exif:GPSLatitude="50,21.2042N" exif:GPSLongitude="7,35.8083E"><exif:GPSAltitude>731/10</exif:GPSAltitude>'
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def segment(marker: int, payload: bytes) -> bytes:
    """A segment of a JPEG file."""
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload


def with_segment(content: bytes, marker: int, payload: bytes) -> bytes:
    return content[:2] + segment(marker, payload) + content[2:]


def chunk(kind: bytes, payload: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def png_of(width: int, height: int, *more: bytes, data: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", data or zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + pixels + chunk(b"IEND", b"")


def box(kind: bytes, payload: bytes) -> bytes:
    """A box of a film or a HEIC file."""
    return struct.pack(">I", len(payload) + 8) + kind + payload


def film() -> bytes:
    return box(b"ftyp", b"mp42\0\0\0\0mp42") + box(b"mdat", bytes(500)) + box(b"moov", box(b"mvhd", bytes(100)))


def pack(parts: Iterable[tuple[str, bytes]], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, ZEIT)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*more: str) -> bytes:
    body = "".join(more)
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{namespace}">{body}</Relationships>'.encode()


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{len(target)}" Type="{_RELATIONS}/{kind}" Target="{target}"{mode}/>'


def docx(
    text: str = "Konzept für das Straßenfest",
    *more: tuple[str, bytes],
    main: str = f"{WORD}.main+xml",
    links: bytes = b"",
    body: str = "",
    types: str = "",
) -> bytes:
    """A Word document; ``more`` are further parts."""
    content_types = (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
    )
    document = (
        f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{body}</w:body></w:document>"
    )
    parts = [
        ("[Content_Types].xml", content_types.encode()),
        ("_rels/.rels", relations(relation("officeDocument", "word/document.xml"))),
        ("word/document.xml", document.encode()),
        ("word/_rels/document.xml.rels", links or relations(relation("styles", "styles.xml"))),
        ("word/styles.xml", f"{_XML}<w:styles/>".encode()),
    ]
    return pack([*parts, *more])


ODT = "application/vnd.oasis.opendocument.text"


def odt(*more: tuple[str, bytes], body: str = "<text:p>Guten Tag</text:p>", manifest: str = "") -> bytes:
    """A text of LibreOffice."""
    content = (
        f"{_XML}<office:document-content><office:scripts/><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    listed = f'{_XML}<manifest:manifest><manifest:file-entry manifest:full-path="/"/>{manifest}</manifest:manifest>'
    parts = [
        ("mimetype", ODT.encode()),
        ("content.xml", content.encode()),
        ("styles.xml", f"{_XML}<office:document-styles/>".encode()),
        ("Thumbnails/thumbnail.png", png()),
        ("Configurations2/images/Bitmaps/", b""),
        ("META-INF/manifest.xml", listed.encode()),
    ]
    return pack([*parts, *more], stored=("mimetype",))
