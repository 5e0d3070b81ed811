"""One of several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import SCHLUESSEL, Feld, Feldtyp, Json

FEW = 7  # up to here each choice is a radio button; more are a list


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


class AuswahlFeld(Feldtyp[str]):
    """The value is the key of the choice, so that its text may be mended."""

    typ = "auswahl"
    name = _("Auswahl, eine von mehreren")
    icon = "radio-full"

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return [("wahlen", wahlen_block())]

    def formularfeld(self, feld: Feld) -> forms.Field:
        found = list(wahlen(feld).items())
        if len(found) <= FEW:
            return forms.ChoiceField(choices=found, widget=forms.RadioSelect, **self.optionen(feld))
        choices = [("", _("Bitte wählen")), *found]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs=self.attrs(feld)), **self.optionen(feld))

    def anzeige(self, wert: str, feld: Feld) -> str:
        return wahlen(feld).get(wert, wert)

    def export(self, wert: str) -> Json:
        return wert

    def aus_export(self, daten: Json) -> str:
        if not isinstance(daten, str):
            raise ValueError(daten)
        return daten

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "enum": list(wahlen(feld))}

    def beispiel(self, feld: Feld) -> str:
        return next(iter(wahlen(feld)))
