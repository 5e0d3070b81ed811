"""An e-mail address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json
from antraege.feldtypen.eingabe import Lesefeld
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp

LONGEST = 254  # RFC 5321: a path of 256 octets with its brackets


def read_email(text: str) -> str:
    """An address as people paste it: "mailto:…", "<…>", blanks around the @."""
    address = text.removeprefix("mailto:").strip("<>,; ").rstrip(".").replace(" @ ", "@")
    message = _("Bitte eine E-Mail-Adresse angeben, z. B. name@beispiel.de.")
    if len(address) > LONGEST:
        raise ValidationError(message, code="invalid")
    validate_email_as(address, message)
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def validate_email_as(address: str, message: Any) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(message, code="invalid") from error


class EmailFeld(Feldtyp[str]):
    """An address that looks right; whether it is read by somebody only a mail can tell."""

    typ = "email"
    name = _("E-Mail-Adresse")
    beschreibung = _("Eine E-Mail-Adresse, auf Tippfehler geprüft.")
    icon = "mail"
    regeltyp = Regeltyp.TEXT
    autocomplete = "email"

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode="email", autocapitalize="none", spellcheck="false"))
        options = self.optionen(feld, fehlt=_("Bitte geben Sie eine E-Mail-Adresse an."))
        return Lesefeld(read_email, widget=widget, **options)

    def zerlegt(self, feld: Feld, wert: str) -> dict[str, Any]:
        return {ALLEIN: wert}

    def export(self, wert: str, feld: Feld) -> Json:
        return wert

    def aus_export(self, daten: Json, feld: Feld) -> str:
        return read_text(daten)

    def schema(self, feld: Feld) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": LONGEST}

    def beispiel(self, feld: Feld) -> str:
        return "name@beispiel.de"
