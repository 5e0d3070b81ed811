"""DOCX and ODT: ZIP files whose parts are unpacked piece by piece, never whole, and never onto a disk."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.fremdes import EICAR

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MOST_PARTS = 2000
LARGEST_UNPACKED = 50_000_000
LARGEST_RATIO = 250  # of a part larger than a megabyte
_CONTENT_TYPES = b"[Content_Types].xml"
_ZIP_END = b"PK\x05\x06"
ENCRYPTED = 1  # flag of a part
_HEADER = 30
_DESCRIPTOR = 24  # what may stand between two parts
_STEP = 1 << 17
_OVERLAP = 2048
_PROGRAMS = (b"MZ", b"\x7fELF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"%PDF-", b"\xca\xfe\xba\xbe")
_TEXT = (".xml", ".rels", ".rdf")


@dataclass(frozen=True, slots=True)
class Regel:
    """What must not be in parts whose names end so; with ``element``, only where the XML element matches it."""

    endings: tuple[str, ...]
    pattern: re.Pattern[bytes]
    grund: Grund
    element: re.Pattern[bytes] | None = None

    def is_broken_by(self, piece: bytes) -> bool:
        if self.element is None:
            return bool(self.pattern.search(piece))
        return any(self.element.search(_element(piece, found.start())) for found in self.pattern.finditer(piece))


def _element(piece: bytes, at: int) -> bytes:
    """The start tag around a place."""
    start = piece.rfind(b"<", max(at - _OVERLAP, 0), at)
    end = piece.find(b">", at, at + _OVERLAP)
    return piece[max(start, 0) : end if end >= 0 else at + _OVERLAP]


_EVERYWHERE = (
    Regel(("",), re.compile(re.escape(EICAR)), Grund.SCHADPROGRAMM),
    Regel(_TEXT, re.compile(rb"<!(?:DOCTYPE|ENTITY)"), Grund.FREMDES),
)
_IN_DOCX = (
    *_EVERYWHERE,
    Regel(("[content_types].xml", ".rels"), re.compile(rb"(?i)vbaProject|macroEnabled|activeX"), Grund.MAKROS),
    Regel((".xml",), re.compile(rb"<w:instrText[^>]{0,99}>[^<]{0,99}\b(?:DDE|dde)"), Grund.MAKROS),
    Regel(
        (".rels",),
        re.compile(rb"""TargetMode\s{0,9}=\s{0,9}["']External"""),
        Grund.NACHLADEN,
        element=re.compile(
            rb"""\A(?!.*/hyperlink["'])"""  # what is followed by hand only, and old paths on the writer's own disk
            rb"""(?!(?=.*/(?:attachedTemplate|image)["']).*\bTarget\s{0,9}=\s{0,9}["']file:///[A-Za-z]:)""",
            re.S,
        ),
    ),
    Regel((".rels",), re.compile(rb"/relationships/aFChunk"), Grund.EINGEBETTET),
)
_IN_ODT = (
    *_EVERYWHERE,
    Regel((".xml",), re.compile(rb"<(?:script:event-listener|office:script\b|(?:text:|office:)?dde-)"), Grund.MAKROS),
    Regel(("manifest.xml",), re.compile(rb"<(?:manifest:)?encryption-data\b"), Grund.PASSWORT),
    Regel(
        (".xml",),
        re.compile(rb"""xlink:href\s{0,9}=\s{0,9}["'](?:https?|ftp|file|smb|\.\./|/|\\)"""),
        Grund.NACHLADEN,
        element=re.compile(rb"\A<(?:draw:(?!a\b)|text:section-source|table:table-source|form:|style:)"),
    ),
)


def is_docx(content: bytes) -> bool:
    names = content[-(MOST_PARTS * 100) :]  # they are listed at the end
    if not content.startswith(b"PK\x03\x04"):
        return False
    if _ZIP_END not in names:  # cut off
        return content[_HEADER:].startswith(_CONTENT_TYPES)
    return _CONTENT_TYPES in names and b"word/document.xml" in names


def is_odt(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04") and content[_HEADER : _HEADER + 8 + len(ODT)] == b"mimetype" + ODT.encode()


def look_docx(content: bytes) -> bytes:
    return _look(
        content, _IN_DOCX, lambda name: "/activex/" in name or name.endswith(("vbaproject.bin", "vbadata.xml"))
    )


def look_odt(content: bytes) -> bytes:
    return _look(content, _IN_ODT, lambda name: name.startswith(("basic/", "scripts/", "dialogs/")))


def _look(content: bytes, rules: tuple[Regel, ...], is_macro: Callable[[str], bool]) -> bytes:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _require_order(content, archive, parts)
            for part in parts:
                if is_macro(part.filename.lower()):
                    raise DateiError(Grund.MAKROS)
                _read(archive, part, rules)
    except (BadZipFile, zlib.error, EOFError) as error:
        cut = _ZIP_END not in content[-66_000:]
        raise DateiError(Grund.UNVOLLSTAENDIG if cut else Grund.BESCHAEDIGT) from error
    except (NotImplementedError, ValueError, RuntimeError, OverflowError, OSError) as error:
        raise DateiError(Grund.BESCHAEDIGT) from error
    return content


def _require_order(content: bytes, archive: ZipFile, parts: list[ZipInfo]) -> None:
    """The parts follow one another without gap or overlap, so there is neither a hidden file nor one used twice."""
    if not parts or len(parts) > MOST_PARTS:
        raise DateiError(Grund.ZU_UMFANGREICH)
    if len({part.filename for part in parts}) != len(parts) or archive.comment or content[-22:-18] != _ZIP_END:
        raise DateiError(Grund.FREMDES)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise DateiError(Grund.PASSWORT)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        raise DateiError(Grund.ZU_UMFANGREICH)
    at = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _is_elsewhere(part.filename):
            raise DateiError(Grund.FREMDES)
        if not at <= part.header_offset <= at + (_DESCRIPTOR if at else 0):
            raise DateiError(Grund.FREMDES)
        name, extra = (int.from_bytes(content[part.header_offset + i :][:2], "little") for i in (26, 28))
        at = part.header_offset + _HEADER + name + extra + part.compress_size
    if not at <= archive.start_dir <= at + _DESCRIPTOR:
        raise DateiError(Grund.FREMDES)


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > LARGEST_RATIO * part.compress_size


def _is_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _read(archive: ZipFile, part: ZipInfo, rules: tuple[Regel, ...]) -> None:
    """Unpack a part to look at it. No more comes out than was announced, and what is announced has been added up."""
    name = part.filename.lower()
    rules = tuple(rule for rule in rules if name.endswith(rule.endings))
    for number, piece in enumerate(_pieces(archive, part)):
        if not number and piece.startswith(_PROGRAMS):
            raise DateiError(Grund.EINGEBETTET)
        searched = piece.replace(b"\0", b"") if name.endswith(_TEXT) else piece  # UTF-16 hides nothing
        for rule in rules:
            if rule.is_broken_by(searched):
                raise DateiError(rule.grund)


def _pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_STEP):
            yield rest + piece
            rest = piece[-_OVERLAP:]
