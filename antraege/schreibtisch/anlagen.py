"""Attachments and the PDF of a case: decrypted for those who work on it, never opened by the browser itself."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from antraege.dateien.virenscan import Scanstand, may_be_seen
from antraege.definition import Definition
from antraege.herunterladen import as_download, download
from antraege.mitteilungen import read_pdf
from antraege.models import Anlage, Antrag, Vorgangsereignis
from antraege.schreibtisch.buero import NurSachbearbeitung
from antraege.services.protokollieren import note
from antraege.verschluesselung import unseal


@dataclass(frozen=True, slots=True)
class Datei:
    """An attachment as the list shows it; ``offen`` says whether it may be opened yet."""

    anlage: Anlage
    name: str
    feld: str
    stand: Any
    offen: bool


def anlagen_of(antrag: Antrag, definition: Definition) -> list[Datei]:
    """Raises ``UnlesbarError``."""
    felder = definition.felder
    return [
        Datei(
            one,
            unseal(bytes(one.name)).decode(),
            felder[one.feld].beschriftung if one.feld in felder else one.feld,
            Scanstand(one.scan).label,
            may_be_seen(one.scan),
        )
        for one in antrag.anlagen.all()
    ]


class DateiView(NurSachbearbeitung):
    """A download; without answers that are still kept there is none. Noted is what was handed out."""

    def antrag(self, pk: int) -> Antrag:
        self.one = self.vorgang(pk)
        if self.one.antrag is None:
            raise Http404
        return self.one.antrag


class AnlageView(DateiView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        anlage = get_object_or_404(Anlage, antrag=self.antrag(kwargs["pk"]), pk=kwargs["anlage_id"])
        if not may_be_seen(anlage.scan):
            raise Http404
        response = as_download(anlage)
        if response is None:
            messages.error(request, _("Diese Datei lässt sich nicht öffnen. Bitte sagen Sie dem Betrieb Bescheid."))
            return redirect("vorgang", self.one.pk)
        note(vorgang=self.one, art=Vorgangsereignis.Art.ANLAGE, user=request.user, anlage=anlage.pk)
        return response


class VorgangPdfView(DateiView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        antrag = self.antrag(kwargs["pk"])
        try:
            data = read_pdf(antrag)
        except Antrag.DoesNotExist as error:  # deleted meanwhile
            raise Http404 from error
        note(vorgang=self.one, art=Vorgangsereignis.Art.PDF, user=request.user)
        return download(f"antrag-{antrag.nummer}.pdf", data, "application/pdf")
