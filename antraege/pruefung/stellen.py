"""Places in a definition, in the words of the editor: Schritt „Das Fest“ › Feld „Beginn“ › Nur zeigen, wenn."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antraege.pruefung.fund import Fund, Pfad, Schwere

TEILE: Mapping[str, Any] = {
    "sichtbar_wenn": gettext_lazy("Nur zeigen, wenn"),
    "pflicht_wenn": gettext_lazy("Pflichtangabe nur, wenn"),
    "muss": gettext_lazy("Es muss gelten"),
    "meldung": gettext_lazy("Sonst steht da"),
    "feld": gettext_lazy("bei dem Feld"),
    "schluessel": gettext_lazy("Schlüssel"),
    "titel": gettext_lazy("Titel"),
    "beschriftung": gettext_lazy("Beschriftung"),
    "bezeichnung": gettext_lazy("Bezeichnung"),
    "betrag": gettext_lazy("Betrag"),
    "ausdruck": gettext_lazy("Rechnung"),
    "antworten": gettext_lazy("Antworten"),
    "erwartet": gettext_lazy("Was daraus folgt"),
}


def encoded(pfad: Pfad) -> str:
    """As ``antraege.regeln`` carries a place through its checks."""
    return "/".join(map(str, pfad))


def decoded(stelle: str) -> Pfad:
    return tuple(int(one) if one.isdecimal() else one for one in stelle.split("/")) if stelle else ()


def at(daten: Mapping[str, Any], pfad: Pfad, meldung: str, schwere: Schwere = Schwere.FEHLER) -> Fund:
    """A finding at a part of the definition ``daten``."""
    return Fund(pfad, words(daten, pfad), meldung, schwere)


def words(daten: Mapping[str, Any], pfad: Pfad) -> str:
    return " › ".join(_steps(daten, pfad))


def _steps(daten: Any, pfad: Pfad) -> Iterator[str]:
    found: Any = daten
    kind = ""
    for one in pfad:
        try:
            found = found[one]
        except (KeyError, IndexError, TypeError):
            found = None
        if isinstance(one, int):
            yield _entry(kind, one, found if isinstance(found, Mapping) else {})
        else:
            kind = one
            if one in TEILE and not isinstance(found, list):
                yield str(TEILE[one])


def _entry(kind: str, number: int, daten: Mapping[str, Any]) -> str:
    if kind == "inhalt" and daten.get("typ") == "hinweis":
        return _("Hinweis an Stelle %(nummer)d") % {"nummer": number + 1}
    if kind == "regeln":
        return _("Plausibilitätsregel %(nummer)d") % {"nummer": number + 1}
    head = {
        "schritte": _("Schritt"),
        "inhalt": _("Feld"),
        "felder": _("Feld"),
        "gebuehren": _("Gebühr"),
        "unterlagen": _("Unterlage"),
        "faelle": _("Beispielfall"),
        "wahlen": _("Möglichkeit"),
    }.get(kind, kind)
    names = (daten.get(name) for name in ("beschriftung", "titel", "bezeichnung", "name", "text"))
    name = next((str(one) for one in names if one), "")
    return f"{head} „{name}“" if name else f"{head} {number + 1}"
