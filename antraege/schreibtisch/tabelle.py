"""The answers to a form as a table for Excel and LibreOffice."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from antraege.feldtypen import Feld
from antraege.formularspeicher import auswerter
from antraege.mitteilungen import as_sent
from antraege.models import Formularfassung, Vorgang, Vorgangsereignis
from antraege.permissions import vorgaenge_of
from antraege.schreibtisch.buero import NurSachbearbeitung
from antraege.schreibtisch.filter import VorgangFilter
from antraege.services.protokollieren import note_all
from antraege.uebersicht import Angabe, angabe
from antraege.verschluesselung import UnlesbarError
from cms.orte import verzeichnis

BOM = "\ufeff"  # by it Excel knows UTF-8
FORMELN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CHUNK = 100


class TabelleView(NurSachbearbeitung):
    """One revision of a form, narrowed like the list. Each case in it is logged before the first line goes out."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mine = vorgaenge_of(request.user).filter(antrag__fassung=kwargs["fassung_id"], vorschau=False)
        fassung = get_object_or_404(Formularfassung.objects.filter(antraege__vorgang__in=mine).distinct())
        form = VorgangFilter(request.GET, mine)
        found = list(form.found().only("pk", "vorschau"))
        note_all(vorgaenge=found, art=Vorgangsereignis.Art.AUSGEGEBEN, user=request.user, fassung=fassung.pk)
        lines = _lines(fassung.pk, [one.pk for one in found])
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"{fassung.formular.slug}-{timezone.localdate():%Y-%m-%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class _Echo:
    """A file that returns what is written."""

    def write(self, text: str) -> str:
        return text


def _lines(fassung: int, vorgaenge: list[int]) -> Iterator[str]:
    felder = list(auswerter(fassung).definition.felder.values())
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    own = (_("Vorgangsnummer"), _("eingegangen"), _("Ort"), _("Stelle"), _("Stand"), _("Betrag in Euro"))
    yield BOM + writer.writerow([*own, *(safe(f"{feld.beschriftung} ({feld.schluessel})") for feld in felder)])
    for start in range(0, len(vorgaenge), CHUNK):
        rows = Vorgang.objects.select_related("antrag", "stelle").in_bulk(vorgaenge[start : start + CHUNK])
        for pk in vorgaenge[start : start + CHUNK]:
            if (row := rows.get(pk)) and row.antrag:
                yield writer.writerow([safe(cell) for cell in _cells(row, felder)])


def _cells(row: Vorgang, felder: list[Feld]) -> Iterator[str]:
    yield row.nummer
    yield f"{timezone.localtime(row.eingegangen_at):%d.%m.%Y %H:%M}"
    yield verzeichnis().by_id[row.gebiet_id].anzeige
    yield row.stelle.name
    yield str(row.get_zustand_display())
    yield "" if row.betrag_cent is None else f"{row.betrag_cent // 100},{row.betrag_cent % 100:02d}"
    try:
        given = as_sent(row.antrag).antworten if row.antrag else {}
    except UnlesbarError:
        yield _("lässt sich nicht entschlüsseln")
        return
    for feld in felder:
        wert = given.get(feld.schluessel)
        yield "" if wert is None else _text(angabe(feld, wert))


def _text(said: Angabe) -> str:
    """In one cell; each row of a repeated group is a line of it."""
    if not said.zeilen:
        return said.text
    return "\n".join(", ".join(f"{one.beschriftung}: {_text(one)}" for one in row) for row in said.zeilen)


def safe(cell: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMELN) else cell
