"""The fields of a form as rules know them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from antraege.definition import Definition
from antraege.feldtypen import NACH_TYP, Feld
from antraege.regeln.bedingung import Name, Regeltyp

_KINDS: Mapping[type, Regeltyp] = {
    bool: Regeltyp.JA_NEIN,
    int: Regeltyp.ZAHL,
    str: Regeltyp.TEXT,
    datetime: Regeltyp.DATUM,
    list: Regeltyp.WAHLEN,
}


def namen(definition: Definition) -> dict[str, Name]:
    return {key: name_of(feld) for key, feld in definition.felder.items()}


def name_of(feld: Feld) -> Name:
    typ = NACH_TYP[feld.typ]
    wahlen = {one["wert"]: one["text"] for one in feld.angaben.get("wahlen", ())}
    if typ.wiederholt:
        return Name(typ.regeltyp, feld.beschriftung, felder={one.schluessel: name_of(one) for one in typ.felder(feld)})
    parts = _parts(feld) if typ.regeltyp is Regeltyp.KARTE else {}
    return Name(typ.regeltyp, feld.beschriftung, wahlen, parts)


def _parts(feld: Feld) -> dict[str, Name]:
    """What a value of several parts shows to rules: as its example does."""
    typ = NACH_TYP[feld.typ]
    labels = {part: str(field.label) for part, field in typ.teile(feld).items()}
    example: Mapping[str, Any] = typ.regelwert(typ.beispiel(feld), feld)
    return {
        part: Name(_KINDS[type(wert)], f"{feld.beschriftung} ({labels.get(part, part)})")
        for part, wert in example.items()
        if type(wert) in _KINDS
    }
