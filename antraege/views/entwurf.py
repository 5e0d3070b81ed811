"""A draft that this browser may open: what all its pages have in common."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.generic import View

from antraege.assistent.ablauf import PRUEFEN, STUFEN, Ablauf, Station, ablauf
from antraege.auswertung import Auswertung
from antraege.feldtypen.datum import am
from antraege.formularspeicher import auswerter, kopf
from antraege.inhalt import Inhalt
from antraege.models import Antrag
from antraege.services.speichern import AbgesendetError
from antraege.services.umziehen import move_antrag
from antraege.umgebung import umgebung_at
from antraege.views.verwahrt import keep_typed
from antraege.zugang import cookie_name, grant, is_granted, is_shown, keep_secret
from cms.orte import verzeichnis

SKRIPT, WEITER = "X-Antrag", "X-Weiter"  # headers: asked by our script; where it shall lead to


class EntwurfView(View):
    """Of a draft that this browser may open. Anything else is not there: 404, whatever the reason."""

    antrag: Antrag
    inhalt: Inhalt
    beendet_at: datetime | None  # when an editor ended the state of the form that it was begun with

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        keep_secret(request)
        try:
            response = self._answer(request, *args, **kwargs)
        except AbgesendetError:  # by another tab, meanwhile
            response = redirect("antrag_abschluss", kwargs["kennung"])
        except Antrag.DoesNotExist:
            response = self._gone()
        if SKRIPT in request.headers and "Location" in response:
            told = HttpResponse(status=204, headers={WEITER: response["Location"]})
            told.cookies = response.cookies
            response = told
        add_never_cache_headers(response)
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self._open(kwargs["kennung"]):
            return self._gone()
        if self._may_move() and move_antrag(antrag=self.antrag.pk):
            return self._renewed(redirect("antrag_geaendert", kwargs["kennung"]))
        with am(self.inhalt.stichtag):
            response = super().dispatch(request, *args, **kwargs)
        return self._renewed(response) if request.method == "POST" else response

    def _renewed(self, response: Any) -> Any:
        """A draft lives from its last change on, and so does the cookie that opens it."""
        taken = cookie_name(self.antrag.kennung) in response.cookies
        if self.antrag.ist_entwurf and not taken:  # else it was taken away with the draft
            grant(response, self.antrag, timedelta(days=kopf(self.antrag.formular_id).entwurf_tage))
        return response

    def _may_move(self) -> bool:
        """To a newer state of the form; not while a step is sent: what was typed is kept, and the next page moves."""
        sent = self.request.method == "POST" and self.kwargs.get("schritt") != PRUEFEN
        return bool(self.beendet_at and self.antrag.ist_entwurf and not sent)

    def _open(self, kennung: str) -> bool:
        if not is_granted(self.request, kennung):
            return False
        try:
            found = Antrag.objects.annotate(beendet_at=F("fassung__beendet_at")).get(kennung=kennung)
        except Antrag.DoesNotExist:
            return False
        if not is_shown(found, kopf(found.formular_id).entwurf_tage):
            return False
        self.beendet_at = found.beendet_at
        self._hold(found)
        return True

    def _hold(self, antrag: Antrag) -> None:
        self.antrag, self.inhalt = antrag, antrag.lesen()
        for made in ("auswertung", "ablauf"):
            self.__dict__.pop(made, None)

    def judge(self, auswertung: Auswertung) -> None:
        """From here on, this is what follows from the answers."""
        if auswertung is not self.__dict__.get("auswertung"):
            self.auswertung = auswertung
            self.__dict__.pop("ablauf", None)

    def reload(self) -> None:
        """As it is now. Raises ``Antrag.DoesNotExist``."""
        self._hold(Antrag.objects.get(pk=self.antrag.pk))

    def _gone(self) -> HttpResponse:
        if self.request.method == "POST":
            return keep_typed(self.request, "zugang", status=404)
        return render(self.request, "antraege/kein_entwurf.html", status=404)

    def evaluate(self, antworten: Any) -> Auswertung:
        ready = auswerter(self.antrag.fassung_id, get_language() or "de")
        return ready.auswerten(antworten, umgebung_at(self.antrag.gebiet_id, self.inhalt.stichtag))

    @cached_property
    def auswertung(self) -> Auswertung:
        return self.evaluate(self.inhalt.antworten)

    @cached_property
    def ablauf(self) -> Ablauf:
        return self.way(self.auswertung)

    def way(self, auswertung: Auswertung) -> Ablauf:
        return ablauf(auswertung.definition, auswertung, frozenset(self.inhalt.fertig))

    def go(self, station: Station, frage: str = "") -> HttpResponse:
        response = redirect("antrag", self.antrag.kennung, station.schluessel)
        response["Location"] += frage
        return response

    @property
    def von(self) -> str:
        """The station that asked for a change here, and gets the reader back."""
        return str(self.request.GET.get("von") or self.request.POST.get("_von", ""))

    @property
    def _is_free(self) -> bool:
        """Whether it costs nothing for sure: as long as questions are open, a fee may follow from the answers."""
        if self.auswertung.posten:
            return False
        return not self.auswertung.definition.gebuehren or self.ablauf.ist_erreichbar(self.ablauf.stationen[-1])

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """With what stands around every page of a draft."""
        station = context["station"]
        around = {
            "antrag": self.antrag,
            "formular": kopf(self.antrag.formular_id),
            "definition": self.auswertung.definition,
            "ort": verzeichnis().by_id[self.antrag.gebiet_id],
            "stufen": [(nummer, titel, nummer == station.stufe, nummer < station.stufe) for nummer, titel in STUFEN],
            "teilschritt": self.ablauf.part_of_stufe(station),
            "ohne_gebuehr": self._is_free,
            "vor": self.ablauf.vor(station) if station in self.ablauf.stationen else None,
            "von": self.von,
            "stichtag": self.inhalt.stichtag,
        }
        return render(self.request, template, around | context, status=status)
