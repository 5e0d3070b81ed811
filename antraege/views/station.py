"""The wizard: one address per station of a draft."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from antraege.angebot import karte
from antraege.assistent.ablauf import BEZAHLUNG, PRUEFEN, VORAUSSETZUNGEN, Station
from antraege.services.einreichen import UnvollstaendigError, Veraltet, submit_antrag
from antraege.services.speichern import save_schritt
from antraege.uebersicht import teile
from antraege.views.entwurf import EntwurfView
from antraege.views.schritt import ABBRECHEN, SPEICHERN, ZURUECK, Schrittseite

LEIMRUTE = "homepage-url"  # hidden from people by the style sheet; programs fill it in


class StationView(EntwurfView):
    """Show a station; take what was filled in and lead on."""

    def get(self, request: HttpRequest, kennung: str, schritt: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:
            return redirect("antrag_abschluss", kennung)
        station = self._station(schritt)
        if not self.ablauf.ist_erreichbar(station):
            return self.go(self.ablauf.offen)
        own = self.auswertung.definition.nach_schluessel.get(schritt)
        return Schrittseite(self, station, own).show() if own else self._show(station)

    def post(self, request: HttpRequest, kennung: str, schritt: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:  # sent twice: the second shows what the first has done
            return redirect("antrag_abschluss", kennung)
        if request.POST.get(LEIMRUTE):
            return render(request, "antraege/automat.html")
        station = self._station(schritt)
        own = self.auswertung.definition.nach_schluessel.get(schritt)
        if own is not None:
            return Schrittseite(self, station, own).take()
        return self._leave(station, request.POST.get("aktion", ""))

    def _station(self, schritt: str) -> Station:
        found = self.ablauf.station(schritt)
        if found is None:
            raise Http404(schritt)
        return found

    # --- The stations of every form -----------------------------------------------------------------------------------

    def _leave(self, station: Station, aktion: str) -> HttpResponse:
        if aktion == ABBRECHEN:
            return redirect("antrag_abbrechen", self.antrag.kennung)
        if aktion == ZURUECK:
            return self.go(self.ablauf.vor(station) or station)
        if aktion == SPEICHERN:  # nothing is typed here
            return HttpResponse(status=204)
        if station.schluessel == PRUEFEN:
            return self._submit(station)
        self.inhalt = save_schritt(antrag=self.antrag.pk, schritt=station.schluessel, fertig=True)
        return self.go(self.way(self.auswertung).nach(station))

    def _show(self, station: Station, *, fehler: bool = False, veraltet: Sequence[Veraltet] = ()) -> HttpResponse:
        context: dict[str, Any] = {"station": station, "auswertung": self.auswertung}
        if station.schluessel == PRUEFEN:
            context |= {"teile": teile(self.auswertung), "stelle": karte(self.antrag.stelle_id)}
            felder = self.auswertung.definition.felder
            context |= {"fehler": fehler, "veraltet": [(one, felder[one.feld]) for one in veraltet]}
        template = {VORAUSSETZUNGEN: "voraussetzungen", BEZAHLUNG: "bezahlung", PRUEFEN: "pruefen"}[station.schluessel]
        return self.page(f"antraege/{template}.html", context, status=422 if fehler else 200)

    def _submit(self, station: Station) -> HttpResponse:
        if not self.ablauf.ist_erreichbar(station):
            return self.go(self.ablauf.offen)
        try:
            submit_antrag(antrag=self.antrag.pk)
        except UnvollstaendigError as error:
            return self._show(station, fehler=True, veraltet=error.veraltet)
        return redirect("antrag_abschluss", self.antrag.kennung)
