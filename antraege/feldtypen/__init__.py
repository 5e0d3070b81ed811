"""The kinds of fields that editors may put into a form. A new one is a file here and a line below."""

from antraege.feldtypen.auswahl import AuswahlFeld
from antraege.feldtypen.base import ALLEIN, SCHLUESSEL, Feld, Feldtyp, Json
from antraege.feldtypen.text import TextFeld

FELDTYPEN: tuple[Feldtyp, ...] = (TextFeld(), AuswahlFeld())

NACH_TYP: dict[str, Feldtyp] = {one.typ: one for one in FELDTYPEN}

__all__ = ["ALLEIN", "FELDTYPEN", "NACH_TYP", "SCHLUESSEL", "Feld", "Feldtyp", "Json"]
