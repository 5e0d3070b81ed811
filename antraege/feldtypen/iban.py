"""A bank account, and the mandate to collect from it (SEPA-Lastschrift)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import exceptions, iban
from stdnum.eu import at_02
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json, Teile, is_filled
from antraege.feldtypen.eingabe import Lesefeld, Zeilenfeld
from antraege.feldtypen.erklaerung import LONGEST, Zustimmung, fassung, in_words, wortlaut
from antraege.feldtypen.text import read_texts
from antraege.regeln.bedingung import Name, Regeltyp

LONGEST_NAME = 70  # of a debtor in pain.008 (EPC 130-08)
GERMAN = 22
HOLDER = _("Kontoinhaber oder Kontoinhaberin")
_SHAPE = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")

# Countries and territories of the SEPA schemes (EPC 409-09).
SEPA = (
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS "
    "SE SI SK SM VA"
)

# The wording that the banks agreed on for a mandate for recurrent payments (Muster der Deutschen Kreditwirtschaft).
MANDAT = (
    "Ich ermächtige {empfaenger} (Gläubiger-Identifikationsnummer {glaeubiger_id}), Zahlungen von meinem Konto mittels "
    "Lastschrift einzuziehen. Zugleich weise ich mein Kreditinstitut an, die von {empfaenger} auf mein Konto gezogenen "
    "Lastschriften einzulösen.\n"
    "Hinweis: Ich kann innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die Erstattung des belasteten "
    "Betrages verlangen. Es gelten dabei die mit meinem Kreditinstitut vereinbarten Bedingungen. Die Mandatsreferenz "
    "wird mir gesondert mitgeteilt."
)


@dataclass(frozen=True, slots=True)
class Bankverbindung:
    """``mandat`` is the version of the text by which collecting was allowed, ``wortlaut`` what it said."""

    iban: str
    inhaber: str = ""
    mandat: str = ""
    wortlaut: str = ""


def mandatstext(feld: Feld) -> str:
    """What the account holder allows, word by word."""
    own: str = feld.angaben.get("mandatstext") or MANDAT
    names = {name: feld.angaben.get(name) or "" for name in ("empfaenger", "glaeubiger_id")}
    for name, value in names.items():
        own = own.replace(f"{{{name}}}", value)
    return own


class IbanFeld(Feldtyp[Bankverbindung]):
    """The number alone, with the account holder, or with a mandate for the creditor whom editors name."""

    typ = "iban"
    name = _("Bankverbindung (IBAN)")
    beschreibung = _("Ein Konto, auf Wunsch mit SEPA-Lastschriftmandat.")
    icon = "key"
    regeltyp = Regeltyp.KARTE

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        creditor_help = _("18 Zeichen, in Deutschland beginnend mit DE, vergeben von der Bundesbank")
        text_help = _("Leer: der übliche Text. {empfaenger} und {glaeubiger_id} werden ersetzt.")
        return [
            ("inhaber", blocks.BooleanBlock(label=_("Auch den Kontoinhaber"), required=False)),
            ("mandat", blocks.BooleanBlock(label=_("Mit SEPA-Lastschriftmandat"), required=False)),
            ("empfaenger", blocks.CharBlock(label=_("Zahlungsempfänger"), required=False, max_length=140)),
            (
                "glaeubiger_id",
                blocks.CharBlock(label=_("Gläubiger-ID"), required=False, max_length=35, help_text=creditor_help),
            ),
            ("mandatstext", blocks.TextBlock(label=_("Mandatstext"), required=False, help_text=text_help)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        if not feld.angaben.get("mandat"):
            return {}
        found: dict[str, Any] = {}
        if not feld.angaben.get("empfaenger"):
            found["empfaenger"] = _("Wer einziehen darf, gehört in das Mandat.")
        if not at_02.is_valid(feld.angaben.get("glaeubiger_id") or ""):
            found["glaeubiger_id"] = _("Zum Mandat gehört eine gültige Gläubiger-ID.")
        return found

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        attrs = self.attrs(feld, autocapitalize="characters", spellcheck="false")
        lesen = _read_sepa if feld.angaben.get("mandat") else read_iban
        missing = _("Bitte geben Sie die IBAN an. Sie steht auf der Bankkarte und auf dem Kontoauszug.")
        options = self.optionen(feld, hilfe=_("Zum Beispiel DE02 1203 0000 0000 2020 51"), fehlt=missing)
        if feld.angaben.get("inhaber") or feld.angaben.get("mandat"):
            options["label"] = "IBAN"
        asked: dict[str, forms.Field] = {ALLEIN: Lesefeld(lesen, widget=forms.TextInput(attrs=attrs), **options)}
        if feld.angaben.get("inhaber") or feld.angaben.get("mandat"):
            missing = _("Bitte geben Sie an, wem das Konto gehört.")
            widget = forms.TextInput(attrs=self.attrs(feld, "name"))
            options = self.optionen(feld, HOLDER, fehlt=missing)
            asked["inhaber"] = Zeilenfeld(most=LONGEST_NAME, widget=widget, **options)
        if feld.angaben.get("mandat"):
            missing = _("Bitte erteilen Sie das Mandat. Ohne Mandat können wir nicht abbuchen.")
            options = self.optionen(feld, _("Ich erteile dieses Mandat"), hilfe=mandatstext(feld), fehlt=missing)
            asked["mandat"] = forms.BooleanField(**options)
        return asked

    def zusammen(self, feld: Feld, teile: Teile) -> Bankverbindung | None:
        asked = self.teile(feld)
        if not is_filled(asked, teile, list(asked)):
            return None
        given = Zustimmung.to(mandatstext(feld)) if teile.get("mandat") else Zustimmung("")
        return Bankverbindung(teile[ALLEIN], teile.get("inhaber", ""), given.fassung, given.text)

    def zerlegt(self, feld: Feld, wert: Bankverbindung) -> dict[str, Any]:
        shown = {
            ALLEIN: iban.format(wert.iban),
            "inhaber": wert.inhaber,
            "mandat": wert.mandat == fassung(mandatstext(feld)),
        }
        return {part: shown[part] for part in self.teile(feld)}

    def noch_gueltig(self, feld: Feld, wert: Bankverbindung) -> None:
        """A mandate does not grow old, in whichever language it was given."""
        super().noch_gueltig(feld, replace(wert, mandat=wert.mandat and fassung(mandatstext(feld))))

    def anzeige(self, wert: Bankverbindung, feld: Feld) -> str:
        words = wert.wortlaut or wortlaut(mandatstext(feld), wert.mandat)
        mandat = in_words(words, wert.mandat) if wert.mandat else ""
        return "\n".join(line for line in (iban.format(wert.iban), wert.inhaber, mandat) if line)

    def export(self, wert: Bankverbindung, feld: Feld) -> Json:
        parts = {"iban": wert.iban, "inhaber": wert.inhaber, "mandat": wert.mandat, "wortlaut": wert.wortlaut}
        return {part: text for part, text in parts.items() if text}

    def aus_export(self, daten: Json, feld: Feld) -> Bankverbindung:
        return Bankverbindung(**read_texts(daten, ("iban",), ("inhaber", "mandat", "wortlaut")))

    def regelwert(self, wert: Bankverbindung, feld: Feld) -> dict[str, str]:
        return {"iban": wert.iban, "inhaber": wert.inhaber, "land": wert.iban[:2]}

    def regelname(self, feld: Feld) -> Name:
        return self.karte(feld, {"iban": "IBAN", "inhaber": HOLDER, "land": _("Land der Bank")})

    def schema(self, feld: Feld) -> dict[str, Any]:
        parts = {
            "iban": {"type": "string", "pattern": f"^{_SHAPE.pattern}$"},
            "inhaber": {"type": "string", "maxLength": LONGEST_NAME},
            "mandat": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "wortlaut": {"type": "string", "maxLength": LONGEST},
        }
        needed = ["iban", "inhaber", "mandat"] if feld.angaben.get("mandat") else ["iban"]
        return {"type": "object", "properties": parts, "required": needed, "additionalProperties": False}

    def beispiel(self, feld: Feld) -> Bankverbindung:
        with_mandat = feld.angaben.get("mandat")
        holder = "Erika Mustermann" if with_mandat or feld.angaben.get("inhaber") else ""
        given = Zustimmung.to(mandatstext(feld)) if with_mandat else Zustimmung("")
        return Bankverbindung("DE02120300000000202051", holder, given.fassung, given.text)


def read_iban(text: str) -> str:
    """An IBAN without its blanks; what is wrong with it is said as precisely as can be known."""
    number = iban.compact(text.upper().removeprefix("IBAN").lstrip(": "))
    if number.startswith("DE") and len(number) != GERMAN:
        message = _(
            "Eine deutsche IBAN hat 22 Zeichen, hier sind es %(zahl)d. Bitte vergleichen Sie sie mit der Bankkarte."
        )
        raise ValidationError(message, code="length", params={"zahl": len(number)})
    try:
        if not _SHAPE.fullmatch(number):
            raise exceptions.InvalidFormat
        return iban.validate(number)
    except exceptions.InvalidChecksum as error:
        message = _("In der IBAN ist ein Tippfehler. Bitte vergleichen Sie sie mit der Bankkarte.")
        raise ValidationError(message, code="checksum") from error
    except exceptions.ValidationError as error:
        message = _("Das ist keine IBAN. Sie beginnt mit dem Land, z. B. DE02 1203 0000 0000 2020 51.")
        raise ValidationError(message, code="invalid") from error


def _read_sepa(text: str) -> str:
    number = read_iban(text)
    if number[:2] not in SEPA:
        message = _(
            "Von diesem Konto können wir nicht abbuchen. Das geht nur im SEPA-Raum, z. B. von einem deutschen Konto."
        )
        raise ValidationError(message, code="sepa")
    return number
