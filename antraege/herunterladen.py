"""A file for the reader's disk. It may come from anybody, so the browser is to do nothing else with it."""

import logging

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from antraege.dateien import DATEITYPEN
from antraege.models import Anlage
from antraege.services.anlagen import content
from antraege.verschluesselung import UnlesbarError

logger = logging.getLogger(__name__)


def download(name: str, data: bytes, mime: str) -> HttpResponse:
    """The name as in RFC 6266."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=mime, headers=headers)


def as_download(anlage: Anlage) -> HttpResponse | None:
    """An attachment; its type is what the file was found to be. ``None`` if it is lost, or nobody has its key."""
    try:
        name, data = content(anlage)
    except (UnlesbarError, FileNotFoundError) as error:
        logger.error("File %s cannot be handed out: %s", anlage.pk, type(error).__name__)
        return None
    return download(name, data, DATEITYPEN[anlage.art].mime)
