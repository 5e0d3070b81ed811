"""JSON Schema (2020-12) of what a form asks: of the answers as they are stored, exported and written in cases."""

from collections.abc import Iterator
from typing import Any

from antraege.definition import Definition, Schritt
from antraege.feldtypen import NACH_TYP, Feld, rechnung

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(definition: Definition) -> dict[str, Any]:
    """Required is what is asked of everybody: conditions are not part of the schema."""
    asked = list(_asked(definition))
    return {
        "$schema": DRAFT,
        "title": definition.titel,
        "type": "object",
        "properties": {feld.schluessel: _field(feld) for _step, feld in asked},
        "required": [feld.schluessel for step, feld in asked if _is_always_required(step, feld)],
        "additionalProperties": False,
    }


def _asked(definition: Definition) -> Iterator[tuple[Schritt, Feld]]:
    for step in definition.schritte:
        for feld in step.felder:
            yield step, feld


def _field(feld: Feld) -> dict[str, Any]:
    said = {"title": feld.beschriftung} | ({"description": feld.hilfe} if feld.hilfe else {})
    calculated = {"readOnly": True} if rechnung(feld) else {}
    return said | calculated | NACH_TYP[feld.typ].schema(feld)


def _is_always_required(step: Schritt, feld: Feld) -> bool:
    conditions = (step.sichtbar_wenn, feld.sichtbar_wenn, feld.pflicht_wenn)
    return feld.pflicht and not rechnung(feld) and not any(conditions)
