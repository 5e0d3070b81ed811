"""What a field of a form can be: everything about one kind of field stands in one class.

A value lives in three forms: as Python holds it (``W``), as a person reads it (``anzeige``), and as JSON keeps and
hands it on (``export``, back by ``aus_export``). Citizens fill in its parts: most fields have one, a person or an
address several. The conformity test takes each type once around.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.regeln.bedingung import Name, Regeltyp

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Teile = Mapping[str, Any]  # cleaned values of form fields, by part
W = TypeVar("W")

SCHLUESSEL = r"^[a-z][a-z0-9_]{0,39}$"
FEHLT = _("Bitte füllen Sie dieses Feld aus.")
ALLEIN = ""  # the name of the part of a field that has only one


@dataclass(frozen=True, slots=True)
class Feld:
    """A field as an editor has described it. ``angaben`` are what only its type asks for, as JSON.

    ``sichtbar_wenn`` and ``pflicht_wenn`` are conditions (``antraege.regeln``); a field with ``pflicht_wenn`` is
    required when that holds. ``selbst`` says that it asks for something about whoever fills in the form.
    """

    typ: str
    schluessel: str
    beschriftung: str
    hilfe: str = ""
    pflicht: bool = True
    pflicht_wenn: Json = None
    sichtbar_wenn: Json = None
    selbst: bool = False
    sprache: str = ""
    angaben: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def from_json(cls, daten: Mapping[str, Any], *, selbst: bool = False) -> Self:
        common = {name: daten[name] for name in GEMEINSAM if name in daten}
        own = {name: value for name, value in daten.items() if name not in GEMEINSAM}
        return cls(**common, selbst=selbst, angaben=MappingProxyType(own))

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the usual, so that a definition stays readable."""
        common = {name: getattr(self, name) for name in GEMEINSAM}
        usual = {"hilfe": "", "pflicht": True, "pflicht_wenn": None, "sichtbar_wenn": None, "sprache": ""}
        said = {name: value for name, value in common.items() if name not in usual or value != usual[name]}
        return said | dict(self.angaben)

    def as_required(self, pflicht: bool) -> Self:
        return self if pflicht == self.pflicht else replace(self, pflicht=pflicht)


GEMEINSAM = ("typ", "schluessel", "beschriftung", "hilfe", "pflicht", "pflicht_wenn", "sichtbar_wenn", "sprache")


