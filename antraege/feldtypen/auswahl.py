"""One of several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import SCHLUESSEL, Feld, Feldtyp, Json
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Name, Regeltyp

FEW = 7  # up to here each choice is a radio button; more are a list
CHOOSE = _("Bitte wählen Sie eine der Möglichkeiten.")


class WahlBlock(blocks.StructBlock):
    wert = blocks.RegexBlock(regex=SCHLUESSEL, label=_("Schlüssel"))
    text = blocks.CharBlock(label=_("Text"), max_length=200)

    class Meta:
        label = _("Möglichkeit")
        label_format = "{text}"


def wahlen_block(least: int = 2) -> blocks.ListBlock:
    return blocks.ListBlock(WahlBlock(), label=_("Möglichkeiten"), min_num=least, max_num=200)


def wahlen(feld: Feld) -> dict[str, str]:
    """The choices of a field: key → text."""
    return {one["wert"]: one["text"] for one in feld.angaben["wahlen"]}


def wrong_wahlen(feld: Feld) -> dict[str, Any]:
    if len(wahlen(feld)) < len(feld.angaben["wahlen"]):
        return {"wahlen": _("Zwei Möglichkeiten haben denselben Schlüssel.")}
    return {}


class AuswahlFeld(Feldtyp[str]):
    """The value is the key of the choice, so that its text may be mended."""

    typ = "auswahl"
    name = _("Auswahl, eine von mehreren")
    beschreibung = _("Genau eine von mehreren Möglichkeiten.")
    icon = "radio-full"
    regeltyp = Regeltyp.WAHL

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return [("wahlen", wahlen_block())]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return wrong_wahlen(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        found = list(wahlen(feld).items())
        options = self.optionen(feld, fehlt=CHOOSE)
        options["error_messages"]["invalid_choice"] = CHOOSE
        if len(found) <= FEW:
            return forms.ChoiceField(choices=found, widget=forms.RadioSelect, **options)
        choices = [("", _("Bitte wählen")), *found]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=self.attrs(feld)), **options)

    def anzeige(self, wert: str, feld: Feld) -> str:
        return wahlen(feld).get(wert, wert)

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def regelname(self, feld: Feld) -> Name:
        return Name(self.regeltyp, feld.beschriftung, wahlen(feld))

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "enum": list(wahlen(feld))}

    def beispiel(self, feld: Feld) -> str:
        return next(iter(wahlen(feld)))
