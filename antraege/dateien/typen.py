"""Which files are taken. A type is a line here and a module that looks into it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from antraege.dateien import office, pdf
from antraege.dateien.bilder import heif, jpeg, png, tiff, webp
from antraege.dateien.fehler import Grund


@dataclass(frozen=True, slots=True)
class Dateityp:
    """``is_it`` tells it by its first bytes, ``look`` raises an error or returns what is kept of the content."""

    key: str
    label: Any
    endungen: tuple[str, ...]
    mime: str
    is_bild: bool
    is_it: Callable[[bytes], bool]
    look: Callable[[bytes], bytes]

    def __str__(self) -> str:
        return str(self.label)


DATEITYPEN: dict[str, Dateityp] = {
    typ.key: typ
    for typ in (
        Dateityp("pdf", "PDF", (".pdf",), "application/pdf", False, pdf.is_it, pdf.look),
        Dateityp("jpeg", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), "image/jpeg", True, jpeg.is_it, jpeg.look),
        Dateityp("png", "PNG", (".png",), "image/png", True, png.is_it, png.look),
        Dateityp("heic", "HEIC", (".heic", ".heif", ".hif"), "image/heic", True, heif.is_it, heif.look),
        Dateityp("tiff", "TIFF", (".tif", ".tiff"), "image/tiff", True, tiff.is_it, tiff.look),
        Dateityp("webp", "WebP", (".webp",), "image/webp", True, webp.is_it, webp.look),
        Dateityp("docx", _("Word (DOCX)"), (".docx",), office.DOCX, False, office.is_docx, office.look_docx),
        Dateityp("odt", _("OpenDocument (ODT)"), (".odt",), office.ODT, False, office.is_odt, office.look_odt),
    )
}

_OTHERS: tuple[tuple[tuple[bytes, ...], Grund], ...] = (
    ((b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), Grund.ARCHIV),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"), Grund.ALTES_OFFICE),
    (
        (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"@echo", b"L\x00\x00\x00\x01"),
        Grund.PROGRAMM,
    ),
)


def detect(content: bytes) -> Dateityp | None:
    return next((typ for typ in DATEITYPEN.values() if typ.is_it(content)), None)


def name_other(content: bytes) -> Grund:
    """What a file is that is of none of our types, as far as that helps to say what to do."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"<" or b"<html" in start.lower() or b"<script" in start.lower():
        return Grund.WEBSEITE
    return next((grund for magic, grund in _OTHERS if start.startswith(magic)), Grund.TYP)


def accept(typen: Iterable[Dateityp]) -> str:
    """For the attribute ``accept`` of a file field. Phones know types better by MIME, desktops by ending."""
    return ",".join(value for typ in typen for value in (typ.mime, *typ.endungen))


def enumerate_types(typen: Iterable[Dateityp]) -> str:
    return ", ".join(map(str, typen))
