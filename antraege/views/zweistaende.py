"""Two windows have changed the same answers: both are shown, and the citizen says which holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from antraege.assistent import staende
from antraege.assistent.ablauf import Station
from antraege.assistent.eingang import Eingang
from antraege.assistent.staende import Abgleich
from antraege.definition import Schritt
from antraege.feldtypen import Feld, Json
from antraege.uebersicht import in_words
from antraege.views.entwurf import EntwurfView

OURS = ("csrfmiddlewaretoken", "aktion", "_stand")


@dataclass(frozen=True, slots=True)
class Streit:
    feld: Feld
    hier: str
    dort: str


def hier_und_dort(
    view: EntwurfView, station: Station, eingang: Eingang, abgleich: Abgleich, stand: str, roh: Mapping[str, Any]
) -> HttpResponse:
    """Everything typed here goes along in the page, so nothing is lost whatever is chosen."""
    schritt = eingang.auswertung.definition.nach_schluessel[station.schluessel]
    sent = [(name, values) for name, values in view.request.POST.lists() if not _is_ours(name)]
    context = {
        "station": station,
        "strittig": list(_each(schritt, eingang, abgleich, view.inhalt["antworten"], roh)),
        "eingaben": [(name, value) for name, values in sent for value in values],
        "stand": stand,
    }
    return view.page("antraege/zwei_staende.html", context, status=409)


def _each(
    schritt: Schritt, eingang: Eingang, abgleich: Abgleich, antworten: Mapping[str, Json], roh: Mapping[str, Any]
) -> Iterator[Streit]:
    for feld in schritt.felder:
        key = feld.schluessel
        if key in abgleich.strittig:
            here = _said(schritt, feld, eingang.neu.get(key), eingang.form.roh)
            yield Streit(feld, here, _said(schritt, feld, antworten.get(key), roh))


def _said(schritt: Schritt, feld: Feld, wert: Json, roh: Mapping[str, Sequence[str]]) -> str:
    """The answer in words; what is not right yet as it was typed."""
    typed = [
        text for texts in staende.of_field(schritt.felder, feld.schluessel, roh).values() for text in texts if text
    ]
    return ", ".join(typed) if wert is None and typed else in_words(feld, wert)


def _is_ours(name: str) -> bool:
    return name in OURS or name.startswith("_wahl_")
