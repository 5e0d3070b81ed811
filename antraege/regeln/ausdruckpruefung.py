"""Checks of expressions while a form is saved: writing, names, choices, kinds of values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from antraege.regeln import worte, zeichen
from antraege.regeln.ausdruck import HEUTE, Ausdruck, RegelError, Umgebung, UnpassendError
from antraege.regeln.bedingung import Name, Regeltyp
from antraege.regeln.befund import Befund
from antraege.regeln.funktionen import FUNKTIONEN, as_regelwert
from antraege.regeln.zeichen import NAME, TEXT, ZAHL, Vorkommen, Zeichen

AUS_CEL = zeichen.MAKROS | {"contains", "startsWith", "endsWith", "matches", "has", "size", "int", "double", "string"}
RESERVIERT = (
    AUS_CEL
    | FUNKTIONEN.keys()
    | zeichen.KEIN_NAME
    | {HEUTE, "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"}
    | {"namespace", "return", "var", "void", "while", "bool", "bytes", "uint", "list", "map", "type", "null_type"}
    | {"aktion", "datenschutz"}  # inputs of every form
)
_ORDNUNG = ("==", "!=", "<", "<=", ">", ">=")


def check_schluessel(stelle: str, schluessel: str) -> list[Befund]:
    """A field must not be called as something that rules already know."""
    if schluessel not in RESERVIERT:
        return []
    meldung = _("„%(wort)s“ hat in Regeln schon eine Bedeutung. Wählen Sie einen anderen Schlüssel für dieses Feld.")
    return [Befund(stelle, meldung % {"wort": schluessel})]


def check_ausdruck(stelle: str, quelle: str, namen: Mapping[str, Name], *, ergibt: Regeltyp) -> list[Befund]:
    """What is wrong with an expression that is to give such a value."""
    try:
        ausdruck = Ausdruck(quelle)
    except RegelError as error:
        return [Befund(stelle, str(error))]
    signs = zeichen.read(quelle)
    found = [*_functions(signs), *_names(signs, namen), *_literals(signs, namen)]
    if not found:  # else the trial would only say the same in other words
        found = list(_trial(ausdruck, namen, ergibt))
    return [Befund(stelle, text) for text in dict.fromkeys(found)]


def _functions(signs: Sequence[Zeichen]) -> Iterator[str]:
    bekannt = {name: name for name in (*FUNKTIONEN, *sorted(AUS_CEL))}
    for one in zeichen.funktionen(signs):
        if one.text not in bekannt:
            yield _("Es gibt keine Funktion „%(name)s“.") % {"name": one.text} + worte.suggest(one.text, bekannt)


def _names(signs: Sequence[Zeichen], namen: Mapping[str, Name]) -> Iterator[str]:
    if any(one.art == NAME and one.text == "null" for one in signs):
        yield _("Statt null zu vergleichen, schreiben Sie angegeben(feld) oder !angegeben(feld).")
    for one in zeichen.vorkommen(signs):
        if one.gebunden:
            liste = namen.get(one.quelle)
            if liste is not None and liste.felder and one.glieder:
                yield from _member(one.glieder, liste)
        elif one.name in namen:
            yield from _member(one.glieder, namen[one.name])
        elif one.name != HEUTE:
            bekannt = {key: name.beschriftung for key, name in namen.items()} | {HEUTE: HEUTE}
            yield _("Es gibt kein Feld „%(feld)s“.") % {"feld": one.name} + worte.suggest(one.name, bekannt)


def _member(glieder: Sequence[str], name: Name) -> Iterator[str]:
    """What follows a name by dots."""
    if not glieder:
        return
    if glieder[0] in name.felder:
        yield from _member(glieder[1:], name.felder[glieder[0]])
    elif not name.felder:
        yield _("„%(feld)s“ ist %(typ)s und hat keinen Teil „%(teil)s“.") % {
            "feld": name.beschriftung,
            "typ": worte.TYPEN[name.typ],
            "teil": glieder[0],
        }
    else:
        bekannt = {key: each.beschriftung for key, each in name.felder.items()}
        yield _("„%(feld)s“ hat keinen Teil „%(teil)s“.") % {
            "feld": name.beschriftung,
            "teil": glieder[0],
        } + worte.suggest(glieder[0], bekannt)


# --- Comparisons with what is written out -----------------------------------------------------------------------------


def _literals(signs: Sequence[Zeichen], namen: Mapping[str, Name]) -> Iterator[str]:
    for one in zeichen.vorkommen(signs):
        name = _described(one, namen)
        if name is None:
            continue
        end = one.index + 2 * len(one.glieder)
        for vergleich, wert in _compared(signs, one.index, end):
            yield from _literal(".".join((one.name, *one.glieder)), name, vergleich, wert)


def _described(one: Vorkommen, namen: Mapping[str, Name]) -> Name | None:
    felder = namen.get(one.quelle) if one.gebunden else None
    name = namen.get(one.name) if not one.gebunden else None
    for glied in one.glieder:
        known = felder or name
        name, felder = (known.felder.get(glied) if known else None), None
    return name


def _compared(signs: Sequence[Zeichen], start: int, end: int) -> Iterator[tuple[str, Zeichen]]:
    """Literals that stand on the other side of a comparison with the signs from ``start`` to ``end``."""
    after, before = signs[end + 1 : end + 4], signs[max(start - 3, 0) : start]
    if len(after) >= 2 and after[0].text in _ORDNUNG and not _goes_on(after[2:]):
        yield after[0].text, after[1]
    if len(before) >= 2 and before[-1].text in (*_ORDNUNG, "in") and not _goes_on(before[:-2]):
        yield before[-1].text, before[-2]
    if len(after) >= 2 and after[0].text == "in" and after[1].text == "[":
        for one in signs[end + 2 : zeichen.closing(signs, end + 2)]:
            if one.art == TEXT:
                yield "==", one


def _goes_on(signs: Sequence[Zeichen]) -> bool:
    return bool(signs) and signs[0].text in ("+", "-", "*", "/", "%", ".")


def _literal(pfad: str, name: Name, vergleich: str, wert: Zeichen) -> Iterator[str]:
    if wert.art == TEXT and name.typ in (Regeltyp.WAHL, Regeltyp.WAHLEN) and vergleich in ("==", "!=", "in"):
        text = wert.text.strip("rRbB").strip(wert.text[-1])
        if name.typ is Regeltyp.WAHLEN and vergleich != "in":
            yield _("„%(feld)s“ ist eine Mehrfachauswahl. Schreiben Sie %(wert)s in %(pfad)s.") % {
                "feld": name.beschriftung,
                "wert": wert.text,
                "pfad": pfad,
            }
        elif text not in name.wahlen:
            yield worte.no_choice(text, name)
    elif wert.art == TEXT and name.typ is Regeltyp.DATUM:
        yield _("„%(feld)s“ ist ein Datum. Schreiben Sie datum(%(wert)s).") % {
            "feld": name.beschriftung,
            "wert": wert.text,
        }
    elif wert.art == TEXT and name.typ in (Regeltyp.ZAHL, Regeltyp.KOMMAZAHL, Regeltyp.GELD, Regeltyp.JA_NEIN):
        yield _("„%(feld)s“ ist %(typ)s und kann nicht mit dem Text %(wert)s verglichen werden.") % {
            "feld": name.beschriftung,
            "typ": worte.TYPEN[name.typ],
            "wert": wert.text,
        }
    elif wert.art == ZAHL and name.typ is Regeltyp.GELD and wert.text != "0":
        yield _("„%(feld)s“ ist ein Geldbetrag. Schreiben Sie euro(%(wert)s).") % {
            "feld": name.beschriftung,
            "wert": wert.text,
        }


# --- Trial with examples: what kinds of values come together, and what comes out --------------------------------------

_TRIAL = Umgebung(date(2026, 1, 1), "RP")
_TRIALS, _EXAMPLES = 40, 12
_PYTHON: Mapping[Regeltyp, type] = {
    Regeltyp.TEXT: str,
    Regeltyp.ZAHL: int,
    Regeltyp.KOMMAZAHL: float,
    Regeltyp.GELD: int,
    Regeltyp.DATUM: datetime,
    Regeltyp.JA_NEIN: bool,
    Regeltyp.WAHL: str,
    Regeltyp.WAHLEN: list,
    Regeltyp.LISTE: list,
    Regeltyp.KARTE: dict,
}


def _trial(ausdruck: Ausdruck, namen: Mapping[str, Name], ergibt: Regeltyp) -> Iterator[str]:
    used = {key: namen[key] for key in ausdruck.namen}
    dice = Random(0)  # the same each time
    for _number in range(_TRIALS):
        werte = {key: _example(name, dice.randrange(_EXAMPLES)) for key, name in used.items()}
        try:
            result = ausdruck.auswerten(werte, _TRIAL)
        except UnpassendError as error:
            yield str(error)
            return
        except RegelError:  # hangs on the answers, such as a division by zero
            continue
        if result is not None and not _is_of(result, ergibt):
            yield _wrong_result(result, ergibt)
            return


def _example(name: Name, number: int) -> Any:
    wahlen = list(name.wahlen) or ["x"]
    row = {key: _example(each, number) for key, each in name.felder.items()}
    examples: Mapping[Regeltyp, Any] = {
        Regeltyp.TEXT: "abc",
        Regeltyp.ZAHL: 1 + 6 * number,
        Regeltyp.KOMMAZAHL: 1.5 + 6.25 * number,
        Regeltyp.GELD: 100 + 1234 * number,
        Regeltyp.DATUM: as_regelwert(_TRIAL.heute + timedelta(days=40 * number)),
        Regeltyp.JA_NEIN: number % 2 == 1,
        Regeltyp.WAHL: wahlen[number % len(wahlen)],
        Regeltyp.WAHLEN: wahlen[: number % len(wahlen) + 1],
        Regeltyp.LISTE: [row] * (2 - number % 2),
        Regeltyp.KARTE: row,
    }
    return examples[name.typ]


def _is_of(wert: Any, typ: Regeltyp) -> bool:
    return isinstance(wert, _PYTHON[typ]) and isinstance(wert, bool) == (typ is Regeltyp.JA_NEIN)


def _wrong_result(wert: Any, ergibt: Regeltyp) -> str:
    if isinstance(wert, float) and ergibt in (Regeltyp.ZAHL, Regeltyp.GELD):
        return _(
            "Die Regel ergibt eine Kommazahl. Runden Sie: runden(…), aufrunden(…), mal(Menge, Betrag) oder "
            "prozent(Satz, Betrag)."
        )
    found = next((typ for typ in (Regeltyp.JA_NEIN, *_PYTHON) if _is_of(wert, typ)), None)
    text = _("Als Ergebnis wird erwartet: %(soll)s. Heraus kommt: %(ist)s.") % {
        "soll": worte.TYPEN[ergibt],
        "ist": worte.TYPEN[found] if found else _("etwas anderes"),
    }
    if ergibt is Regeltyp.JA_NEIN:
        text += " " + _("Fehlt ein Vergleich, zum Beispiel == oder >?")
    return text
