"""Two windows have changed the same answers: both are shown, and the citizen says which holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from antraege.assistent import staende
from antraege.assistent.ablauf import Station
from antraege.assistent.uebernahme import STAND, WAHL, Uebernahme
from antraege.definition import Schritt
from antraege.feldtypen import Feld, Json
from antraege.inhalt import Roh
from antraege.uebersicht import in_words
from antraege.views.entwurf import EntwurfView

OURS = ("csrfmiddlewaretoken", "aktion", STAND)


@dataclass(frozen=True, slots=True)
class Streit:
    feld: Feld
    hier: str
    dort: str


def hier_und_dort(view: EntwurfView, station: Station, found: Uebernahme) -> HttpResponse:
    """Everything typed here goes along in the page, so nothing is lost whatever is chosen."""
    sent = [(name, values) for name, values in view.request.POST.lists() if not _is_ours(name)]
    context = {
        "station": station,
        "strittig": list(_each(found)),
        "eingaben": [(name, value) for name, values in sent for value in values],
        "stand": found.stand(found.vorher),
    }
    return view.page("antraege/zwei_staende.html", context, status=409)


def _each(found: Uebernahme) -> Iterator[Streit]:
    schritt, there = found.schritt, found.vorher
    for feld in schritt.felder:
        key = feld.schluessel
        if key in found.abgleich.strittig:
            here = _said(schritt, feld, found.eingang.neu.get(key), found.eingang.form.roh)
            yield Streit(feld, here, _said(schritt, feld, there.antworten.get(key), there.roh_of(schritt.schluessel)))


def _said(schritt: Schritt, feld: Feld, wert: Json, roh: Roh) -> str:
    """The answer in words; what is not right yet as it was typed."""
    typed = [
        text for texts in staende.of_field(schritt.felder, feld.schluessel, roh).values() for text in texts if text
    ]
    return ", ".join(typed) if wert is None and typed else in_words(feld, wert)


def _is_ours(name: str) -> bool:
    return name in OURS or name.startswith(WAHL)
