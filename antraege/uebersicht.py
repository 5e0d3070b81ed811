"""The answers as people read them: on the page for checking, on the receipt, in the PDF, at the office."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from antraege.auswertung import Auswertung
from antraege.definition import Schritt
from antraege.feldtypen import NACH_TYP, Feld, Json


@dataclass(frozen=True, slots=True)
class Angabe:
    """One answer. ``zeilen`` are the rows of a repeated group, each with its own answers."""

    schluessel: str
    beschriftung: str
    text: str
    sprache: str = ""
    zeilen: tuple[tuple["Angabe", ...], ...] = ()
    einzahl: str = ""  # what a row is called


@dataclass(frozen=True, slots=True)
class Teil:
    """What was said in one step."""

    schluessel: str
    titel: str
    angaben: tuple[Angabe, ...]
    sprache: str = ""


def teile(auswertung: Auswertung) -> list[Teil]:
    """All that is shown, by step; what was left empty says so."""
    return [Teil(one.schluessel, one.titel, tuple(_said(one, auswertung)), one.sprache) for one in auswertung.schritte]


def _said(schritt: Schritt, auswertung: Auswertung) -> Iterator[Angabe]:
    for feld in auswertung.felder(schritt):
        yield angabe(feld, auswertung.antworten.get(feld.schluessel))


def angabe(feld: Feld, wert: Json) -> Angabe:
    typ = NACH_TYP[feld.typ]
    if wert is None:
        return Angabe(feld.schluessel, feld.beschriftung, _("keine Angabe"), feld.sprache)
    if typ.wiederholt and isinstance(wert, list):
        rows = tuple(
            tuple(angabe(one, row[one.schluessel]) for one in typ.felder(feld) if one.schluessel in row)
            for row in wert
            if isinstance(row, dict)
        )
        return Angabe(feld.schluessel, feld.beschriftung, "", feld.sprache, rows, feld.angaben["singular"])
    return Angabe(feld.schluessel, feld.beschriftung, typ.anzeige(typ.aus_export(wert, feld), feld), feld.sprache)


def in_words(feld: Feld, wert: Json) -> str:
    """An answer as plain text."""
    typ = NACH_TYP[feld.typ]
    return _("keine Angabe") if wert is None else typ.anzeige(typ.aus_export(wert, feld), feld)


def euro(cents: int | None) -> str:
    """An amount as it stands in a list of fees; what the office decides has none yet."""
    if cents is None:
        return _("nach Satzung")
    if get_language() == "en":
        return f"€{cents // 100:,}.{cents % 100:02d}"
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}\u00a0€"