class Feldtyp(ABC, Generic[W]):
    """A kind of field. ``typ`` names it in stored forms and never changes."""

    typ: ClassVar[str]
    name: ClassVar[Any]
    beschreibung: ClassVar[Any]  # what it is for, where editors choose a kind
    icon: ClassVar[str] = "form"
    regeltyp: ClassVar[Regeltyp]  # what rules can ask of its ``regelwert``
    wiederholt: ClassVar[bool] = False  # whether its value is rows of other fields
    dateien: ClassVar[bool] = False  # whether files are sent, which the wizard examines and keeps
    autocomplete: ClassVar[str] = "off"  # purpose of the input (WCAG 1.3.5) where it is about the person themselves

    # --- What editors say ---------------------------------------------------------------------------------------------

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        """What editors say of such a field beyond its label. Names are keys of ``Feld.angaben``; values are JSON."""
        return []

    def maengel(self, feld: Feld) -> dict[str, Any]:
        """What is wrong with the ``angaben``, in words for editors, by name; no field with one is published."""
        return {}

    # --- What citizens fill in ----------------------------------------------------------------------------------------

    def felder(self, feld: Feld) -> tuple[Feld, ...]:
        """The fields of each row of what is ``wiederholt``."""
        return ()

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        """The fields that citizens fill in, by part; none for what is not filled in."""
        return {ALLEIN: self.formularfeld(feld)}

    def formularfeld(self, feld: Feld) -> forms.Field:
        """The field of a type with one part."""
        raise NotImplementedError(self.typ)

    def zusammen(self, feld: Feld, teile: Teile) -> W | None:
        """The value that the cleaned parts make up; ``None`` if nothing was filled in.

        Raises ``ValidationError`` with a dict by part where the parts do not fit together.
        """
        wert: W | None = teile.get(ALLEIN)
        return None if wert in (None, "") else wert

    def zerlegt(self, feld: Feld, wert: W) -> dict[str, Any]:
        """The value by parts, to be filled in again."""
        return {ALLEIN: wert}

    def nochmals(self, feld: Feld, wert: W) -> W:
        """The value as if it were filled in once more. Raises ``ValidationError`` if it cannot be."""
        shown = self.zerlegt(feld, wert)
        found = self.zusammen(feld, {part: field.clean(shown.get(part)) for part, field in self.teile(feld).items()})
        if found is None:
            raise ValidationError("")
        return found

    def noch_gueltig(self, feld: Feld, wert: W) -> None:
        """Raises ``ValidationError`` for a value that was taken once and is not any more: time goes by."""
        self.nochmals(feld, wert)

    # --- What follows from other answers ------------------------------------------------------------------------------

    def rechnung(self, feld: Feld) -> str:
        """The CEL expression whose result the value is; empty for what citizens fill in."""
        return ""

    def aus_ergebnis(self, ergebnis: Any, feld: Feld) -> W | None:
        """The value that the result of ``rechnung`` is; ``None`` if it is unknown. Raises ``RegelError``."""
        raise NotImplementedError(self.typ)

    # --- What becomes of it -------------------------------------------------------------------------------------------

    def anzeige(self, wert: W, feld: Feld) -> str:
        """As a person reads it, in plain text; lines are parted by line breaks."""
        return str(wert)

    @abstractmethod
    def export(self, wert: W, feld: Feld) -> Json:
        """As it is stored and handed on."""

    @abstractmethod
    def aus_export(self, daten: Json, feld: Feld) -> W:
        """What was exported. Raises ``ValueError`` for what this type never exports."""

    def regelwert(self, wert: W, feld: Feld) -> Any:
        """As rules see it: text, whole number (money in cents), truth, ``datetime`` of a day (UTC), list or dict."""
        return self.export(wert, feld)

    def regeltyp_von(self, feld: Feld) -> Regeltyp:
        """``regeltyp``, unless it depends on the field."""
        return self.regeltyp

    def regelname(self, feld: Feld) -> Name:
        """The field as rules know it: with its choices, or with what stands under it."""
        return Name(self.regeltyp_von(feld), feld.beschriftung)

    @abstractmethod
    def schema(self, feld: Feld) -> dict[str, Any]:
        """JSON schema (2020-12) of an exported value."""

    @abstractmethod
    def beispiel(self, feld: Feld) -> W:
        """A value that the field accepts."""

    # --- Helpers of the types -----------------------------------------------------------------------------------------

    def optionen(
        self, feld: Feld, beschriftung: Any = None, *, hilfe: Any = "", pflicht: bool = True, fehlt: Any = None
    ) -> dict[str, Any]:
        """What a form field is given; a part of several has its own label, and may be voluntary in a required field.

        ``hilfe`` is how to write the value; it stands below the help that editors give. Texts stay lazy: most are
        never shown.
        """
        whole = beschriftung is None
        return {
            "label": feld.beschriftung if whole else beschriftung,
            "help_text": "\n".join(str(text) for text in (feld.hilfe, hilfe) if text) if whole else hilfe,
            "required": feld.pflicht and pflicht,
            "error_messages": {"required": FEHLT if fehlt is None else fehlt},
        }

    def karte(self, feld: Feld, parts: Mapping[str, Any], typ: Regeltyp = Regeltyp.TEXT) -> Name:
        """What rules know of a value that is a dict: ``parts`` are its keys with their labels."""
        members = {key: Name(typ, f"{feld.beschriftung} ({label})") for key, label in parts.items()}
        return Name(Regeltyp.KARTE, feld.beschriftung, felder=members)

    def attrs(self, feld: Feld, zweck: str = "", **more: str) -> dict[str, str]:
        """Attributes of an input. ``zweck`` is the purpose of a part of several."""
        return {"autocomplete": zweck or self.autocomplete if feld.selbst else "off"} | more


def is_filled(felder: Mapping[str, forms.Field], teile: Teile, noetig: Collection[str]) -> bool:
    """Whether anything is filled in. Raises ``ValidationError`` if so and a part that it needs is not.

    A voluntary field of several parts needs this: none of its form fields is required by itself.
    """
    empty = {part for part in felder if teile.get(part) in (None, "", False)}
    missing = [part for part in noetig if part in empty]
    if len(empty) == len(felder):
        return False
    if missing:
        raise ValidationError({part: felder[part].error_messages["required"] for part in missing})
    return True
