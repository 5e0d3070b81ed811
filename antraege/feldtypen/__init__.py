"""The kinds of fields that editors may put into a form. A new one is a file here and a line below."""

from antraege.feldtypen.auswahl import AuswahlFeld
from antraege.feldtypen.base import ALLEIN, SCHLUESSEL, Feld, Feldtyp, Json
from antraege.feldtypen.datum import DatumFeld
from antraege.feldtypen.email import EmailFeld
from antraege.feldtypen.ganzzahl import GanzzahlFeld
from antraege.feldtypen.geld import GeldFeld
from antraege.feldtypen.ja_nein import JaNeinFeld
from antraege.feldtypen.langtext import LangtextFeld
from antraege.feldtypen.telefon import TelefonFeld
from antraege.feldtypen.text import TextFeld

FELDTYPEN: tuple[Feldtyp, ...] = (
    TextFeld(),
    LangtextFeld(),
    GanzzahlFeld(),
    GeldFeld(),
    DatumFeld(),
    JaNeinFeld(),
    AuswahlFeld(),
    EmailFeld(),
    TelefonFeld(),
)

NACH_TYP: dict[str, Feldtyp] = {one.typ: one for one in FELDTYPEN}

__all__ = ["ALLEIN", "FELDTYPEN", "NACH_TYP", "SCHLUESSEL", "Feld", "Feldtyp", "Json"]
