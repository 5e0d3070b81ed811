"""A declaration: words that somebody confirms, kept with the version that was shown."""

import hashlib
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json, Teile
from antraege.feldtypen.eingabe import clean_text
from antraege.feldtypen.text import read_texts
from antraege.regeln.bedingung import Regeltyp

LONGEST = 10_000


def fassung(text: str) -> str:
    """The version of a text: the same for the same words, however they are broken into lines."""
    return hashlib.sha256(" ".join(clean_text(text).split()).encode()).hexdigest()[:16]


def in_words(wortlaut: str, bestaetigt: str) -> str:
    """What was confirmed, word by word, and its version."""
    said = gettext("Bestätigt (Textfassung %(fassung)s)") % {"fassung": bestaetigt}
    return f"{wortlaut.strip()}\n{said}".strip()


def wortlaut(text: str, bestaetigt: str) -> str:
    """The text, if it is the one that was confirmed."""
    return text.strip() if fassung(text) == bestaetigt else ""


@dataclass(frozen=True, slots=True)
class Zustimmung:
    """``fassung`` is the version that was confirmed, ``text`` what it said: in whichever language it was read."""

    fassung: str
    text: str = ""

    @classmethod
    def to(cls, text: str) -> Self:
        return cls(fassung(text), text.strip())


class ErklaerungFeld(Feldtyp[Zustimmung]):
    """A checkbox below a text. Who comes back to another text confirms anew."""

    typ = "erklaerung"
    name = _("Erklärung")
    beschreibung = _("Ein Satz, der bestätigt werden muss. Der Wortlaut wird zum Antrag gespeichert.")
    icon = "clipboard-list"
    regeltyp = Regeltyp.JA_NEIN

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        return [("text", blocks.TextBlock(label=_("Text, der bestätigt wird"), max_length=LONGEST))]

    def formularfeld(self, feld: Feld) -> forms.Field:
        missing = _("Bitte bestätigen Sie das. Ohne diese Erklärung geht es nicht weiter.")
        options = self.optionen(feld, fehlt=missing)
        options["help_text"] = feld.angaben["text"]
        return forms.BooleanField(**options)

    def zusammen(self, feld: Feld, teile: Teile) -> Zustimmung | None:
        return Zustimmung.to(feld.angaben["text"]) if teile.get(ALLEIN) else None

    def zerlegt(self, feld: Feld, wert: Zustimmung) -> dict[str, Any]:
        return {ALLEIN: wert.fassung == fassung(feld.angaben["text"])}

    def noch_gueltig(self, feld: Feld, wert: Zustimmung) -> None:
        """Words do not grow old, in whichever language they were confirmed."""

    def anzeige(self, wert: Zustimmung, feld: Feld) -> str:
        return in_words(wert.text or wortlaut(feld.angaben["text"], wert.fassung), wert.fassung)

    def export(self, wert: Zustimmung, feld: Feld) -> Json:
        words: dict[str, Json] = {"text": wert.text} if wert.text else {}
        return {"fassung": wert.fassung} | words

    def aus_export(self, daten: Json, feld: Feld) -> Zustimmung:
        return Zustimmung(**read_texts(daten, ("fassung",), ("text",)))

    def regelwert(self, wert: Zustimmung, feld: Feld) -> bool:
        return True

    def schema(self, feld: Feld) -> dict[str, Any]:
        version = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
        parts = {"fassung": version, "text": {"type": "string", "maxLength": LONGEST}}
        return {"type": "object", "properties": parts, "required": ["fassung"], "additionalProperties": False}

    def beispiel(self, feld: Feld) -> Zustimmung:
        return Zustimmung.to(feld.angaben["text"])
