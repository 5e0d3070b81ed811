"""Who decides a fee, read off what the fee names as its rule. Pure.

A fee may name several rules; the most local one fixes the amount, so it counts: what names a Satzung "in Verbindung mit
§ 47 LStrG" is decided by the Satzung.
"""

import re

from leistungen.enums import Entscheider

_ORT = re.compile(
    r"satzung|\b(?:gebührenordnung|regelung|festlegung|entgeltordnung)\b.*"
    r"\b(?:stadt|gemeinde|ortsgemeinde|verbandsgemeinde|landkreis\w*|jugendamts?|trägers?)\b",
    re.I,
)
_LAND = re.compile(
    r"\bLand(?!kreis|wirt)|\bL[A-ZÄÖÜ]\w*[GOV]\b|\b(?:KiTaG|KAG|GemO|LKO|POG)\b|\b(?:Besondere|Allgemeine)s?\s\w*verzeichnis"
)
_KUERZEL = re.compile(r"\b[A-ZÄÖÜ]\w*[a-zäöü]\w*[A-ZÄÖÜ]\w*\b|\b[A-Z]{2,}[VGBO]\b")
_WORTE = re.compile(r"§|\bArt(?:\.|ikel\b)|gesetz|verordnung", re.I)


def decider(vorschrift: str, *, kostenlos: bool = False) -> Entscheider:
    """Who decides a fee that names ``vorschrift``; ``kostenlos`` if there is none to pay."""
    if _ORT.search(vorschrift):
        return Entscheider.ORT
    if _LAND.search(vorschrift):
        return Entscheider.LAND
    if _WORTE.search(vorschrift) or _KUERZEL.search(vorschrift):
        return Entscheider.BUND
    if kostenlos:
        return Entscheider.NIEMAND
    return Entscheider.UNBEKANNT
