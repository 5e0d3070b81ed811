"""The wizard: one address per station of a draft."""

from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.generic import View

from antraege.angebot import karte
from antraege.assistent.ablauf import BEZAHLUNG, PRUEFEN, STUFEN, VORAUSSETZUNGEN, Ablauf, Station, ablauf
from antraege.assistent.eingang import Eingang, read
from antraege.assistent.forms import DATENSCHUTZ, AntragstellerForm, SchrittForm
from antraege.auswertung import Auswertung
from antraege.definition import ANTRAGSTELLER, Schritt
from antraege.formularspeicher import auswerter
from antraege.models import Antrag
from antraege.services.einreichen import UnvollstaendigError, submit_antrag
from antraege.services.speichern import AbgesendetError, save_schritt
from antraege.uebersicht import teile
from antraege.umgebung import umgebung_at
from antraege.zugang import is_alive, is_granted
from cms import herkunft
from cms.orte import verzeichnis

WEITER, ZURUECK, ABBRECHEN, SPEICHERN = "weiter", "zurueck", "abbrechen", "speichern"


class EntwurfView(View):
    """Of a draft that this browser may open. Anything else is not there: 404, whatever the reason."""

    antrag: Antrag
    inhalt: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        herkunft.note_uncacheable()
        kennung = kwargs["kennung"]
        rows = Antrag.objects.select_related("formular", "vorgang").filter(kennung=kennung)
        found = rows.first() if is_granted(request, kennung) else None
        if found is None or (found.ist_entwurf and not is_alive(found, found.formular.entwurf_tage)):
            return self._gone(request)
        self.antrag, self.inhalt = found, found.lesen()
        try:
            response = super().dispatch(request, *args, **kwargs)
        except (AbgesendetError, Antrag.DoesNotExist):  # by another tab, meanwhile
            response = redirect("antrag_abschluss", kennung)
        add_never_cache_headers(response)
        return response

    def _gone(self, request: HttpRequest) -> HttpResponse:
        return render(request, "antraege/kein_entwurf.html", status=404)

    def evaluate(self, antworten: Any) -> Auswertung:
        ready = auswerter(self.antrag.fassung_id, get_language() or "de")
        return ready.auswerten(antworten, umgebung_at(self.antrag.gebiet_id))

    @cached_property
    def auswertung(self) -> Auswertung:
        return self.evaluate(self.inhalt["antworten"])

    @cached_property
    def ablauf(self) -> Ablauf:
        return self._way(self.auswertung, self.inhalt)

    def _way(self, auswertung: Auswertung, inhalt: dict[str, Any]) -> Ablauf:
        return ablauf(auswertung.definition, auswertung, frozenset(inhalt["fertig"]))

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """With what stands around every page of a draft."""
        station = context["station"]
        around = {
            "antrag": self.antrag,
            "definition": self.auswertung.definition,
            "ort": verzeichnis().by_id[self.antrag.gebiet_id],
            "stufen": [(nummer, titel, nummer == station.stufe, nummer < station.stufe) for nummer, titel in STUFEN],
            "ohne_gebuehr": not self.auswertung.posten,
            "vor": self.ablauf.vor(station) if station in self.ablauf.stationen else None,
            "von": self.request.GET.get("von") or self.request.POST.get("von", ""),
        }
        return render(self.request, template, around | context, status=status)


