"""The day on which somebody was born."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import Feld
from antraege.feldtypen.datum import FIRST, DatumFeld, heute, limit, read_day
from antraege.feldtypen.eingabe import KEYBOARD, Lesefeld

YEARS = 120


class GeburtsdatumFeld(DatumFeld):
    """A day in the life of somebody who may be alive; two digits of a year are never ahead."""

    typ = "geburtsdatum"
    name = _("Geburtsdatum")
    beschreibung = _("Ein Tag in der Vergangenheit, auch mit einem Mindestalter.")
    icon = "calendar"
    autocomplete = "bday"

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        label = _("Mindestalter in Jahren")
        return [("mindestalter", blocks.IntegerBlock(label=label, required=False, min_value=1, max_value=YEARS))]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        return {}

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, inputmode=KEYBOARD))
        options = self.optionen(feld, hilfe=_("Zum Beispiel 24.12.1980"), fehlt=_("Bitte geben Sie ein Datum an."))
        return Lesefeld(partial(_read, feld.angaben.get("mindestalter")), widget=widget, **options)

    def beispiel(self, feld: Feld) -> date:
        return limit(f"heute-{max(40, feld.angaben.get('mindestalter', 0))}J")


def _read(age: int | None, text: str) -> date:
    try:
        day = read_day(text, pivot=0)
    except ValueError as error:
        raise ValidationError(_("Bitte ein Datum angeben, z. B. 24.12.1980."), code="invalid") from error
    if day > heute():
        message = _("Das Geburtsdatum liegt in der Zukunft. Bitte prüfen Sie das Jahr.")
        raise ValidationError(message, code="max_value")
    if day < max(FIRST, limit(f"heute-{YEARS}J")):
        raise ValidationError(_("Das ist zu lange her. Bitte prüfen Sie das Jahr."), code="min_value")
    if age and day > limit(f"heute-{age}J"):
        message = _("Das geht erst ab %(alter)d Jahren. Bitte prüfen Sie das Geburtsdatum.")
        raise ValidationError(message, code="age", params={"alter": age})
    return day
