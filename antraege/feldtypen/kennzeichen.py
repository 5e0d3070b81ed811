"""The number plate of a vehicle."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from antraege.feldtypen.base import Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp

MOST = 8  # letters and digits on a plate, E and H among them (FZV, Anlage 4)
_PLATE = re.compile(r"([A-ZÄÖÜ]{1,3})[ \-:·]+([A-Z]{1,2})[ \-]*([1-9][0-9]{0,3}) ?([EH]?)")
PATTERN = "^[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}[EH]?$"


def read_plate(text: str) -> str:
    """A plate as it is written in papers: "myk ab 123 e" is "MYK-AB 123E".

    Between district and letters something must stand: "MAYAB1" could be of two districts.
    """
    found = _PLATE.fullmatch(text.upper())
    if found is None:
        message = _("Bitte ein Kennzeichen mit Leerzeichen oder Bindestrich angeben, z. B. MYK-AB 123.")
        raise ValidationError(message, code="invalid")
    district, letters, number, kind = found.groups()
    if len(district + letters + number + kind) > MOST:
        message = _("Ein Kennzeichen hat höchstens acht Buchstaben und Ziffern. Bitte prüfen Sie es.")
        raise ValidationError(message, code="max_length")
    return f"{district}-{letters} {number}{kind}"


class KennzeichenFeld(Feldtyp[str]):
    """A German plate, with E (electric) or H (historic) at its end."""

    typ = "kennzeichen"
    name = _("Kfz-Kennzeichen")
    beschreibung = _("Ein deutsches Kfz-Kennzeichen, auch mit E oder H.")
    icon = "thumbtack"
    regeltyp = Regeltyp.TEXT

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, autocapitalize="characters", spellcheck="false"))
        return Lesefeld(read_plate, widget=widget, **self.optionen(feld, hilfe=_("Zum Beispiel MYK-AB 123")))

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "pattern": PATTERN}

    def beispiel(self, feld: Feld) -> str:
        return "MYK-AB 123"