class StationView(EntwurfView):
    """Show a station; take what was filled in and lead on."""

    def get(self, request: HttpRequest, kennung: str, schritt: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:
            return redirect("antrag_abschluss", kennung)
        station = self._station(schritt)
        if not self.ablauf.ist_erreichbar(station):
            return self._go(self.ablauf.offen)
        return self._show(station)

    def post(self, request: HttpRequest, kennung: str, schritt: str) -> HttpResponse:
        if not self.antrag.ist_entwurf:  # sent twice: the second shows what the first has done
            return redirect("antrag_abschluss", kennung)
        station = self._station(schritt)
        own = self.auswertung.definition.nach_schluessel.get(schritt)
        if own is not None:
            return self._take(station, own)
        if request.POST.get("aktion") == ABBRECHEN:
            return redirect("antrag_abbrechen", kennung)
        if request.POST.get("aktion") == ZURUECK:
            return self._go(self.ablauf.vor(station) or station)
        if station.schluessel == PRUEFEN:
            return self._submit(station)
        self.inhalt = save_schritt(antrag=self.antrag.pk, schritt=schritt, fertig=True)
        return self._go(self._way(self.auswertung, self.inhalt).nach(station))

    def _station(self, schritt: str) -> Station:
        found = self.ablauf.station(schritt)
        if found is None:
            raise Http404(schritt)
        return found

    def _go(self, station: Station, von: str = "") -> HttpResponse:
        response = redirect("antrag", self.antrag.kennung, station.schluessel)
        if von:
            response["Location"] += f"?von={von}"
        return response

    # --- Steps that editors made --------------------------------------------------------------------------------------

    def _take(self, station: Station, schritt: Schritt) -> HttpResponse:
        aktion = self.request.POST.get("aktion", WEITER)
        eingang = read(schritt, self.inhalt["antworten"], self.request.POST, self.evaluate)
        done = aktion == WEITER and eingang.ist_gut
        self.inhalt = save_schritt(
            antrag=self.antrag.pk,
            antworten=eingang.neu,
            roh=eingang.form.roh,
            schritt=schritt.schluessel,
            fertig=done,
            hinweis=self._notice() if DATENSCHUTZ in self.request.POST else "",
        )
        if aktion == ABBRECHEN:
            return redirect("antrag_abbrechen", self.antrag.kennung)
        if aktion == SPEICHERN:
            return HttpResponse(status=204)
        way = self._way(eingang.auswertung, self.inhalt)
        if aktion == ZURUECK:
            return self._go(way.vor(station) or station)
        if not done:
            return self._again(station, schritt, eingang)
        wanted = way.station(PRUEFEN) if self.request.POST.get("von") == PRUEFEN else None
        return self._go(wanted if wanted and way.ist_erreichbar(wanted) else way.nach(station))

    def _again(self, station: Station, schritt: Schritt, eingang: Eingang) -> HttpResponse:
        self.auswertung = eingang.auswertung
        context = self._step(station, schritt, eingang.form) | {"mehr": eingang.mehr and not eingang.form.errors}
        return self.page("antraege/schritt.html", context, status=422 if eingang.form.errors else 200)

    def _step(self, station: Station, schritt: Schritt, form: SchrittForm) -> dict[str, Any]:
        return {
            "station": station,
            "schritt": schritt,
            "form": form,
            "bloecke": list(form.bloecke(self.auswertung.inhalt(schritt))),
            "ist_antragsteller": schritt.schluessel == ANTRAGSTELLER,
        }

    def _form(self, schritt: Schritt) -> SchrittForm:
        felder, roh = self.auswertung.felder(schritt), self.inhalt["roh"].get(schritt.schluessel)
        if schritt.schluessel != ANTRAGSTELLER:
            return SchrittForm(felder, self.inhalt["antworten"], roh=roh)
        gelesen = (self.inhalt.get("hinweis") or {}).get("fassung") == self._notice()
        return AntragstellerForm(felder, self.inhalt["antworten"], roh=roh, gelesen=gelesen)

    def _notice(self) -> str:
        """Which notice was read: in German, for that is the one that binds."""
        text = auswerter(self.antrag.fassung_id).definition.datenschutz
        return blake2b(text.encode(), digest_size=8).hexdigest()

    # --- The stations of every form -----------------------------------------------------------------------------------

    def _show(self, station: Station, *, fehler: bool = False) -> HttpResponse:
        own = self.auswertung.definition.nach_schluessel.get(station.schluessel)
        if own is not None:
            return self.page("antraege/schritt.html", self._step(station, own, self._form(own)))
        context: dict[str, Any] = {"station": station, "auswertung": self.auswertung}
        if station.schluessel == PRUEFEN:
            context |= {"teile": teile(self.auswertung), "fehler": fehler, "stelle": karte(self.antrag.stelle_id)}
        template = {VORAUSSETZUNGEN: "voraussetzungen", BEZAHLUNG: "bezahlung", PRUEFEN: "pruefen"}[station.schluessel]
        return self.page(f"antraege/{template}.html", context, status=422 if fehler else 200)

    def _submit(self, station: Station) -> HttpResponse:
        if not self.ablauf.ist_erreichbar(station):
            return self._go(self.ablauf.offen)
        try:
            submit_antrag(antrag=self.antrag.pk)
        except UnvollstaendigError:
            return self._show(station, fehler=True)
        return redirect("antrag_abschluss", self.antrag.kennung)
