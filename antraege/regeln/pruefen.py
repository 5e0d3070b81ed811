"""Checks of rules while a form is saved. Each finding says in plain German what is wrong and what to do."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from antraege.regeln import worte
from antraege.regeln.ausdruckpruefung import check_ausdruck, check_schluessel
from antraege.regeln.bedingung import OHNE_WERT, VERGLEICHE, Bedingung, Name, Regeltyp, Vergleich, read_tag
from antraege.regeln.befund import Befund
from antraege.regeln.kreise import check_kreise

__all__ = ["check_ausdruck", "check_bedingung", "check_kreise", "check_schluessel", "find_name"]


def check_bedingung(stelle: str, bedingung: Bedingung | None, namen: Mapping[str, Name]) -> list[Befund]:
    """What is wrong with a condition. ``namen``: the fields it may ask, in a repeated group also those of the row."""
    if bedingung is None:
        return []
    if bedingung.cel is not None:
        return check_ausdruck(stelle, bedingung.cel, namen, ergibt=Regeltyp.JA_NEIN)
    if not bedingung.vergleiche:
        return [Befund(stelle, _("Die Bedingung ist leer. Ergänzen Sie einen Vergleich oder löschen Sie sie."))]
    return [Befund(stelle, text) for one in bedingung.vergleiche for text in _vergleich(one, namen)]


def find_name(feld: str, namen: Mapping[str, Name]) -> Name | None:
    """The field, or part of a field ("zeitraum.von"), that a comparison names."""
    kopf, punkt, rest = feld.partition(".")
    name = namen.get(kopf)
    if name is None or not punkt:
        return name
    return find_name(rest, name.felder) if name.typ is Regeltyp.KARTE else None


def _vergleich(vergleich: Vergleich, namen: Mapping[str, Name]) -> Iterator[str]:
    name = find_name(vergleich.feld, namen)
    if name is None:
        yield _unknown_field(vergleich.feld, namen)
    elif vergleich.vergleich not in VERGLEICHE[name.typ]:
        yield _("„%(feld)s“ ist %(typ)s; „%(vergleich)s“ passt dazu nicht. Möglich sind: %(moeglich)s.") % {
            "feld": name.beschriftung,
            "typ": worte.TYPEN[name.typ],
            "vergleich": worte.vergleich_words(vergleich.vergleich, name.typ),
            "moeglich": ", ".join(worte.vergleich_words(one, name.typ) for one in VERGLEICHE[name.typ]),
        }
    elif vergleich.vergleich not in OHNE_WERT:
        yield from _wert(vergleich, name)
    elif vergleich.wert is not None:
        yield _("Bei „%(feld)s“ braucht „%(vergleich)s“ keinen Wert. Löschen Sie ihn.") % {
            "feld": name.beschriftung,
            "vergleich": worte.vergleich_words(vergleich.vergleich, name.typ),
        }


def _unknown_field(feld: str, namen: Mapping[str, Name]) -> str:
    bekannt = {key: name.beschriftung for key, name in namen.items()}
    for key, name in namen.items():
        if name.typ is Regeltyp.KARTE:
            bekannt |= {f"{key}.{teil}": each.beschriftung for teil, each in name.felder.items()}
    return _("Es gibt kein Feld „%(feld)s“.") % {"feld": feld} + worte.suggest(feld, bekannt)


def _wert(vergleich: Vergleich, name: Name) -> Iterator[str]:
    wert = vergleich.wert
    if vergleich.vergleich == "eine_von":
        if not isinstance(wert, tuple) or not wert:
            yield _("Für „%(feld)s“ ist nichts ausgewählt, womit verglichen wird.") % {"feld": name.beschriftung}
        else:
            for one in wert:
                yield from _wahl(one, name)
    elif name.typ in (Regeltyp.WAHL, Regeltyp.WAHLEN):
        yield from _wahl(wert, name)
    elif grund := _unfit(wert, name.typ):
        yield _("„%(feld)s“ ist %(typ)s. %(grund)s") % {
            "feld": name.beschriftung,
            "typ": worte.TYPEN[name.typ],
            "grund": grund,
        }


def _wahl(wert: Any, name: Name) -> Iterator[str]:
    if not isinstance(wert, str) or wert not in name.wahlen:
        yield worte.no_choice(wert, name)


def _unfit(wert: Any, typ: Regeltyp) -> str:
    """Why a value cannot be compared with what a field of this type holds; "" if it can."""
    whole = isinstance(wert, int) and not isinstance(wert, bool)
    if typ is Regeltyp.ZAHL and not whole:
        return _("Vergleichen Sie mit einer ganzen Zahl.")
    if typ is Regeltyp.KOMMAZAHL and not (whole or isinstance(wert, float)):
        return _("Vergleichen Sie mit einer Zahl, zum Beispiel 12,5.")
    if typ is Regeltyp.GELD and not whole:
        return _("Vergleichen Sie mit einem Betrag in Euro und Cent.")
    if typ is Regeltyp.TEXT and not (isinstance(wert, str) and wert):
        return _("Vergleichen Sie mit einem Text. Ob etwas eingetragen ist, fragt „ist ausgefüllt“.")
    if typ is Regeltyp.DATUM and not _is_tag(wert):
        return _("Vergleichen Sie mit einem Tag wie 2026-12-31 oder gezählt von heute: heute, heute+14T, heute-6M.")
    return ""


def _is_tag(wert: Any) -> bool:
    try:
        return isinstance(wert, str) and bool(read_tag(wert, date(2026, 1, 1)))
    except (ValueError, OverflowError):
        return False
