"""Values of comparisons: editors type text, a definition holds what fits the field (number, cents, list of keys)."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from antraege.feldtypen import NACH_TYP, Feld
from antraege.feldtypen.geld import read_cents, write_cents
from antraege.feldtypen.kommazahl import read_decimal, write_decimal
from antraege.regeln.bedingung import Regeltyp

Wert = Any
CONDITIONS = ("sichtbar_wenn", "pflicht_wenn", "muss")


def typed(daten: dict[str, Any]) -> dict[str, Any]:
    """A definition as editors typed it → as it is kept. What does not fit stays text; the check names it."""
    return _mapped(daten, _read)


def written(daten: dict[str, Any]) -> dict[str, Any]:
    """The way back."""
    return _mapped(daten, _write)


def _mapped(daten: dict[str, Any], convert: Callable[[Wert, str, Regeltyp | None], Wert]) -> dict[str, Any]:
    found = deepcopy(daten)
    types = dict(_types(found))
    for condition in _conditions(found):
        for name in ("alle", "eine"):
            condition[name] = [_comparison(one, types, convert) for one in condition.get(name, ())]
            if not condition[name]:
                del condition[name]
    return found


def _comparison(
    one: list[Any], types: dict[str, Regeltyp], convert: Callable[[Wert, str, Regeltyp | None], Wert]
) -> list[Any]:
    feld, vergleich, wert = (*one, None)[:3]
    value = convert(wert, vergleich, types.get(feld))
    return [feld, vergleich] if value is None else [feld, vergleich, value]


def _read(wert: Wert, vergleich: str, typ: Regeltyp | None) -> Wert:
    if wert in (None, ""):
        return None
    if not isinstance(wert, str):
        return wert
    if vergleich == "eine_von":
        return [part.strip() for part in wert.split(",") if part.strip()]
    try:
        if typ is Regeltyp.ZAHL:
            return int(wert)
        if typ is Regeltyp.KOMMAZAHL:
            return float(read_decimal(wert))
        if typ is Regeltyp.GELD:
            return read_cents(wert)
    except ValueError:
        return wert
    return wert


def _write(wert: Wert, vergleich: str, typ: Regeltyp | None) -> Wert:
    if wert is None:
        return ""
    if isinstance(wert, list):
        return ", ".join(map(str, wert))
    if typ is Regeltyp.GELD and isinstance(wert, int):
        return write_cents(wert).removesuffix("\u00a0€")
    if typ is Regeltyp.KOMMAZAHL and isinstance(wert, int | float):
        return write_decimal(Decimal(str(wert)))
    return str(wert)


def _types(value: Any) -> Iterator[tuple[str, Regeltyp]]:
    """Each field's key with what rules know of it."""
    if isinstance(value, list):
        for one in value:
            yield from _types(one)
    elif isinstance(value, dict):
        if (typ := NACH_TYP.get(str(value.get("typ")))) and "schluessel" in value:
            yield value["schluessel"], typ.regeltyp_von(Feld.from_json({"beschriftung": ""} | value))
        for one in value.values():
            yield from _types(one)


def _conditions(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _conditions(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name in CONDITIONS and isinstance(one, dict):
                yield one
            else:
                yield from _conditions(one)
