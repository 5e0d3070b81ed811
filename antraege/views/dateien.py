"""Files of a draft: attach one (by script, with progress), take one away, look at one again."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from antraege.dateien import DATEITYPEN, DateiError
from antraege.feldtypen import Feld
from antraege.models import Anlage
from antraege.services.anlagen import AnlageError, content, keep_anlage, remove_anlage
from antraege.views.entwurf import EntwurfView


class AnhaengenView(EntwurfView):
    """Takes the files of one field. Answers with the list of what is kept, and why something is not."""

    def post(self, request: HttpRequest, kennung: str, feld: str) -> HttpResponse:
        found = self._field(feld)
        if weg := request.POST.get("entfernen"):
            remove_anlage(antrag=self.antrag.pk, feld=found, kennung=weg)
            return self._list(found, [])
        wrong = attach(self.antrag.pk, found, request.FILES.getlist(feld))
        return self._list(found, wrong, status=422 if wrong else 200)

    def _field(self, feld: str) -> Feld:
        found = self.auswertung.definition.felder.get(feld)
        if found is None or found.typ != "datei" or feld not in self.auswertung.sichtbar:
            raise Http404(feld)
        return found

    def _list(self, feld: Feld, fehler: list[str], status: int = 200) -> HttpResponse:
        self.antrag.refresh_from_db(fields=["inhalt"])
        kept = self.antrag.lesen()["antworten"].get(feld.schluessel, [])
        context = {"antrag": self.antrag, "feld": feld, "anlagen": kept, "fehler": fehler}
        return render(self.request, "antraege/anlagen.html", context, status=status)


class AnlageView(EntwurfView):
    """A file again, for whoever attached it: as a download, never shown by the browser."""

    def get(self, request: HttpRequest, kennung: str, anlage: str) -> HttpResponse:
        row = Anlage.objects.filter(antrag=self.antrag, kennung=anlage).first()
        if row is None:
            raise Http404(anlage)
        return as_download(row)


def attach(antrag: int, feld: Feld, uploads: list[Any]) -> list[str]:
    """Keep what can be kept. Returns why something was not."""
    wrong = []
    for upload in uploads:
        try:
            keep_anlage(antrag=antrag, feld=feld, upload=upload)
        except DateiError as error:
            wrong.append(str(error.meldung))
        except AnlageError as error:
            wrong.append(str(error))
    return wrong


def as_download(row: Anlage) -> HttpResponse:
    """RFC 6266; the type is what the file was found to be, and the browser may do nothing with it."""
    name, data = content(row)
    response = HttpResponse(data, content_type=DATEITYPEN[row.art].mime)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
