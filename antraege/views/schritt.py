"""A step that editors made: shown, taken, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from antraege.assistent import staende
from antraege.assistent.ablauf import PRUEFEN, Station
from antraege.assistent.bloecke import bild
from antraege.assistent.eingang import Eingang
from antraege.assistent.forms import DATENSCHUTZ, AntragstellerForm, SchrittForm, block_id
from antraege.assistent.uebernahme import Uebernahme, take_over
from antraege.auswertung import Auswertung
from antraege.definition import ANTRAGSTELLER, Schritt
from antraege.feldtypen import NACH_TYP
from antraege.formularspeicher import hinweis
from antraege.inhalt import Roh
from antraege.services.speichern import VeraltetError, save_schritt
from antraege.views.anlagen import ENTFERNEN, receive
from antraege.views.entwurf import EntwurfView
from antraege.views.zweistaende import hier_und_dort

WEITER, ZURUECK, ABBRECHEN, SPEICHERN, HOCHLADEN = "weiter", "zurueck", "abbrechen", "speichern", "hochladen"
STAND = "X-Stand"
ATTEMPTS = 8  # each time another window was quicker; nobody has so many


@dataclass
class Schrittseite:
    view: EntwurfView
    station: Station
    schritt: Schritt
    dateien: str = ""  # the last field whose files changed with this request
    dateifehler: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def request(self) -> HttpRequest:
        return self.view.request

    @cached_property
    def post(self) -> QueryDict:
        return self.request.POST

    # --- Showing ------------------------------------------------------------------------------------------------------

    def show(self) -> HttpResponse:
        return self._page(self._form(), self.view.auswertung, anderswo="neu" in self.request.GET)

    def _page(
        self, form: SchrittForm, auswertung: Auswertung, *, status: int = 200, stand: str = "", **more: Any
    ) -> HttpResponse:
        self.view.judge(auswertung)
        context = {"station": self.station} | self._step(form, auswertung, stand) | more
        return self.view.page("antraege/schritt.html", context, status=status)

    def _step(self, form: SchrittForm, auswertung: Auswertung, stand: str = "") -> dict[str, Any]:
        bloecke = list(form.bloecke(auswertung.inhalt(self.schritt), auswertung.antworten))
        return {
            "schritt": self.schritt,
            "form": form,
            "bloecke": bloecke,
            "bild": bild(bloecke),
            "stand": stand or staende.stand(self.schritt, self.view.inhalt.antworten, self._roh),
            "ist_antragsteller": self.schritt.schluessel == ANTRAGSTELLER,
        }

    def _form(self) -> SchrittForm:
        felder, antworten = self.view.auswertung.felder(self.schritt), self.view.inhalt.antworten
        if self.schritt.schluessel != ANTRAGSTELLER:
            return SchrittForm(felder, antworten, roh=self._roh)
        gelesen = (self.view.inhalt.hinweis or {}).get("fassung") == self._notice()
        return AntragstellerForm(felder, antworten, roh=self._roh, gelesen=gelesen)

    @property
    def _roh(self) -> Roh:
        return self.view.inhalt.roh_of(self.schritt.schluessel)

    def _notice(self) -> str:
        return hinweis(self.view.antrag.fassung_id)

    # --- Taking -------------------------------------------------------------------------------------------------------

    def take(self) -> HttpResponse:
        self._receive()
        for _attempt in range(ATTEMPTS):
            try:
                return self._take()
            except VeraltetError:
                self.view.reload()
        return self._take()

    def _receive(self) -> None:
        """Keep the files that came along, take away one that is not wanted any more."""
        felder = [one for one in self.view.auswertung.felder(self.schritt) if NACH_TYP[one.typ].dateien]
        found = receive(self.view.antrag.pk, felder, self.request)
        self.dateien, self.dateifehler = found.feld, found.fehler
        if found.feld:
            self.view.reload()

    def _take(self) -> HttpResponse:
        aktion = self.post.get("aktion", WEITER)
        found = take_over(self.schritt, self.view.inhalt, self.post, self.view.evaluate, self.dateifehler)
        if found.abgleich.strittig:
            if aktion == ABBRECHEN:
                return redirect("antrag_abbrechen", self.view.antrag.kennung)
            return hier_und_dort(self.view, self.station, found)
        self._save(found, done=aktion == WEITER and found.ist_fertig)
        if found.reihe:
            return self.view.go(self.station, f"#{block_id(found.reihe)}")
        if aktion == ABBRECHEN:
            return redirect("antrag_abbrechen", self.view.antrag.kennung)
        if aktion == SPEICHERN:
            return self._saved(found)
        return self._lead_on(aktion, found)

    def _save(self, found: Uebernahme, *, done: bool) -> None:
        self.view.inhalt = save_schritt(
            antrag=self.view.antrag.pk,
            schritt=self.schritt.schluessel,
            antworten=found.neu,
            roh=found.roh,
            fertig=done,
            hinweis=self._notice() if DATENSCHUTZ in self.post else "",
            gelesen=bytes(self.view.antrag.inhalt),
        )
        foreign = found.abgleich.fremd
        self.view.judge(self.view.evaluate(self.view.inhalt.antworten) if foreign else found.eingang.auswertung)

    def _saved(self, found: Uebernahme) -> HttpResponse:
        """For our script: nothing but the new stand, or the questions, if they are other ones now."""
        stand = found.stand(self.view.inhalt)
        context = self._step(self._form(), self.view.auswertung, stand)
        if context["bild"] == self.post.get("_bild", context["bild"]):
            return HttpResponse(status=204, headers={STAND: stand})
        return render(self.request, "antraege/felder.html", context | {"von": self.view.von})

    def _lead_on(self, aktion: str, found: Uebernahme) -> HttpResponse:
        way, eingang = self.view.ablauf, found.eingang
        if aktion == HOCHLADEN or aktion.startswith(f"{ENTFERNEN}-"):
            return self._with_files(eingang)
        if aktion == ZURUECK:
            return self.view.go(way.vor(self.station) or self.station)
        if found.abgleich.fremd:
            return self.view.go(self.station, "?neu=1")
        if not eingang.ist_gut:
            status = 200 if eingang.form.ist_gut else 422
            mehr = eingang.mehr if eingang.form.ist_gut else ()
            return self._page(eingang.form, eingang.auswertung, status=status, mehr=mehr)
        wanted = way.station(PRUEFEN) if self.view.von == PRUEFEN else None
        return self.view.go(wanted if wanted and way.ist_erreichbar(wanted) else way.nach(self.station))

    def _with_files(self, eingang: Eingang) -> HttpResponse:
        """The same page again, with what is kept now, and why something is not."""
        if not self.dateifehler:
            return self.view.go(self.station, f"#{block_id(self.dateien)}" if self.dateien else "")
        eingang.form.blame_only(self.dateifehler)
        return self._page(eingang.form, eingang.auswertung, status=422)
