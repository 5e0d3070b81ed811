"""Whether a PDF can be read aloud in its order: tags, title and language. What programs can check, no more."""

import logging
from typing import IO, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

LARGEST = 50_000_000  # bytes; larger ones are not looked into

logger = logging.getLogger(__name__)


class PdfStand(TextChoices):
    """What was found in a file."""

    UNGEPRUEFT = "", _("noch nicht angesehen")
    KEIN_PDF = "kein_pdf", _("keine PDF-Datei")
    OHNE = "ohne", _("PDF ohne Struktur: nicht barrierefrei")
    LUECKEN = "luecken", _("PDF mit Struktur, aber ohne Titel oder Sprache")
    MIT = "mit", _("PDF mit Struktur, Titel und Sprache")
    UNLESBAR = "unlesbar", _("PDF, das sich nicht lesen lässt")


def examine(name: str, size: int, file: IO[bytes]) -> PdfStand:
    """Look into a file, from its beginning. Its position is as before afterwards."""
    if not name.lower().endswith(".pdf"):
        return PdfStand.KEIN_PDF
    if size > LARGEST:
        return PdfStand.UNLESBAR
    position = file.tell()
    try:
        file.seek(0)
        return _look(PdfReader(file))
    except Exception as error:  # a broken file breaks the reader in any way it likes
        logger.info("%s lässt sich nicht lesen: %r", name, error)
        return PdfStand.UNLESBAR
    finally:
        file.seek(position)


def _look(reader: PdfReader) -> PdfStand:
    if reader.is_encrypted:
        reader.decrypt("")
    root: Any = reader.root_object
    mark = _resolved(root.get("/MarkInfo")) or {}
    tree = _resolved(root.get("/StructTreeRoot"))
    if not tree or str(_resolved(mark.get("/Marked"))).lower() != "true":
        return PdfStand.OHNE
    title = reader.metadata.title if reader.metadata else ""
    return PdfStand.MIT if (title or "").strip() and _resolved(root.get("/Lang")) else PdfStand.LUECKEN


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
