"""The state of the catalogue as an accessible PDF for the council's agenda."""

from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import View

from leistungen.katalog.forms import AuswahlForm
from leistungen.katalog.pdf import pdf_response, rahmen
from leistungen.katalog.zahlen import Balken, Tafel, tafeln
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.kennzahlen.bericht import LISTEN
from leistungen.kennzahlen.modell import Kennzahl, kennzahlen

VORLAGE = Path(__file__).with_name("bericht.typ")
ZEILEN = 200  # of each list; the file for spreadsheets holds all


class BerichtPdfView(KatalogZugangMixin, View):
    """The figures of a choice, and the lists that ask for work."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return pdf_response(f"katalog-{timezone.localdate():%Y-%m-%d}", VORLAGE, daten(AuswahlForm(request.GET)))


def daten(form: AuswahlForm) -> dict[str, Any]:
    """What the template prints."""
    frame = rahmen(_("Stand des Katalogs"))
    chosen = " · ".join(form.in_words)
    return frame | {
        "einleitung": _("So stehen die Leistungen, die Bürgerinnen und Bürger lesen können, am %(tag)s.")
        % {"tag": frame["stand"]},
        "auswahl": _("Ausgewählt: %(auswahl)s") % {"auswahl": chosen} if chosen else "",
        "worte": {
            "blick": _("Auf einen Blick"),
            "anzahl": _("Anzahl"),
            "was": _("Was gezählt wird"),
            "zahlen": _("Die Zahlen im Einzelnen"),
            "anteil": _("Anteil"),
        },
        "kennzahlen": [_figure(tafel) for tafel in tafeln(form)],
        "listen": [_list(kennzahlen()[key], form) for key in LISTEN.values()],
    }


def _figure(tafel: Tafel) -> dict[str, Any]:
    figure, stand = tafel.kennzahl, tafel.stand
    return {
        "titel": str(figure.titel),
        "name": str(figure.name),
        "zahl": _of(stand.zahl, stand.von),
        "erklaerung": str(figure.erklaerung),
        "gruppe_heisst": str(figure.gruppe_heisst),
        "leer": str(figure.leer or _("Hier ist nichts zu zählen.")),
        "gruppen": [_line(balken) for balken in tafel.balken],
    }


def _line(balken: Balken) -> dict[str, Any]:
    anteil = float(balken.anteil)
    return {
        "titel": str(balken.gruppe.titel),
        "anzahl": _of(balken.gruppe.anzahl, balken.gruppe.von),
        "anteil": anteil,
        "prozent": _("%(zahl)s %%") % {"zahl": round(anteil)},
    }


def _of(number: int, whole: int | None) -> str:
    return str(number) if whole is None else _("%(zahl)s von %(ganzes)s") % {"zahl": number, "ganzes": whole}


def _list(figure: Kennzahl, form: AuswahlForm) -> dict[str, Any]:
    found = figure.zeilen(form.auswahl, "")
    rest = len(found) - ZEILEN
    return {
        "titel": _("Liste: %(titel)s") % {"titel": figure.titel},
        "leer": str(figure.leer),
        "kopf": [_("Leistung"), *(str(column) for column in figure.spalten)],
        "zeilen": [[zeile.titel, *map(_cell, zeile.zellen)] for zeile in islice(found, ZEILEN)],
        "rest": _("Dazu kommen %(anzahl)s weitere; die Tabelle zur Liste nennt alle.") % {"anzahl": rest}
        if rest > 0
        else "",
    }


def _cell(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)
