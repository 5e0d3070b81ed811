"""What has changed since a day, as files for the council's agenda: an accessible PDF, and a table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from cms.orte import verzeichnis
from leistungen.katalog.aenderungen import (
    VIER_WOCHEN,
    AenderungenForm,
    Beitrag,
    Eintrag,
    by_leistung,
    entries,
    short_date,
)
from leistungen.katalog.pdf import pdf_response, rahmen
from leistungen.katalog.tabelle import csv_response
from leistungen.katalog.wortlaute import html_of, name_of, wordings
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.vergleich import Zeile
from leistungen.verlauf import Wandel, changed_since

VORLAGE = Path(__file__).with_name("aenderungen.typ")
LEISTUNGEN = 150  # that the PDF shows; the table holds all


class AenderungenDateiView(KatalogZugangMixin, View):
    """What the form in the address asks for, as the page shows it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = AenderungenForm(request.GET)
        form.is_valid()
        seit = form.cleaned_data.get("seit") or timezone.localdate() - VIER_WOCHEN
        return self.answer(form, seit, changed_since(seit, form.rows()))

    def answer(self, form: AenderungenForm, seit: date, found: list[Wandel]) -> HttpResponse:
        raise NotImplementedError


class AenderungenCsvView(AenderungenDateiView):
    """One line for each section, with its words before and after."""

    def answer(self, form: AenderungenForm, seit: date, found: list[Wandel]) -> HttpResponse:
        head = [_("Leistung"), _("Redaktion"), _("Sprache"), _("Abschnitt"), _("Art"), _("Rolle"), _("Am")]
        return csv_response(f"aenderungen-seit-{seit}", [*head, _("Vorher"), _("Nachher")], lines(found))


def lines(found: list[Wandel]) -> Iterator[list[Any]]:
    kept = wordings(hash_ for one in found for hash_ in (one.vorher, one.nachher))
    by_id = verzeichnis().by_id
    for one in found:
        words = (html_of(one.modul, kept.get(hash_, ()), one.sprache) for hash_ in (one.vorher, one.nachher))
        yield [
            one.bezeichnung,
            by_id[one.gebiet].bezeichnung,
            one.sprache,
            name_of(one.modul),
            one.art.label,
            ", ".join(str(role.label) for role in one.urheber),
            timezone.localdate(one.zuletzt),
            *(" ".join(strip_tags(html.replace("<", " <")).split()) for html in words),
        ]


class AenderungenPdfView(AenderungenDateiView):
    """By Leistung, with what went and what came marked, so that it can be seen and heard."""

    def answer(self, form: AenderungenForm, seit: date, found: list[Wandel]) -> HttpResponse:
        return pdf_response(f"aenderungen-seit-{seit}", VORLAGE, daten(form, seit, found))


def daten(form: AenderungenForm, seit: date, found: list[Wandel]) -> dict[str, Any]:
    """What the template prints."""
    groups = by_leistung(found)
    ort = form.cleaned_data.get("ort")
    shown = entries(groups[:LEISTUNGEN], ort)
    rest = len(groups) - len(shown)
    chosen = [ort.anzeige if ort else "", *(form.cleaned_data.get(name) or "" for name in ("themenfeld", "redaktion"))]
    return rahmen(_("Was sich seit dem %(tag)s geändert hat") % {"tag": short_date(seit)}) | {
        "einleitung": ngettext(
            "%(n)d Leistung hat sich für Bürgerinnen und Bürger geändert.",
            "%(n)d Leistungen haben sich für Bürgerinnen und Bürger geändert.",
            len(groups),
        )
        % {"n": len(groups)},
        "auswahl": " · ".join(filter(None, chosen)),
        "worte": {"weg": _("gestrichen:"), "neu": _("neu:")},
        "eintraege": [_entry(one) for one in shown],
        "rest": _("Dazu kommen %(anzahl)s weitere; die Tabelle nennt alle.") % {"anzahl": rest} if rest else "",
    }


def _entry(one: Eintrag) -> dict[str, Any]:
    return {"titel": one.titel, "beitraege": [_part(part) for part in one.beitraege]}


def _part(part: Beitrag) -> dict[str, Any]:
    return {
        "wer": part.gebiet.bezeichnung,
        "wann": _("Zuletzt am %(tag)s durch: %(von)s") % {"tag": short_date(part.zuletzt), "von": part.von},
        "sprache": part.sprache.partition("-")[0],
        "abschnitte": [
            {
                "titel": f"{section.titel} – {section.wandel.art.label}",
                "absaetze": [[piece for line in lines_ for piece in _pieces(line)] for lines_ in section.absaetze],
            }
            for section in part.abschnitte
        ],
    }


def _pieces(line: Zeile) -> Iterator[dict[str, str]]:
    if line.ausgelassen:
        words = ngettext("… %(n)d Satz wie zuvor …", "… %(n)d Sätze wie zuvor …", line.ausgelassen)
        yield {"art": "ausgelassen", "text": words % {"n": line.ausgelassen}}
    yield from ({"art": piece.art, "text": piece.text} for piece in line.stuecke)
