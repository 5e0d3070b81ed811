"""A municipality: where an event is, where a dog lives."""

from functools import lru_cache, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.auswahl import CHOOSE
from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Name, Regeltyp
from cms.orte import Ort, Verzeichnis, verzeichnis
from cms.ortssuche import is_offered, mehrdeutig

FEW = 100  # up to here places are a list; among more of them a name is typed faster


def orte(feld: Feld) -> list[Ort]:
    """The municipalities that can be chosen, by name."""
    return _within(verzeichnis(), feld.angaben.get("unter") or "")


@lru_cache(maxsize=16)
def _within(directory: Verzeichnis, unter: str) -> list[Ort]:
    within = directory.find(unter)
    found = [
        ort
        for ort in directory.orte
        if ort.ist_gemeinde and is_offered(ort) and ort.nachfolger is None and (not within or within.id in ort.kette)
    ]
    return sorted(found, key=lambda ort: (ort.name, ort.ars))


def _above() -> list[tuple[str, str]]:
    """The places below which others lie."""
    directory = verzeichnis()
    found = [ort for ort in directory.orte if directory.darunter[ort.id] and is_offered(ort)]
    return [(ort.ars, ort.anzeige) for ort in sorted(found, key=lambda ort: ort.anzeige)]


class GebietFeld(Feldtyp[str]):
    """A municipality by its key (ARS): from a list, or typed where the list would be long."""

    typ = "gebiet"
    name = _("Ort aus dem Verzeichnis")
    beschreibung = _("Eine Gemeinde aus dem Verzeichnis der Orte.")
    icon = "site"
    autocomplete = "address-level2"
    regeltyp = Regeltyp.WAHL

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        help_text = _("Leer: alle Orte des Landes")
        return [("unter", blocks.ChoiceBlock(choices=_above, label=_("Nur in"), required=False, help_text=help_text))]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        said = feld.angaben.get("unter")
        if said and verzeichnis().find(said) is None:
            return {"unter": _("Dieses Gebiet gibt es nicht.")}
        return {} if orte(feld) else {"unter": _("Dort liegt kein Ort, der gewählt werden kann.")}

    def formularfeld(self, feld: Feld) -> forms.Field:
        found = orte(feld)
        if len(found) > FEW:
            options = self.optionen(feld, hilfe=_("Name des Ortes, zum Beispiel Mayen"))
            return Lesefeld(partial(_read, found), widget=forms.TextInput(attrs=self.attrs(feld)), **options)
        options = self.optionen(feld, fehlt=CHOOSE)
        options["error_messages"]["invalid_choice"] = CHOOSE
        choices = [("", _("Bitte wählen")), *((ort.ars, ort.anzeige) for ort in found)]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=self.attrs(feld)), **options)

    def zerlegt(self, feld: Feld, wert: str) -> dict[str, Any]:
        ort = verzeichnis().find(wert)
        if ort is None or len(orte(feld)) <= FEW:
            return {ALLEIN: ort.ars if ort else ""}
        return {ALLEIN: ort.anzeige}

    def anzeige(self, wert: str, feld: Feld) -> str:
        ort = verzeichnis().by_ars.get(wert)
        return ort.anzeige if ort else wert

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def regelname(self, feld: Feld) -> Name:
        return Name(self.regeltyp, feld.beschriftung, {ort.ars: ort.anzeige for ort in orte(feld)})

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{12}$", "description": "Amtlicher Regionalschlüssel (ARS)"}

    def beispiel(self, feld: Feld) -> str:
        return orte(feld)[0].ars


def _read(found: list[Ort], text: str) -> str:
    allowed = {ort.id for ort in found}
    typed = verzeichnis().find_anzeige(text)
    meant = [typed] if typed and typed.id in allowed else [ort for ort in mehrdeutig(text) if ort.id in allowed]
    if not meant:
        message = _("Diesen Ort kennen wir nicht. Bitte prüfen Sie den Namen, oder schreiben Sie die Postleitzahl.")
        raise ValidationError(message, code="invalid")
    if len(meant) > 1:
        message = _("Das passt zu mehreren Orten: %(orte)s. Bitte schreiben Sie einen davon.")
        raise ValidationError(message, code="several", params={"orte": ", ".join(ort.anzeige for ort in meant)})
    return meant[0].ars
