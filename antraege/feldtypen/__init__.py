"""The kinds of fields that editors may put into a form. A new one is a file here and a line below."""

from antraege.feldtypen.adresse import AdresseFeld
from antraege.feldtypen.auswahl import AuswahlFeld
from antraege.feldtypen.base import ALLEIN, SCHLUESSEL, Feld, Feldtyp, Json, Teile
from antraege.feldtypen.berechnet import BerechnetFeld
from antraege.feldtypen.datei import DateiFeld
from antraege.feldtypen.datum import DatumFeld
from antraege.feldtypen.email import EmailFeld
from antraege.feldtypen.erklaerung import ErklaerungFeld
from antraege.feldtypen.ganzzahl import GanzzahlFeld
from antraege.feldtypen.gebiet import GebietFeld
from antraege.feldtypen.geburtsdatum import GeburtsdatumFeld
from antraege.feldtypen.geld import GeldFeld
from antraege.feldtypen.gruppe import GruppeFeld
from antraege.feldtypen.iban import IbanFeld
from antraege.feldtypen.ja_nein import JaNeinFeld
from antraege.feldtypen.kennzeichen import KennzeichenFeld
from antraege.feldtypen.kommazahl import KommazahlFeld
from antraege.feldtypen.langtext import LangtextFeld
from antraege.feldtypen.mehrfachauswahl import MehrfachauswahlFeld
from antraege.feldtypen.person import PersonFeld
from antraege.feldtypen.steuernummer import SteuernummerFeld
from antraege.feldtypen.telefon import TelefonFeld
from antraege.feldtypen.text import TextFeld
from antraege.feldtypen.uhrzeit import UhrzeitFeld
from antraege.feldtypen.zeitraum import ZeitraumFeld

EINFACHE: tuple[Feldtyp, ...] = (
    TextFeld(),
    LangtextFeld(),
    GanzzahlFeld(),
    KommazahlFeld(),
    GeldFeld(),
    DatumFeld(),
    UhrzeitFeld(),
    ZeitraumFeld(),
    JaNeinFeld(),
    AuswahlFeld(),
    MehrfachauswahlFeld(),
    PersonFeld(),
    GeburtsdatumFeld(),
    AdresseFeld(),
    GebietFeld(),
    EmailFeld(),
    TelefonFeld(),
    IbanFeld(),
    SteuernummerFeld(),
    KennzeichenFeld(),
    DateiFeld(),
    ErklaerungFeld(),
    BerechnetFeld(),
)
FELDTYPEN: tuple[Feldtyp, ...] = (*EINFACHE, GruppeFeld([one for one in EINFACHE if not one.dateien]))

NACH_TYP: dict[str, Feldtyp] = {one.typ: one for one in FELDTYPEN}


def rechnung(feld: Feld) -> str:
    """The expression that a field's value follows from; empty for what citizens fill in."""
    return NACH_TYP[feld.typ].rechnung(feld)


__all__ = ["ALLEIN", "FELDTYPEN", "NACH_TYP", "SCHLUESSEL", "Feld", "Feldtyp", "Json", "Teile", "rechnung"]
