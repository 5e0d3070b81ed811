"""Figures that are counted by Leistung: subject areas, levels, ways of applying, who decides fees, last change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Ebene
from leistungen.adressen import leistung_url
from leistungen.enums import Entscheider
from leistungen.gebuehrenrecht import decider
from leistungen.kennzahlen.bestand import Beitrag, Eintrag, chosen, place_name
from leistungen.kennzahlen.modell import Auswahl, Gruppe, Kennzahl, Stand, Wort, Zeile
from leistungen.vererbung import Text, resolve

OHNE = "ohne"
OERTLICH, NUR_OBEN = "oertlich", "nur-oben"
ONLINE, FORMULAR, SCHALTER = "online", "formular", "schalter"
ALTER = (("monat", 30), ("halbjahr", 182), ("jahr", 365))  # days since the last change, at most

Groups = Callable[[Eintrag, Auswahl], Iterable[str]]
Cells = Callable[[Eintrag, Auswahl], tuple[Any, ...]]


def count(auswahl: Auswahl, groups: Groups, titles: Mapping[str, Wort], haupt: str = "") -> Stand:
    """Count Leistungen by group, in the order of ``titles``. The one number is the group ``haupt``, or all."""
    found = chosen(auswahl)
    counted = Counter(key for one in found for key in groups(one, auswahl))
    lines = [Gruppe(key, title, counted[key]) for key, title in titles.items()]
    if haupt:
        return Stand(counted[haupt], lines, von=len(found), key=haupt)
    return Stand(len(found), lines)


def rows(auswahl: Auswahl, key: str, groups: Groups, cells: Cells) -> list[Zeile]:
    """The Leistungen of a group; of all groups without a key."""
    ort = auswahl.ort.slug if auswahl.ort and not auswahl.ort.hoheitlich else ""
    return [
        Zeile(one.bezeichnung, leistung_url(one.slug, ort), cells(one, auswahl), facts(one))
        for one in chosen(auswahl)
        if not key or key in groups(one, auswahl)
    ]


def facts(one: Eintrag) -> dict[str, Any]:
    return {"leistung": one.slug, "themenfeld": one.themenfeld, "geaendert": one.geaendert.isoformat()}


# --- Subject areas ----------------------------------------------------------------------------------------------------


def _themenfeld(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    return (one.themenfeld or OHNE,)


def _themenfelder(auswahl: Auswahl) -> dict[str, Wort]:
    counted = Counter(one.themenfeld for one in chosen(auswahl))
    named: dict[str, Wort] = {name: name for name in sorted(counted, key=lambda name: (-counted[name], name)) if name}
    return named | ({OHNE: _("keinem Themenfeld zugeordnet")} if counted[""] else {})


def _themen_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    return one.themenfeld or "–", ", ".join(str(Ebene(key).label) for key in _levels_of(one)), one.geaendert


THEMENFELDER = Kennzahl(
    key="themenfelder",
    titel=gettext_lazy("Leistungen nach Themenfeld"),
    name=gettext_lazy("Leistungen im Katalog"),
    erklaerung=gettext_lazy(
        "Gezählt wird jede Leistung, die Bürgerinnen und Bürger hier lesen können. Die Themenfelder sind die des "
        "Onlinezugangsgesetzes (OZG)."
    ),
    gruppe_heisst=gettext_lazy("Themenfeld"),
    spalten=(gettext_lazy("Themenfeld"), gettext_lazy("Texte von"), gettext_lazy("Zuletzt geändert")),
    stand=lambda auswahl: count(auswahl, _themenfeld, _themenfelder(auswahl)),
    zeilen=lambda auswahl, key: rows(auswahl, key, _themenfeld, _themen_cells),
)

# --- Levels -----------------------------------------------------------------------------------------------------------


def _levels_of(one: Eintrag) -> list[str]:
    there = {beitrag.ebene for beitrag in one.beitraege}
    return [key for key in Ebene.values if key in there]


def _level_groups(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    local = any(not beitrag.hoheitlich for beitrag in one.beitraege)
    return (*_levels_of(one), OERTLICH if local else NUR_OBEN)


def _level_titles(auswahl: Auswahl) -> dict[str, Wort]:
    there = {key for one in chosen(auswahl) for key in _levels_of(one)}
    titles: dict[str, Wort] = {
        key: _("Text von: %(ebene)s") % {"ebene": Ebene(key).label} for key in Ebene.values if key in there
    }
    return titles | {
        OERTLICH: _("mit einem Text aus Kreis, Verbandsgemeinde oder Gemeinde"),
        NUR_OBEN: _("allein mit Texten von Bund und Land"),
    }


def _level_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    writers = sorted({(Ebene.values.index(beitrag.ebene), place_name(beitrag.gebiet)) for beitrag in one.beitraege})
    return one.themenfeld or "–", _some([name for _level, name in writers]), one.geaendert


EBENEN = Kennzahl(
    key="ebenen",
    titel=gettext_lazy("Wer schreibt mit"),
    name=gettext_lazy("mit örtlichem Text"),
    erklaerung=gettext_lazy(
        "Bund und Land schreiben den Grundtext, Kreise und Gemeinden ergänzen, was bei ihnen anders ist. Eine Leistung "
        "zählt bei jeder Ebene, die einen Text dazu veröffentlicht hat."
    ),
    gruppe_heisst=gettext_lazy("Ebene"),
    mehrfach=True,
    spalten=(gettext_lazy("Themenfeld"), gettext_lazy("Texte von"), gettext_lazy("Zuletzt geändert")),
    stand=lambda auswahl: count(auswahl, _level_groups, _level_titles(auswahl), OERTLICH),
    zeilen=lambda auswahl, key: rows(auswahl, key, _level_groups, _level_cells),
)

# --- Ways of applying -------------------------------------------------------------------------------------------------


def _texts(one: Eintrag, auswahl: Auswahl, modul: str) -> Iterator[tuple[Beitrag, Text]]:
    """The texts of a section that are to be read: at the chosen place as they are resolved there, else all."""
    by_gebiet = {(beitrag.gebiet, beitrag.lage.stamm): beitrag for beitrag in one.beitraege}
    if auswahl.ort is None:
        yield from ((beitrag, text) for beitrag in one.beitraege for text in beitrag.texts(modul))
        return
    for abschnitt in resolve([beitrag.lage for beitrag in one.beitraege], auswahl.ort.kette, (modul,)):
        yield from ((by_gebiet[teil.gebiet, teil.stamm], teil.text) for teil in abschnitt.teile if teil.text.inhalt)


def _way(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    if any(_texts(one, auswahl, "onlinedienste")):
        return (ONLINE,)
    if any(item.get("url") for _beitrag, text in _texts(one, auswahl, "formulare") for item in text.inhalt):
        return (FORMULAR,)
    return (SCHALTER,)


def _way_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    (key,) = _way(one, auswahl)
    modul = "onlinedienste" if key == ONLINE else "formulare"
    where = [] if key == SCHALTER else [_where(beitrag, text) for beitrag, text in _texts(one, auswahl, modul)]
    return one.themenfeld or "–", str(WEGE[key]), _some(list(dict.fromkeys(where))) or "–", one.geaendert


def _where(beitrag: Beitrag, text: Text) -> str:
    """The area in which a text holds."""
    if text.gilt_fuer:
        return ", ".join(place_name(gebiet) for gebiet in sorted(text.gilt_fuer))
    return _("überall") if beitrag.hoheitlich else place_name(beitrag.gebiet)


def _some(names: list[str], most: int = 5, between: str = ", ") -> str:
    """A few names, and how many more."""
    rest = len(names) - most
    return between.join(names[:most]) + (_(" und %(anzahl)s weitere") % {"anzahl": rest} if rest > 0 else "")


WEGE: dict[str, Wort] = {
    ONLINE: gettext_lazy("online"),
    FORMULAR: gettext_lazy("Formular zum Ausdrucken (PDF)"),
    SCHALTER: gettext_lazy("nur im Amt oder per Post"),
}
WEG = Kennzahl(
    key="wege",
    titel=gettext_lazy("Wie man sie erledigt"),
    name=gettext_lazy("online zu erledigen"),
    erklaerung=gettext_lazy(
        "Online zählt, wenn ein Onlinedienst angegeben ist; PDF, wenn es keinen gibt, aber ein Formular zum "
        "Herunterladen; sonst bleibt der Weg ins Amt. Ohne Ort genügt ein Dienst an einem Ort; mit Ort zählt, was dort "
        "gilt."
    ),
    gruppe_heisst=gettext_lazy("Weg"),
    spalten=(
        gettext_lazy("Themenfeld"),
        gettext_lazy("Weg"),
        gettext_lazy("Wo"),
        gettext_lazy("Zuletzt geändert"),
    ),
    stand=lambda auswahl: count(auswahl, _way, WEGE, ONLINE),
    zeilen=lambda auswahl, key: rows(auswahl, key, _way, _way_cells),
)

# --- Who decides a fee ------------------------------------------------------------------------------------------------


def _fees(one: Eintrag, auswahl: Auswahl) -> Iterator[tuple[Entscheider, str, str]]:
    """Each fee that holds today or later: who decides it, that in words, and the rule it names."""
    heute = timezone.localdate().isoformat()
    for beitrag, text in _texts(one, auswahl, "kosten"):
        for item in text.inhalt:
            if not item.get("gueltig_bis") or item["gueltig_bis"] >= heute:
                rule = item.get("vorschrift") or ""
                who = decider(rule, kostenlos=item.get("art") == "frei")
                local = who is Entscheider.ORT and not beitrag.hoheitlich
                words = _("Satzung von %(ort)s") % {"ort": _where(beitrag, text)} if local else str(who.label)
                yield who, words, rule


def _deciders(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    """Where some fee is decided by somebody, what costs nothing besides does not count."""
    found = {who for who, _words, _rule in _fees(one, auswahl)}
    deciding = found - {Entscheider.NIEMAND, Entscheider.UNBEKANNT}
    return deciding or found or (OHNE,)


def _fee_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    there = _deciders(one, auswahl)
    fees = [fee for fee in _fees(one, auswahl) if fee[0] in there]
    words = list(dict.fromkeys(words for _who, words, _rule in fees)) or [str(GEBUEHREN[OHNE])]
    if any(who is Entscheider.ORT and words != who.label for who, words, _rule in fees):
        words = [one for one in words if one != Entscheider.ORT.label]  # whose Satzung it is says more
    rules = list(dict.fromkeys(rule for _who, _words, rule in fees if rule))
    return one.themenfeld or "–", _some(words), _some(rules, 3, "; ") or "–", one.geaendert


GEBUEHREN: dict[str, Wort] = {
    **{who.value: who.label for who in Entscheider},
    OHNE: gettext_lazy("keine Angabe zu Kosten"),
}
GEBUEHR = Kennzahl(
    key="gebuehren",
    titel=gettext_lazy("Wer über Gebühren entscheidet"),
    name=gettext_lazy("mit Gebühr, über die man vor Ort entscheidet"),
    erklaerung=gettext_lazy(
        "Gelesen aus der Vorschrift, die bei jeder Gebühr steht. Nennt eine Gebühr mehrere Vorschriften, zählt die "
        "örtlichste: Sie bestimmt den Betrag. Eine Leistung mit mehreren Gebühren kann in mehreren Zeilen stehen."
    ),
    gruppe_heisst=gettext_lazy("Wer entscheidet"),
    mehrfach=True,
    spalten=(
        gettext_lazy("Themenfeld"),
        gettext_lazy("Wer entscheidet"),
        gettext_lazy("Vorschrift"),
        gettext_lazy("Zuletzt geändert"),
    ),
    stand=lambda auswahl: count(auswahl, _deciders, GEBUEHREN, Entscheider.ORT.value),
    zeilen=lambda auswahl, key: rows(auswahl, key, _deciders, _fee_cells),
)

# --- Last change ------------------------------------------------------------------------------------------------------


def _age(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    heute = timezone.localdate()
    return (next((key for key, days in ALTER if one.geaendert >= heute - timedelta(days=days)), "aelter"),)


def _age_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    return one.themenfeld or "–", place_name(one.zuletzt.gebiet), one.geaendert


def _newest_first(auswahl: Auswahl, key: str) -> list[Zeile]:
    found = rows(auswahl, key, _age, _age_cells)
    return sorted(found, key=_changed_on, reverse=True)


def _changed_on(zeile: Zeile) -> date:
    return date.fromisoformat(zeile.schluessel["geaendert"])


ALTERSKLASSEN: dict[str, Wort] = {
    "monat": gettext_lazy("in den letzten 30 Tagen"),
    "halbjahr": gettext_lazy("vor 1 bis 6 Monaten"),
    "jahr": gettext_lazy("vor 6 bis 12 Monaten"),
    "aelter": gettext_lazy("vor mehr als 12 Monaten"),
}
AENDERUNG = Kennzahl(
    key="geaendert",
    titel=gettext_lazy("Wann zuletzt geändert"),
    name=gettext_lazy("in den letzten 30 Tagen geändert"),
    erklaerung=gettext_lazy(
        "Es zählt der Tag, an dem zuletzt ein Text der Leistung veröffentlicht wurde, auf welcher Ebene auch immer. "
        "Jede Leistung steht in einer Zeile."
    ),
    gruppe_heisst=gettext_lazy("Letzte Änderung"),
    spalten=(gettext_lazy("Themenfeld"), gettext_lazy("Text von"), gettext_lazy("Zuletzt geändert")),
    stand=lambda auswahl: count(auswahl, _age, ALTERSKLASSEN, "monat"),
    zeilen=_newest_first,
)
