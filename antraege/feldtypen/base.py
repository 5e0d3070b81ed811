"""What a field of a form can be: everything about one kind of field stands in one class.

A value lives in three forms: as Python holds it (``W``), as a person reads it (``anzeige``), and as JSON keeps and
hands it on (``export``, back by ``aus_export``). Citizens fill in its parts: most fields have one, a person or an
address several. The conformity test takes each type once around.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
W = TypeVar("W")

SCHLUESSEL = r"^[a-z][a-z0-9_]{0,39}$"
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
        usual = {"hilfe": "", "pflicht": True, "pflicht_wenn": None, "sichtbar_wenn": None}
        said = {name: value for name, value in common.items() if name not in usual or value != usual[name]}
        return said | dict(self.angaben)

    def as_required(self, pflicht: bool) -> Self:
        return self if pflicht == self.pflicht else replace(self, pflicht=pflicht)


GEMEINSAM = ("typ", "schluessel", "beschriftung", "hilfe", "pflicht", "pflicht_wenn", "sichtbar_wenn")


class Feldtyp(ABC, Generic[W]):
    """A kind of field. ``typ`` names it in stored forms and never changes."""

    typ: ClassVar[str]
    name: ClassVar[Any]
    icon: ClassVar[str] = "form"
    autocomplete: ClassVar[str] = "off"  # purpose of the input (WCAG 1.3.5) where it is about the person themselves

    # --- What editors say ---------------------------------------------------------------------------------------------

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        """What editors say of such a field beyond its label. Names are keys of ``Feld.angaben``; values are JSON."""
        return []

    # --- What citizens fill in ----------------------------------------------------------------------------------------

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        """The fields that citizens fill in, by part; none for what is not filled in."""
        return {ALLEIN: self.formularfeld(feld)}

    def formularfeld(self, feld: Feld) -> forms.Field:
        """The field of a type with one part."""
        raise NotImplementedError(self.typ)

    def zusammen(self, feld: Feld, teile: Mapping[str, Any]) -> W | None:
        """The value that the cleaned parts make up; ``None`` if nothing was filled in.

        Raises ``ValidationError`` with a dict by part where the parts do not fit together.
        """
        wert: W | None = teile.get(ALLEIN)
        return None if wert in (None, "") else wert

    def zerlegt(self, feld: Feld, wert: W) -> dict[str, Any]:
        """The value by parts, to be filled in again."""
        return {ALLEIN: wert}

    # --- What becomes of it -------------------------------------------------------------------------------------------

    def anzeige(self, wert: W, feld: Feld) -> str:
        """As a person reads it, in plain text; lines are parted by line breaks."""
        return str(wert)

    @abstractmethod
    def export(self, wert: W) -> Json:
        """As it is stored and handed on."""

    @abstractmethod
    def aus_export(self, daten: Json) -> W:
        """What was exported. Raises ``ValueError`` for what this type never exports."""

    def regelwert(self, wert: W) -> Any:
        """As rules see it: text, whole number (money in cents), truth, ``datetime`` of a day (UTC), list or dict."""
        return self.export(wert)

    @abstractmethod
    def schema(self, feld: Feld) -> dict[str, Any]:
        """JSON schema (2020-12) of an exported value."""

    @abstractmethod
    def beispiel(self, feld: Feld) -> W:
        """A value that the field accepts."""

    def optionen(self, feld: Feld) -> dict[str, Any]:
        """What every form field of one part is given."""
        missing = {"required": _("Bitte füllen Sie dieses Feld aus.")}
        return {
            "label": feld.beschriftung,
            "help_text": feld.hilfe,
            "required": feld.pflicht,
            "error_messages": missing,
        }

    def attrs(self, feld: Feld, **more: str) -> dict[str, str]:
        """Attributes of the input of a type with one part."""
        return {"autocomplete": self.autocomplete if feld.selbst else "off"} | more
