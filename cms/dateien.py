"""What citizens are told beside a link to a file: its kind, its size, and whether everybody can read it."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from cms.gedaechtnis import remember
from cms.models import Dokument

_LINK = re.compile(r'<a\b[^>]*\bhref="/dokumente/(\d+)/[^"]*"[^>]*>.*?</a>', re.S)


@dataclass(frozen=True, slots=True)
class Datei:
    format: str
    bytes: int
    barrierefrei: bool

    @property
    def groesse(self) -> str:
        """The size in words."""
        kilobytes = max(1, round(self.bytes / 1000))
        return f"{kilobytes} kB" if kilobytes < 1000 else f"{number_format(kilobytes / 1000, 1)} MB"


@remember("dokument")
def dateien() -> dict[int, Datei]:
    """All files, by the id of their document."""
    return {
        one.pk: Datei(one.file_extension.upper(), one.file_size or 0, one.ist_barrierefrei)
        for one in Dokument.objects.only("file", "file_size", "barrierefrei", "pdf_stand")
    }


def with_notes(html: str) -> str:
    """Text as citizens get it, with a note behind each link to a file."""
    return _LINK.sub(lambda link: link[0] + _note(int(link[1])), html) if "/dokumente/" in html else html


def _note(pk: int) -> str:
    datei = dateien().get(pk)
    if datei is None:
        return ""
    if datei.barrierefrei:
        return format_html(' <span class="datei">({}, {}, {})</span>', datei.format, datei.groesse, _("barrierefrei"))
    return format_html(
        ' <span class="datei">({}, {}, {} – <a href="{}?art=barriere">{}</a>)</span>',
        datei.format,
        datei.groesse,
        _("nicht barrierefrei"),
        reverse("meldung"),
        _("fragen Sie uns nach einer anderen Form"),
    )
