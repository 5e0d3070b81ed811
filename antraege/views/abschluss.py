"""After sending: the receipt, its PDF, and the page that says how far the application is."""

from typing import Any

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from antraege.angebot import karte
from antraege.assistent.ablauf import ABSCHLUSS, STUFEN, Station
from antraege.herunterladen import download
from antraege.mitteilungen import as_sent, read_pdf, status_url
from antraege.models import Vorgang
from antraege.uebersicht import teile
from antraege.views.entwurf import EntwurfView
from antraege.zugang import STAND, cookie_name, grant, keep_secret, kennung_from, quittung_left
from leistungen.views import locations


class AbschlussView(EntwurfView):
    """What was sent, at this device for a day, or until its reader says that it is enough."""

    def get(self, request: HttpRequest, kennung: str) -> HttpResponse:
        if self.antrag.ist_entwurf:
            return redirect("antrag", kennung, self.ablauf.offen.schluessel)
        self.auswertung = as_sent(self.antrag, get_language() or "de")
        context = {
            "station": Station(ABSCHLUSS, 5, STUFEN[4][1]),
            "teile": teile(self.auswertung),
            "auswertung": self.auswertung,
            **office(self.antrag.stelle_id),
            "stand_url": status_url(self.antrag),
        }
        response = self.page("antraege/abschluss.html", context)
        grant(response, self.antrag, quittung_left(self.antrag))
        return response

    def post(self, request: HttpRequest, kennung: str) -> HttpResponse:
        """From now on this device shows nothing of it."""
        if self.antrag.ist_entwurf:
            return redirect("antrag", kennung, self.ablauf.offen.schluessel)
        response = render(request, "antraege/beendet.html")
        response.delete_cookie(cookie_name(kennung))
        return response

    def _gone(self) -> HttpResponse:
        """Pressed twice, it is ended all the same."""
        return render(self.request, "antraege/beendet.html") if self.request.method == "POST" else super()._gone()


class PdfView(EntwurfView):
    def get(self, request: HttpRequest, kennung: str) -> HttpResponse:
        if self.antrag.ist_entwurf:
            raise Http404(kennung)
        return download(f"antrag-{self.antrag.nummer}.pdf", read_pdf(self.antrag), "application/pdf")


def office(stelle: int) -> dict[str, Any]:
    """The office that has the application, with where and when it is open."""
    found = karte(stelle)
    return {"stelle": found, "standorte": locations(found)}


@require_safe
def stand(request: HttpRequest, token: str) -> HttpResponse:
    """How far the office is. Says no more than number, form, office and dates."""
    keep_secret(request)
    try:
        kennung = kennung_from(token, STAND)
    except BadSignature:
        kennung = ""
    vorgang = Vorgang.objects.filter(antrag__kennung=kennung).first()
    if vorgang is None:
        return render(request, "antraege/kein_entwurf.html", status=404)
    response = render(request, "antraege/stand.html", {"vorgang": vorgang, **office(vorgang.stelle_id)})
    add_never_cache_headers(response)
    return response
