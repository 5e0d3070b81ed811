"""What is wrong with the writing of an expression, in words for someone who does not program."""

import re

from django.utils.translation import gettext as _

_ERSTER = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNERWARTET = re.compile(r"(?:extraneous|mismatched) input '(.*)' expecting", re.DOTALL)
_UNLESBAR = re.compile(r"token recognition error at: '(.*)'", re.DOTALL)
_FEHLT = re.compile(r"missing '(.)' at")
_WORTE = {"und": "&&", "and": "&&", "oder": "||", "or": "||", "nicht": "!", "not": "!"}
_ENDE = "<EOF>"


def explain(quelle: str, fehler: str) -> str:
    """Say in plain German what CEL found wrong with ``quelle``."""
    if not quelle.strip():
        return _("Der Ausdruck ist leer.")
    match = _ERSTER.search(fehler)
    if match is None or "Recursion limit" in match[3]:
        return _("Der Ausdruck ist zu verschachtelt. Teilen Sie ihn auf mehrere Regeln auf.")
    zeile, stelle, grund = int(match[1]), int(match[2]), match[3]
    return _where(quelle, zeile, stelle) + " " + _why(quelle, zeile, stelle, grund)


def _where(quelle: str, zeile: int, stelle: int) -> str:
    if "\n" in quelle.strip():
        return _("Zeile %(zeile)d, Stelle %(stelle)d:") % {"zeile": zeile, "stelle": stelle}
    return _("Stelle %(stelle)d:") % {"stelle": stelle}


def _why(quelle: str, zeile: int, stelle: int, grund: str) -> str:
    if "reserved identifier" in grund:
        return _("„%(wort)s“ ist ein Wort der Regelsprache und kann kein Feldname sein.") % {"wort": grund.split()[-1]}
    if match := _FEHLT.search(grund):
        return _("Hier fehlt „%(zeichen)s“.") % {"zeichen": match[1]}
    before = "".join(quelle.split("\n")[zeile - 1 : zeile])[: stelle - 1]
    if match := _UNLESBAR.search(grund):
        return _unreadable(match[1], before[-1:])
    if match := _UNERWARTET.search(grund):
        return _unexpected(match[1], grund, _word_before(before))
    if "literal" in grund:
        return _("Diese Zahl ist zu groß.")
    return _("Das ist hier nicht zu verstehen. Prüfen Sie Klammern, Punkte und Kommas.")


def _word_before(text: str) -> str:
    words = re.findall(r"\w+", text)
    return words[-1] if words else ""


def _unreadable(zeichen: str, davor: str) -> str:
    """A sign that CEL does not know."""
    zeichen = zeichen.strip()
    if zeichen[:2] in ("=>", "=<"):
        return _("Schreiben Sie >= für „mindestens“ und <= für „höchstens“.")
    if zeichen.startswith("="):
        return _("Schreiben Sie zwei Gleichheitszeichen (==) für „ist gleich“.")
    if zeichen[:1] in ("'", '"'):
        return _("Diesem Text fehlt das Anführungszeichen am Ende.")
    if zeichen[:1] in "„“”‚‘’«»":
        return _('Schreiben Sie Texte in geraden Anführungszeichen, zum Beispiel "verein".')
    if zeichen[:1] in ("&", "|"):
        return _("Schreiben Sie && für „und“, || für „oder“.")
    if zeichen[:1].isalpha():
        return _("Feldnamen haben keine Umlaute und kein ß. Texte gehören in Anführungszeichen.")
    return _("Das Zeichen „%(zeichen)s“ gibt es in Regeln nicht.") % {"zeichen": zeichen[:1] or davor}


def _unexpected(zeichen: str, grund: str, davor: str) -> str:
    """A sign that does not belong where it stands."""
    if zeichen == _ENDE:
        if "expecting {'['" in grund:
            return _("Hier hört der Ausdruck auf, aber es fehlt noch etwas, etwa ein Feld oder ein Wert.")
        return _("Hier hört der Ausdruck auf, aber eine Klammer ist noch offen.")
    for wort in (zeichen, davor):
        if wort.lower() in _WORTE:
            return _("Schreiben Sie %(zeichen)s statt „%(wort)s“.") % {"zeichen": _WORTE[wort.lower()], "wort": wort}
    if zeichen in (")", "]", "}"):
        return _("Diese Klammer zu hat keine Klammer auf.")
    if zeichen == ",":
        return _("Ein Komma passt hier nicht. Kommazahlen schreiben Sie mit Punkt: 12.50.")
    if zeichen == ">":
        return _("Das Zeichen „>“ passt hier nicht. Für „ungleich“ schreiben Sie !=.")
    return _("„%(zeichen)s“ passt hier nicht. Davor fehlt vielleicht ein Zeichen wie &&, || oder ==.") % {
        "zeichen": zeichen
    }
