"""A line of text."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Zeilenfeld
from antraege.regeln.bedingung import Regeltyp

LONGEST = 250


def read_text(daten: Json) -> str:
    """A text that was exported; raises ``ValueError`` for anything else."""
    if not isinstance(daten, str):
        raise ValueError(daten)
    return daten


def read_texts(daten: Json, noetig: Collection[str], sonst: Collection[str] = ()) -> dict[str, str]:
    """Texts by name that were exported: all of ``noetig``, some of ``sonst``, none empty. ``ValueError`` otherwise."""
    if not isinstance(daten, dict) or not set(noetig) <= daten.keys() <= {*noetig, *sonst}:
        raise ValueError(daten)
    found = {name: read_text(one) for name, one in daten.items()}
    if not all(found.values()):
        raise ValueError(daten)
    return found


class TextFeld(Feldtyp[str]):
    """A line as it was typed, without blanks at its ends."""

    typ = "text"
    name = _("Text, eine Zeile")
    beschreibung = _("Eine Zeile, z. B. der Name eines Vereins.")
    icon = "title"
    regeltyp = Regeltyp.TEXT
    laengste = LONGEST

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        most = blocks.IntegerBlock(
            label=_("Höchstens so viele Zeichen"), required=False, min_value=1, max_value=self.laengste
        )
        return [("hoechstens", most)]

    def formularfeld(self, feld: Feld) -> forms.Field:
        return Zeilenfeld(most=self._most(feld), widget=forms.TextInput(attrs=self.attrs(feld)), **self.optionen(feld))

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "maxLength": self._most(feld)}

    def beispiel(self, feld: Feld) -> str:
        return "Beispiel"[: self._most(feld)]

    def _most(self, feld: Feld) -> int:
        return feld.angaben.get("hoechstens") or self.laengste
