"""A question that is answered with yes or no."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.regeln.bedingung import Regeltyp

JA, NEIN = "ja", "nein"


class JaNeinFeld(Feldtyp[bool]):
    """Two radio buttons: with a checkbox nobody could tell "no" from "not answered"."""

    typ = "ja_nein"
    name = _("Ja oder nein")
    beschreibung = _("Eine Frage, die mit Ja oder Nein beantwortet wird.")
    icon = "check"
    regeltyp = Regeltyp.JA_NEIN

    def formularfeld(self, feld: Feld) -> forms.Field:
        choices = [(JA, _("Ja")), (NEIN, _("Nein"))]
        options = self.optionen(feld, fehlt=_("Bitte wählen Sie „Ja“ oder „Nein“."))
        options["error_messages"]["invalid_choice"] = _("Bitte wählen Sie „Ja“ oder „Nein“.")
        return forms.TypedChoiceField(
            choices=choices, coerce=_is_yes, empty_value=None, widget=forms.RadioSelect, **options
        )

    def zerlegt(self, feld: Feld, wert: bool) -> dict[str, Any]:
        return {ALLEIN: JA if wert else NEIN}

    def anzeige(self, wert: bool, feld: Feld) -> str:
        return gettext("Ja") if wert else gettext("Nein")

    def export(self, wert: bool, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> bool:
        if not isinstance(daten, bool):
            raise ValueError(daten)
        return daten

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "boolean"}

    def beispiel(self, feld: Feld) -> bool:
        return True


def _is_yes(key: str) -> bool:
    return key == JA
