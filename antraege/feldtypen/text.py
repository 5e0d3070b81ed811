"""A line of text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import Feld, Feldtyp, Json

LONGEST = 250


class TextFeld(Feldtyp[str]):
    typ = "text"
    name = _("Text, eine Zeile")
    icon = "title"

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        most = blocks.IntegerBlock(
            label=_("Höchstens so viele Zeichen"), required=False, min_value=1, max_value=LONGEST
        )
        return [("hoechstens", most)]

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld))
        return forms.CharField(max_length=self._most(feld), widget=widget, **self.optionen(feld))

    def export(self, wert: str) -> Json:
        return wert

    def aus_export(self, daten: Json) -> str:
        if not isinstance(daten, str):
            raise ValueError(daten)
        return daten

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "maxLength": self._most(feld)}

    def beispiel(self, feld: Feld) -> str:
        return "Beispiel"[: self._most(feld)]

    def _most(self, feld: Feld) -> int:
        return feld.angaben.get("hoechstens") or LONGEST
