"""Advice on plain language: what makes a text hard to read. Pure functions that advise and never forbid.

Sources of the rules: GER-normal guides of the federal administration ("Bürgernahe Verwaltungssprache", BVA, 4th ed.):
sentences up to about 25 words, verbs instead of nouns, active voice, no unexplained abbreviation. A machine is
sometimes wrong here; so every piece of advice shows the words that it means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leistungen.saetze import sentences, text_lines

LONGEST = 25  # words in a sentence
CHAIN, CHAIN_WITHIN = 3, 12  # nouns made from verbs, within so many words

_WORD = re.compile(r"\w+(?:-\w+)*")
_NOMINAL = re.compile(r"[A-ZÄÖÜ]\w+(?:ung|heit|keit|ion|nahme|tät|anz|enz)(?:en|s)?$")
_THINGS = re.compile(r"(?:verwaltung|wohnung|zeitung|kleidung|person|station)(?:en)?$", re.I)
_PARTICIPLE = r"(?:\w*ge\w{2,}(?:t|en)|(?:be|ent|er|ver|zer)\w{2,}(?:t|en)|\w+iert)\b"
_PASSIVE = re.compile(rf"\b(?:wird|werden|wurde|wurden|worden)\b(?: \w+){{0,8}}? {_PARTICIPLE}")
_ABBREVIATION = re.compile(r"\b(?:[A-ZÄÖÜ]{2,}[a-z]?[A-ZÄÖÜ]*|[A-ZÄÖÜ][a-zäöü]+[A-ZÄÖÜ]\w*)\b")
_PARAGRAPH = re.compile(
    r"(?:§§?|Art\.|Artikel)\s*\d+\w*"
    r"(?:\s*(?:Abs\.|Absatz|Satz|Nr\.|Nummer|Buchst\.)\s*\w+|\s*(?:,|und|bis)\s*\d+\w*)*"
)
# Names of laws ("BMG", "GastG", "StVO") are explained by the section on laws.
_LAW_NAME = re.compile(r"\w{2,}(?:G|VO|O|V|B)$")
_ROMAN = re.compile(r"[IVX]+$")
_LAW = re.compile(
    r"^\W{0,3}(?:(?:des|der|dem|vom|von)\s+)?(?:\w+\s+){0,3}?[\wÄÖÜäöü-]*"
    r"(?:gesetz\w*|ordnung\w*|verordnung\w*|satzung\w*|buch\w*|vertrag\w*|[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*|[A-ZÄÖÜ]{2,})",
    re.I,
)
KNOWN = frozenset(
    {"EU", "DIN", "ISO", "PDF", "PKW", "Pkw", "LKW", "Lkw", "KFZ", "USB", "GmbH", "UG", "AG", "KG", "EUR", "QR", "SMS"}
    | {"TÜV", "ADAC", "IBAN", "BIC", "SEPA", "WC", "NATO", "USA", "DDR", "BRD", "ID", "PIN", "PUK", "TAN", "VG", "RLP"}
)


@dataclass(frozen=True, slots=True)
class Rat:
    """A piece of advice: which rule, what to do, and the words it means."""

    regel: str
    text: str
    stelle: str


def advise(html: str, *, rechtstext: bool = False) -> list[Rat]:
    """Advice on a text. ``rechtstext``: a list of laws, where names of laws explain themselves."""
    lines = text_lines(html)
    found = [rat for line in lines for satz in sentences(line) for rat in _sentence(satz, rechtstext)]
    if not rechtstext:
        found += _abbreviations(" ".join(lines))
    return found


def _sentence(satz: str, rechtstext: bool) -> Iterator[Rat]:
    for paragraph in _PARAGRAPH.finditer(satz):
        if not _LAW.match(satz[paragraph.end() :]):
            yield Rat("gesetz", _("Nennen Sie zum Paragrafen auch das Gesetz."), paragraph.group())
    if rechtstext:
        return
    count = len(_WORD.findall(satz))
    if count > LONGEST:
        yield Rat("satzlaenge", _("Der Satz hat %(count)d Wörter. Machen Sie zwei daraus.") % {"count": count}, satz)
    if found := _PASSIVE.search(satz):
        yield Rat("passiv", _("Sagen Sie, wer etwas tut: „Sie beantragen“, „wir prüfen“."), found.group())
    if nouns := _chain(satz):
        yield Rat("hauptwoerter", _("Viele Hauptwörter. Verben sind leichter zu verstehen."), ", ".join(nouns))


def _chain(satz: str) -> list[str]:
    """Nouns made from verbs that stand close together."""
    words = _WORD.findall(satz)
    places = [n for n, word in enumerate(words) if _NOMINAL.match(word) and not _THINGS.search(word)]
    for first, last in zip(places, places[CHAIN - 1 :], strict=False):
        if last - first < CHAIN_WITHIN:
            return [words[n] for n in places if first <= n <= last]
    return []


def _abbreviations(text: str) -> Iterator[Rat]:
    """Those that are nowhere explained in the same text: "Landesbetrieb Mobilität (LBM)"."""
    for word in dict.fromkeys(_ABBREVIATION.findall(text)):
        explained = f"({word})" in text or re.search(rf"\b{word}\s+\(", text)
        if not (explained or word in KNOWN or _LAW_NAME.search(word) or _ROMAN.match(word)):
            yield Rat("abkuerzung", _("Schreiben Sie die Abkürzung einmal aus."), word)
