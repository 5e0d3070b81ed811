"""What the reading room's documents have in common."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from cms import auftritt
from cms.pdf import typeset


def rahmen(titel: str) -> dict[str, Any]:
    """What ``rahmen.typ`` prints."""
    return {
        "titel": titel,
        "portal": auftritt.darstellung().name,
        "sprache": (get_language() or "de").partition("-")[0],
        "stand": date_format(timezone.localdate(), "SHORT_DATE_FORMAT"),
    }


def pdf_response(name: str, vorlage: Path, daten: dict[str, Any]) -> HttpResponse:
    """The document as it opens in the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(typeset(vorlage, daten), content_type="application/pdf", headers=headers)
