"""A group of fields that is filled in several times: each dog, each stall, each waste bin."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json, Teile
from antraege.regeln.bedingung import Name, Regeltyp
from theme.forms import named

MOST = 50
Zeile = dict[str, Any]  # key of a field → its value; what was not filled in is not there
Zeilen = tuple[Zeile, ...]


class GruppeFeld(Feldtyp[Zeilen]):
    """Rows of the same fields. Has no parts itself: the form shows each row's fields by their own types.

    It is given the types that its fields may have, so that no group stands inside another.
    """

    typ = "gruppe"
    name = _("Wiederholbare Gruppe")
    beschreibung = _("Dieselben Felder mehrmals, z. B. für jeden Hund.")
    icon = "list-ol"
    regeltyp = Regeltyp.LISTE
    wiederholt = True

    def __init__(self, typen: Iterable[Feldtyp]):
        self.typen = {one.typ: one for one in typen}

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        """All but ``felder``: how fields are described stands above the types."""
        bounds: dict[str, Any] = {"required": False, "min_value": 1, "max_value": MOST}
        singular_help = _("So heißt eine Zeile, z. B. „Hund“; sie werden gezählt: Hund 1, Hund 2")
        return [
            ("singular", blocks.CharBlock(label=_("Einzahl"), max_length=40, help_text=singular_help)),
            ("mindestens", blocks.IntegerBlock(label=_("Mindestens so viele"), **bounds)),
            ("hoechstens", blocks.IntegerBlock(label=_("Höchstens so viele"), **bounds)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        least, most = self.grenzen(feld)
        if most < least:
            return {"hoechstens": _("„Höchstens“ ist kleiner als „mindestens“.")}
        if not feld.angaben.get("felder"):
            return {"felder": _("Eine Gruppe braucht mindestens ein Feld.")}
        if any(one.typ not in self.typen for one in self.felder(feld)):
            return {"felder": _("In einer Gruppe kann keine andere stehen.")}
        return {}

    def felder(self, feld: Feld) -> tuple[Feld, ...]:
        return tuple(Feld.from_json(one) for one in feld.angaben["felder"])

    def grenzen(self, feld: Feld) -> tuple[int, int]:
        """The fewest and the most rows; a required group has at least one."""
        return feld.angaben.get("mindestens") or 1, feld.angaben.get("hoechstens") or MOST

    def zeilenname(self, feld: Feld, nummer: int) -> str:
        return f"{feld.angaben['singular']} {nummer}"

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        return {}

    def zusammen(self, feld: Feld, teile: Teile) -> Zeilen | None:
        """``teile`` has the rows, each with the values that its fields' types made up."""
        rows = tuple(row for row in map(_given, teile.get(ALLEIN) or ()) if row)
        least, most = self.grenzen(feld)
        if not rows and not feld.pflicht:
            return None
        if len(rows) < least:
            message = (
                _("Bitte machen Sie mindestens %(zahl)d Einträge.")
                if least > 1
                else _("Bitte machen Sie einen Eintrag.")
            )
            raise ValidationError({ALLEIN: ValidationError(message, params={"zahl": least})})
        if len(rows) > most:
            message = _("Hier sind höchstens %(zahl)d Einträge möglich. Bitte entfernen Sie welche.")
            raise ValidationError({ALLEIN: ValidationError(message, params={"zahl": most})})
        return rows

    def zerlegt(self, feld: Feld, wert: Zeilen) -> dict[str, Any]:
        return {ALLEIN: list(wert)}

    def nochmals(self, feld: Feld, wert: Zeilen) -> Zeilen:
        rows = [self._each(feld, row, lambda typ, one, member: typ.nochmals(member, one)) for row in wert]
        found = self.zusammen(feld, {ALLEIN: rows})
        if found is None:
            raise ValidationError("")
        return found

    def noch_gueltig(self, feld: Feld, wert: Zeilen) -> None:
        for row in wert:
            self._each(feld, row, lambda typ, one, member: typ.noch_gueltig(member, one))

    def anzeige(self, wert: Zeilen, feld: Feld) -> str:
        shown = []
        for number, row in enumerate(wert, 1):
            shown.append(self.zeilenname(feld, number))
            texts = self._each(feld, row, lambda typ, one, member: typ.anzeige(one, member))
            labels = {member.schluessel: member.beschriftung for member in self.felder(feld)}
            shown += [f"{named(labels[key])} {', '.join(text.splitlines())}" for key, text in texts.items()]
        return "\n".join(shown)

    def export(self, wert: Zeilen, feld: Feld) -> Json:
        return [self._each(feld, row, lambda typ, one, member: typ.export(one, member)) for row in wert]

    def aus_export(self, daten: Json, feld: Feld) -> Zeilen:
        known = {member.schluessel for member in self.felder(feld)}
        if not isinstance(daten, list) or not daten:
            raise ValueError(daten)
        rows = []
        for row in daten:
            if not isinstance(row, dict) or not row or not row.keys() <= known:
                raise ValueError(daten)
            rows.append(self._each(feld, row, lambda typ, one, member: typ.aus_export(one, member)))
        return tuple(rows)

    def regelwert(self, wert: Zeilen, feld: Feld) -> list[Zeile]:
        """Each row with all its fields: what was not filled in is ``None``."""
        nothing = dict.fromkeys(member.schluessel for member in self.felder(feld))
        return [nothing | self._each(feld, row, lambda typ, one, member: typ.regelwert(one, member)) for row in wert]

    def regelname(self, feld: Feld) -> Name:
        members = {one.schluessel: self.typen[one.typ].regelname(one) for one in self.felder(feld)}
        return Name(self.regeltyp, feld.beschriftung, felder=members)

    def schema(self, feld: Feld) -> dict[str, Any]:
        members = self.felder(feld)
        item = {
            "type": "object",
            "properties": {one.schluessel: self.typen[one.typ].schema(one) for one in members},
            "required": [one.schluessel for one in members if one.pflicht and one.sichtbar_wenn is None],
            "additionalProperties": False,
        }
        least, most = self.grenzen(feld)
        return {"type": "array", "items": item, "minItems": least, "maxItems": most}

    def beispiel(self, feld: Feld) -> Zeilen:
        row = {one.schluessel: self.typen[one.typ].beispiel(one) for one in self.felder(feld)}
        return (row,) * self.grenzen(feld)[0]

    def _each(self, feld: Feld, row: Mapping[str, Any], what: Callable[[Feldtyp, Any, Feld], Any]) -> Zeile:
        return {
            one.schluessel: what(self.typen[one.typ], row[one.schluessel], one)
            for one in self.felder(feld)
            if one.schluessel in row
        }


def _given(row: Mapping[str, Any]) -> Zeile:
    return {key: wert for key, wert in row.items() if wert is not None}
