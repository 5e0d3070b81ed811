"""A person's name."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import Feld, Feldtyp, Json, Teile, is_filled
from antraege.feldtypen.eingabe import Zeilenfeld
from antraege.feldtypen.text import read_texts
from antraege.regeln.bedingung import Name, Regeltyp

LONGEST = 120
ANREDEN = {"frau": _("Frau"), "herr": _("Herr")}
LABELS = {
    "anrede": _("Anrede"),
    "titel": _("Titel"),
    "vorname": _("Vorname"),
    "name": _("Familienname"),
    "geburtsname": _("Geburtsname"),
}
NOETIG, SONST = ("vorname", "name"), ("anrede", "titel", "geburtsname")


@dataclass(frozen=True, slots=True)
class Person:
    vorname: str
    name: str
    anrede: str = ""
    titel: str = ""
    geburtsname: str = ""


class PersonFeld(Feldtyp[Person]):
    """First and last name. Salutation, title and name at birth are asked for only if editors say so: who does not need
    them must not have them (Art. 5 (1) c DSGVO)."""

    typ = "person"
    name = _("Person")
    beschreibung = _("Vorname und Name; Anrede, Titel und Geburtsname nur, wenn Sie sie brauchen.")
    icon = "user"
    regeltyp = Regeltyp.KARTE

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return [
            ("anrede", blocks.BooleanBlock(label=_("Auch die Anrede"), required=False)),
            ("titel", blocks.BooleanBlock(label=_("Auch akademische Titel"), required=False)),
            ("geburtsname", blocks.BooleanBlock(label=_("Auch den Geburtsnamen"), required=False)),
        ]

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        asked: dict[str, forms.Field] = {}
        if feld.angaben.get("anrede"):
            choices = [*ANREDEN.items(), ("", _("Keine Anrede"))]
            options = self.optionen(feld, LABELS["anrede"], pflicht=False)
            asked["anrede"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)
        if feld.angaben.get("titel"):
            asked["titel"] = self._part(feld, "titel", "honorific-prefix", pflicht=False)
        missing = _("Bitte geben Sie den Vornamen an.")
        asked["vorname"] = self._part(feld, "vorname", "given-name", fehlt=missing)
        missing = _("Bitte geben Sie den Familiennamen an.")
        asked["name"] = self._part(feld, "name", "family-name", fehlt=missing)
        if feld.angaben.get("geburtsname"):
            help_text = _("Nur wenn er anders lautet")
            asked["geburtsname"] = self._part(feld, "geburtsname", "off", pflicht=False, hilfe=help_text)
        return asked

    def zusammen(self, feld: Feld, teile: Teile) -> Person | None:
        return Person(**teile) if is_filled(self.teile(feld), teile, NOETIG) else None

    def zerlegt(self, feld: Feld, wert: Person) -> dict[str, Any]:
        return {part: getattr(wert, part) for part in self.teile(feld)}

    def anzeige(self, wert: Person, feld: Feld) -> str:
        words = [str(ANREDEN.get(wert.anrede, "")), wert.titel, wert.vorname, wert.name]
        shown = " ".join(word for word in words if word)
        if wert.geburtsname:
            shown += ", " + gettext("geboren als %(name)s") % {"name": wert.geburtsname}
        return shown

    def export(self, wert: Person, feld: Feld) -> Json:
        return {part: text for part in (*NOETIG, *SONST) if (text := getattr(wert, part))}

    def aus_export(self, daten: Json, feld: Feld) -> Person:
        return Person(**read_texts(daten, NOETIG, SONST))

    def regelwert(self, wert: Person, feld: Feld) -> dict[str, str]:
        return {part: getattr(wert, part) for part in (*NOETIG, *SONST)}

    def regelname(self, feld: Feld) -> Name:
        return self.karte(feld, LABELS)

    def schema(self, feld: Feld) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        parts: dict[str, Any] = dict.fromkeys((*NOETIG, *SONST), text) | {"anrede": {"enum": list(ANREDEN)}}
        return {"type": "object", "properties": parts, "required": list(NOETIG), "additionalProperties": False}

    def beispiel(self, feld: Feld) -> Person:
        return Person(vorname="Erika", name="Mustermann")

    def _part(self, feld: Feld, part: str, purpose: str, **options: Any) -> forms.Field:
        widget = forms.TextInput(attrs=self.attrs(feld, purpose))
        return Zeilenfeld(most=LONGEST, widget=widget, **self.optionen(feld, LABELS[part], **options))
