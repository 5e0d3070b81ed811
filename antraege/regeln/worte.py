"""Rules in words: kinds of fields, comparisons, values."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rapidfuzz import fuzz, process

from antraege.regeln.bedingung import Name, Regeltyp, Vergleich
from leistungen.geld import format_euro

TYPEN: Mapping[Regeltyp, Any] = {
    Regeltyp.TEXT: gettext_lazy("ein Text"),
    Regeltyp.ZAHL: gettext_lazy("eine Zahl"),
    Regeltyp.KOMMAZAHL: gettext_lazy("eine Kommazahl"),
    Regeltyp.GELD: gettext_lazy("ein Geldbetrag"),
    Regeltyp.DATUM: gettext_lazy("ein Datum"),
    Regeltyp.JA_NEIN: gettext_lazy("Ja oder Nein"),
    Regeltyp.WAHL: gettext_lazy("eine Auswahl"),
    Regeltyp.WAHLEN: gettext_lazy("eine Mehrfachauswahl"),
    Regeltyp.LISTE: gettext_lazy("eine Liste"),
    Regeltyp.KARTE: gettext_lazy("eine Angabe aus mehreren Teilen"),
}
VERGLEICHE: Mapping[str, Any] = {
    "gleich": gettext_lazy("ist gleich"),
    "ungleich": gettext_lazy("ist nicht"),
    "kleiner": gettext_lazy("ist kleiner als"),
    "hoechstens": gettext_lazy("ist höchstens"),
    "groesser": gettext_lazy("ist größer als"),
    "mindestens": gettext_lazy("ist mindestens"),
    "ist_ja": gettext_lazy("ist Ja"),
    "ist_nein": gettext_lazy("ist Nein"),
    "eine_von": gettext_lazy("ist eines von"),
    "enthaelt": gettext_lazy("enthält"),
    "enthaelt_nicht": gettext_lazy("enthält nicht"),
    "ist_angegeben": gettext_lazy("ist ausgefüllt"),
    "ist_leer": gettext_lazy("ist leer"),
}
BEI_TAGEN: Mapping[str, Any] = {
    "kleiner": gettext_lazy("liegt vor"),
    "hoechstens": gettext_lazy("liegt nicht nach"),
    "groesser": gettext_lazy("liegt nach"),
    "mindestens": gettext_lazy("liegt nicht vor"),
}
_RELATIV = re.compile(r"heute([+-])(\d+)([TWMJ])", re.ASCII)


def vergleich_words(vergleich: str, typ: Regeltyp) -> str:
    """The words of a comparison, as editors pick it for such a field."""
    words = BEI_TAGEN if typ is Regeltyp.DATUM and vergleich in BEI_TAGEN else VERGLEICHE
    return str(words.get(vergleich, vergleich))


def say(vergleich: Vergleich, name: Name) -> str:
    """A comparison as a clause: „Art“ ist gleich „Verein“."""
    parts = [_quoted(name.beschriftung), vergleich_words(vergleich.vergleich, name.typ)]
    if vergleich.wert is not None:
        parts.append(_wert(vergleich.wert, name))
    return " ".join(parts)


def _quoted(text: str) -> str:
    return f"„{text}“"


def _wert(wert: Any, name: Name) -> str:
    if isinstance(wert, tuple):
        return ", ".join(_wert(one, name) for one in wert)
    if name.typ is Regeltyp.GELD and isinstance(wert, int):
        return format_euro(wert) + " €" if wert >= 0 else f"{wert} ct"
    if name.typ is Regeltyp.DATUM:
        return _tag(str(wert))
    if name.typ in (Regeltyp.ZAHL, Regeltyp.KOMMAZAHL):
        return str(wert).replace(".", ",")
    return _quoted(name.wahlen.get(wert, str(wert)))


def _tag(wert: str) -> str:
    if wert == "heute":
        return _("heute")
    if match := _RELATIV.fullmatch(wert):
        words = _("heute in %(spanne)s") if match[1] == "+" else _("heute vor %(spanne)s")
        return words % {"spanne": _span(int(match[2]), match[3])}
    try:
        return date.fromisoformat(wert).strftime("%d.%m.%Y")
    except ValueError:
        return _quoted(wert)


def _span(zahl: int, einheit: str) -> str:
    words = {
        "T": ngettext("%(zahl)d Tag", "%(zahl)d Tagen", zahl),
        "W": ngettext("%(zahl)d Woche", "%(zahl)d Wochen", zahl),
        "M": ngettext("%(zahl)d Monat", "%(zahl)d Monaten", zahl),
        "J": ngettext("%(zahl)d Jahr", "%(zahl)d Jahren", zahl),
    }
    return words[einheit] % {"zahl": zahl}


def suggest(wort: str, bekannt: Mapping[str, str]) -> str:
    """ "Meinten Sie …?" with the key that resembles best, by itself or by its label; "" if none does."""
    for key, label in bekannt.items():
        if wort.casefold() in (key.casefold(), label.casefold()):
            return _did_you_mean(key)
    found = process.extractOne(wort.casefold(), list(bekannt), scorer=fuzz.ratio, score_cutoff=65)
    return _did_you_mean(found[0]) if found else ""


def _did_you_mean(wort: str) -> str:
    return " " + _("Meinten Sie „%(wort)s“?") % {"wort": wort}


def no_choice(wert: Any, name: Name) -> str:
    """Says that a field has no such choice."""
    return _("„%(feld)s“ hat keine Möglichkeit „%(wert)s“.") % {
        "feld": name.beschriftung,
        "wert": "" if wert is None else wert,
    } + suggest(str(wert), name.wahlen)
