"""Files that are attached."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.dateien import DATEITYPEN, Dateityp, accept
from antraege.feldtypen.base import ALLEIN, Feld, Feldtyp, Json, Teile
from antraege.feldtypen.ganzzahl import read_int
from antraege.feldtypen.text import read_text
from antraege.regeln.bedingung import Regeltyp

MOST, USUAL = 20, 5
MB = 1024 * 1024
_ID = re.compile("[0-9a-zA-Z_-]{1,64}")

ARTEN = {"pdf": _("PDF"), "bild": _("Fotos und Scans"), "text": _("Word und OpenDocument")}


@dataclass(frozen=True, slots=True)
class Dateiverweis:
    """A file that has been kept. ``name`` is for showing, ``groesse`` in bytes, ``art`` a key of ``DATEITYPEN``."""

    id: str
    name: str
    groesse: int
    art: str


Verweise = tuple[Dateiverweis, ...]


class Dateienwahl(forms.FileInput):
    allow_multiple_selected = True  # what arrives; how many may be chosen at once is an attribute


class Dateienfeld(forms.FileField):
    """Takes uploads and references to what is kept already, and lets both through: the wizard examines and keeps."""

    widget = Dateienwahl

    def __init__(self, *, most: int, **kwargs: Any):
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile | Dateiverweis]:
        files = list(data) if isinstance(data, Sequence) else [data] if data else []
        if not files and self.required and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            message = _("Höchstens %(most)d Dateien sind möglich. Das sind %(zahl)d, bitte entfernen Sie welche.")
            raise ValidationError(message, code="most", params={"most": self.most, "zahl": len(files)})
        return files


class DateiFeld(Feldtyp[Verweise]):
    """One or several files; the value refers to them. What they hold is examined before they are kept."""

    typ = "datei"
    name = _("Dateien")
    beschreibung = _("Dateien zum Hochladen, auch Fotos vom Handy. Sie werden auf Schadsoftware geprüft.")
    icon = "upload"
    regeltyp = Regeltyp.ZAHL
    dateien = True

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        kinds_help = _("Leer: PDF, Fotos und Scans")
        return [
            (
                "arten",
                blocks.MultipleChoiceBlock(
                    choices=list(ARTEN.items()),
                    label=_("Arten"),
                    required=False,
                    help_text=kinds_help,
                    widget=forms.CheckboxSelectMultiple,
                ),
            ),
            (
                "hoechstens",
                blocks.IntegerBlock(
                    label=_("Höchstens so viele"),
                    required=False,
                    min_value=1,
                    max_value=MOST,
                    help_text=_("Leer: 5"),
                ),
            ),
            ("megabyte", blocks.IntegerBlock(label=_("Höchstens so viele MB je Datei"), required=False, min_value=1)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        most = settings.ANLAGE_BYTES // MB
        if (feld.angaben.get("megabyte") or 0) > most:
            return {"megabyte": _("Das Portal nimmt Dateien bis %(most)d MB an.") % {"most": most}}
        return {}

    def dateitypen(self, feld: Feld) -> tuple[Dateityp, ...]:
        """What may be attached, for ``antraege.dateien.examine``."""
        return tuple(one for one in DATEITYPEN.values() if _kind(one) in _kinds(feld))

    def groesste(self, feld: Feld) -> int:
        """How many bytes a file may have."""
        own = feld.angaben.get("megabyte")
        return min(own * MB, settings.ANLAGE_BYTES) if own else settings.ANLAGE_BYTES

    def formularfeld(self, feld: Feld) -> forms.Field:
        widget = Dateienwahl(attrs={"accept": accept(self.dateitypen(feld)), "multiple": self.most(feld) > 1})
        return Dateienfeld(most=self.most(feld), widget=widget, **self._options(feld))

    def zusammen(self, feld: Feld, teile: Teile) -> Verweise | None:
        """``teile`` has references only: uploads have been examined and kept before."""
        return tuple(teile.get(ALLEIN) or ()) or None

    def zerlegt(self, feld: Feld, wert: Verweise) -> dict[str, Any]:
        return {ALLEIN: list(wert)}

    def noch_gueltig(self, feld: Feld, wert: Verweise) -> None:
        """Files were examined when they came."""

    def anzeige(self, wert: Verweise, feld: Feld) -> str:
        return "\n".join(f"{one.name} ({filesizeformat(one.groesse)})" for one in wert)

    def export(self, wert: Verweise, feld: Feld) -> Json:
        return [{"id": one.id, "name": one.name, "groesse": one.groesse, "art": one.art} for one in wert]

    def aus_export(self, daten: Json, feld: Feld) -> Verweise:
        if not isinstance(daten, list) or not daten:
            raise ValueError(daten)
        return tuple(_reference(one) for one in daten)

    def regelwert(self, wert: Verweise, feld: Feld) -> int:
        return len(wert)

    def schema(self, feld: Feld) -> dict[str, Any]:
        parts = {
            "id": {"type": "string", "pattern": f"^{_ID.pattern}$"},
            "name": {"type": "string", "minLength": 1},
            "groesse": {"type": "integer", "minimum": 1, "description": "Byte"},
            "art": {"enum": list(DATEITYPEN)},
        }
        item = {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
        return {"type": "array", "items": item, "minItems": 1, "maxItems": self.most(feld)}

    def beispiel(self, feld: Feld) -> Verweise:
        typ = self.dateitypen(feld)[0]
        return (Dateiverweis("beispiel", f"Nachweis{typ.endungen[0]}", 120_000, typ.key),)

    def most(self, feld: Feld) -> int:
        return feld.angaben.get("hoechstens") or USUAL

    def _options(self, feld: Feld) -> dict[str, Any]:
        most, kinds = self.most(feld), ", ".join(str(ARTEN[kind]) for kind in ARTEN if kind in _kinds(feld))
        params = {"arten": kinds, "groesste": _in_words(self.groesste(feld)), "most": most}
        if most == 1:
            hint, missing = _("%(arten)s, höchstens %(groesste)s"), _("Bitte wählen Sie eine Datei aus.")
        else:
            hint = _("%(arten)s, je höchstens %(groesste)s, höchstens %(most)d Dateien")
            missing = _("Bitte wählen Sie mindestens eine Datei aus.")
        options = self.optionen(feld, fehlt=missing)
        options["help_text"] = "\n".join(text for text in (feld.hilfe, hint % params) if text)
        return options


def _in_words(size: int) -> str:
    """A limit, without a decimal place that says nothing."""
    return filesizeformat(size) if size % MB else f"{size // MB}\N{NO-BREAK SPACE}MB"


def _kinds(feld: Feld) -> Sequence[str]:
    return feld.angaben.get("arten") or ("pdf", "bild")


def _kind(typ: Dateityp) -> str:
    if typ.is_bild:
        return "bild"
    return "pdf" if typ.key == "pdf" else "text"


def _reference(daten: Json) -> Dateiverweis:
    if not isinstance(daten, Mapping) or daten.keys() != {"id", "name", "groesse", "art"}:
        raise ValueError(daten)
    id_, name, art = (read_text(daten[key]) for key in ("id", "name", "art"))
    if not _ID.fullmatch(id_) or not name or art not in DATEITYPEN:
        raise ValueError(daten)
    return Dateiverweis(id_, name, read_int(daten["groesse"]), art)
