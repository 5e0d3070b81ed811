"""A telephone number."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from antraege.feldtypen.base import Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp

FEWEST, MOST = 4, 15  # digits; ITU-T E.164 has 15 at most
_ALLOWED = re.compile(r"\+?[0-9()/.\-– ]+")


def read_phone(text: str) -> str:
    """A number as it was typed: everybody groups theirs in their own way, and recognises it so."""
    digits = sum(one.isdecimal() for one in text)
    if not _ALLOWED.fullmatch(text) or not FEWEST <= digits <= MOST:
        message = _("Bitte eine Telefonnummer mit Vorwahl angeben, z. B. 02651 123456.")
        raise ValidationError(message, code="invalid")
    return text


class TelefonFeld(Feldtyp[str]):
    """A number that can be called, kept as it was typed."""

    typ = "telefon"
    name = _("Telefonnummer")
    beschreibung = _("Eine Telefonnummer, so wie sie geschrieben wird.")
    icon = "mobile-alt"
    regeltyp = Regeltyp.TEXT
    autocomplete = "tel"

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode="tel"))
        options = self.optionen(feld, fehlt=_("Bitte geben Sie eine Telefonnummer an."))
        return Lesefeld(read_phone, widget=widget, **options)

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+?[0-9()/.\-– ]+$"}

    def beispiel(self, feld: Feld) -> str:
        return "02651 123456"
