"""A value that nobody fills in: it follows from the other answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from antraege.feldtypen import datum
from antraege.feldtypen.base import Feld, Feldtyp, Json
from antraege.feldtypen.ganzzahl import read_int, write_number
from antraege.feldtypen.geld import write_cents
from antraege.feldtypen.text import read_text
from antraege.regeln.ausdruck import Ausdruck, RegelError
from antraege.regeln.bedingung import Regeltyp
from antraege.regeln.funktionen import as_regelwert, rounded

Wert = int | str | date


@dataclass(frozen=True, slots=True)
class Art:
    """How a result is understood. ``lesen`` raises ``ValueError`` for what an expression may not yield here."""

    name: Any
    regeltyp: Regeltyp
    lesen: Callable[[Any], Wert]
    zeigen: Callable[[Any], str]
    aus_export: Callable[[Json], Wert]
    schema: dict[str, Any]
    beispiel: Wert


def _whole(result: Any) -> int:
    if isinstance(result, float) and result.is_integer():
        return int(result)
    return read_int(result)


def read_result(result: Any) -> int:
    """Cents; parts of one are rounded. Raises ``ValueError`` for what is no number."""
    if isinstance(result, float):
        return rounded(Decimal(str(result)))
    return read_int(result)


def _day(result: Any) -> date:
    if not isinstance(result, datetime):
        raise ValueError(result)
    return result.date()


ARTEN = {
    "zahl": Art(_("Zahl"), Regeltyp.ZAHL, _whole, write_number, read_int, {"type": "integer"}, 12),
    "geld": Art(
        _("Geldbetrag"),
        Regeltyp.GELD,
        read_result,
        write_cents,
        read_int,
        {"type": "integer", "description": "Cent"},
        1250,
    ),
    "datum": Art(
        _("Datum"),
        Regeltyp.DATUM,
        _day,
        lambda day: date_format(day, "DATE_FORMAT"),
        datum.read_iso,
        {"type": "string", "format": "date"},
        date(2026, 12, 24),
    ),
    "text": Art(_("Text"), Regeltyp.TEXT, read_text, str, read_text, {"type": "string"}, "Beispiel"),
}


class BerechnetFeld(Feldtyp[Wert]):
    """The result of a CEL expression over the answers, shown like a field but never filled in."""

    typ = "berechnet"
    name = _("Berechneter Wert")
    beschreibung = _("Niemand füllt es aus: Es folgt aus anderen Antworten.")
    icon = "cogs"

    def angaben(self) -> list[tuple[str, blocks.Block]]:
        kinds = [(key, art.name) for key, art in ARTEN.items()]
        help_text = _("Zum Beispiel: personen * euro(5)")
        return [
            ("ausdruck", blocks.TextBlock(label=_("Rechnung"), rows=2, help_text=help_text)),
            ("als", blocks.ChoiceBlock(choices=kinds, default="zahl", label=_("Ergebnis ist ein"))),
            ("einheit", blocks.CharBlock(label=_("Einheit, z. B. „Personen“"), required=False, max_length=40)),
        ]

    def maengel(self, feld: Feld) -> dict[str, Any]:
        try:
            Ausdruck(feld.angaben["ausdruck"])
        except RegelError as error:
            return {"ausdruck": str(error)}
        return {}

    def rechnung(self, feld: Feld) -> str:
        return str(feld.angaben["ausdruck"])

    def noch_gueltig(self, feld: Feld, wert: Wert) -> None:
        """It is worked out anew each time."""

    def aus_ergebnis(self, ergebnis: Any, feld: Feld) -> Wert | None:
        if ergebnis is None:
            return None
        try:
            return self._art(feld).lesen(ergebnis)
        except ValueError:
            message = _("Die Rechnung „%(regel)s“ ergibt nichts von der Art „%(art)s“.")
            names = {"regel": feld.angaben["ausdruck"], "art": self._art(feld).name}
            raise RegelError(message % names) from None

    def teile(self, feld: Feld) -> dict[str, forms.Field]:
        return {}

    def anzeige(self, wert: Wert, feld: Feld) -> str:
        return f"{self._art(feld).zeigen(wert)} {feld.angaben.get('einheit', '')}".strip()

    def export(self, wert: Wert, feld: Feld) -> Json:
        return wert.isoformat() if isinstance(wert, date) else wert

    def aus_export(self, daten: Json, feld: Feld) -> Wert:
        return self._art(feld).aus_export(daten)

    def regelwert(self, wert: Wert, feld: Feld) -> Any:
        return as_regelwert(wert) if isinstance(wert, date) else wert

    def regeltyp_von(self, feld: Feld) -> Regeltyp:
        return self._art(feld).regeltyp

    def schema(self, feld: Feld) -> dict[str, Any]:
        return self._art(feld).schema

    def beispiel(self, feld: Feld) -> Wert:
        return self._art(feld).beispiel

    def _art(self, feld: Feld) -> Art:
        return ARTEN[feld.angaben.get("als") or "zahl"]
