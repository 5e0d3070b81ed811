"""The fields of a form as rules know them."""

from antraege.definition import Definition
from antraege.feldtypen import NACH_TYP
from antraege.regeln.bedingung import Name


def namen(definition: Definition) -> dict[str, Name]:
    return {key: NACH_TYP[feld.typ].regelname(feld) for key, feld in definition.felder.items()}
