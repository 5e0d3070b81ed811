"""Several of several."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.auswahl import wahlen, wahlen_block, wrong_wahlen
from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json, Teile
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Name, Regeltyp

MOST = 200


class MehrfachauswahlFeld(Feldtyp[tuple[str, ...]]):
    """Checkboxes; the value has the keys of the chosen in the order in which the form lists them."""

    typ = "mehrfachauswahl"
    name = _("Auswahl, mehrere")
    beschreibung = _("Eine oder mehrere Möglichkeiten zum Ankreuzen.")
    icon = "tasks"
    regeltyp = Regeltyp.WAHLEN

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        bounds: dict[str, Any] = {"required": False, "min_value": 1, "max_value": MOST}
        return [
            ("wahlen", wahlen_block(least=1)),
            ("mindestens", blocks.IntegerBlock(label=_("Mindestens so viele"), **bounds)),
            ("hoechstens", blocks.IntegerBlock(label=_("Höchstens so viele"), **bounds)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        least, most = _limits(feld)
        if least > len(wahlen(feld)):
            return {"mindestens": _("So viele Möglichkeiten gibt es nicht.")}
        if most < least:
            return {"hoechstens": _("„Höchstens“ ist kleiner als „mindestens“.")}
        return wrong_wahlen(feld)

    def formularfeld(self, feld: Feld) -> forms.Field:
        choose = _("Bitte wählen Sie mindestens eine der Möglichkeiten.")
        options = self.optionen(feld, fehlt=choose)
        options["error_messages"] |= {"invalid_choice": choose, "invalid_list": choose}
        return forms.MultipleChoiceField(
            choices=list(wahlen(feld).items()), widget=forms.CheckboxSelectMultiple, **options
        )

    def zusammen(self, feld: Feld, teile: Teile) -> tuple[str, ...] | None:
        sent = teile.get(ALLEIN) or ()
        chosen = tuple(key for key in wahlen(feld) if key in sent)
        if not chosen:
            return None
        least, most = _limits(feld)
        if len(chosen) < least:
            message = _("Bitte wählen Sie mindestens %(zahl)d aus.")
            raise ValidationError({ALLEIN: ValidationError(message, params={"zahl": least})})
        if len(chosen) > most:
            message = _("Bitte wählen Sie höchstens %(zahl)d aus.")
            raise ValidationError({ALLEIN: ValidationError(message, params={"zahl": most})})
        return chosen

    def zerlegt(self, feld: Feld, wert: tuple[str, ...]) -> dict[str, Any]:
        return {ALLEIN: list(wert)}

    def anzeige(self, wert: tuple[str, ...], feld: Feld) -> str:
        known = wahlen(feld)
        return "\n".join(known.get(key, key) for key in wert)

    def export(self, wert: tuple[str, ...], feld: Feld) -> Json:
        return list(wert)

    def aus_export(self, daten: Json, feld: Feld) -> tuple[str, ...]:
        if not isinstance(daten, list) or not daten:
            raise ValueError(daten)
        return tuple(read_text(one) for one in daten)

    def regelname(self, feld: Feld) -> Name:
        return Name(self.regeltyp, feld.beschriftung, wahlen(feld))

    def schema(self, feld: Feld) -> dict[str, Any]:
        least, most = _limits(feld)
        item = {"type": "string", "enum": list(wahlen(feld))}
        return {"type": "array", "items": item, "uniqueItems": True, "minItems": least, "maxItems": most}

    def beispiel(self, feld: Feld) -> tuple[str, ...]:
        return tuple(wahlen(feld))[: _limits(feld)[0]]


def _limits(feld: Feld) -> tuple[int, int]:
    return feld.angaben.get("mindestens") or 1, feld.angaben.get("hoechstens") or MOST
