"""Figures that are counted by Leistung: subject areas, levels, ways of applying, who decides fees, last change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
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
Titles = Callable[[list[Eintrag]], Mapping[str, Wort]]
Cells = Callable[[Eintrag, Auswahl], tuple[Any, ...]]


def by_group(
    groups: Groups,
    titles: Titles,
    cells: Cells,
    *,
    spalten: tuple[Wort, ...],
    haupt: str = "",
    newest_first: bool = False,
    **words: Any,
) -> Kennzahl:
    """A figure of Leistungen by group, in the order of ``titles``. Its one number is the group ``haupt``, or all.

    Between subject area and last change a line of its lists shows ``cells``, which ``spalten`` name.
    """

    def stand(auswahl: Auswahl) -> Stand:
        found = chosen(auswahl)
        counted = Counter(key for one in found for key in groups(one, auswahl))
        lines = [Gruppe(key, title, counted[key]) for key, title in titles(found).items()]
        return Stand(counted[haupt], lines, von=len(found), key=haupt) if haupt else Stand(len(found), lines)

    def zeilen(auswahl: Auswahl, key: str) -> list[Zeile]:
        found = [one for one in chosen(auswahl) if not key or key in groups(one, auswahl)]
        if newest_first:
            found.sort(key=lambda one: one.geaendert, reverse=True)
        return [_row(one, auswahl, cells(one, auswahl)) for one in found]

    columns = (gettext_lazy("Themenfeld"), *spalten, gettext_lazy("Zuletzt geändert"))
    return Kennzahl(stand=stand, zeilen=zeilen, spalten=columns, **words)


def _row(one: Eintrag, auswahl: Auswahl, cells: tuple[Any, ...]) -> Zeile:
    ort = auswahl.ort.in_adresse if auswahl.ort else ""
    facts = {"leistung": one.slug, "themenfeld": one.themenfeld, "geaendert": one.geaendert.isoformat()}
    return Zeile(one.bezeichnung, leistung_url(one.slug, ort), (one.themenfeld or "–", *cells, one.geaendert), facts)


# --- Subject areas ----------------------------------------------------------------------------------------------------


def _themenfeld(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    return (one.themenfeld or OHNE,)


def _themenfelder(found: list[Eintrag]) -> dict[str, Wort]:
    counted = Counter(one.themenfeld for one in found)
    named: dict[str, Wort] = {name: name for name in sorted(counted, key=lambda name: (-counted[name], name)) if name}
    return named | ({OHNE: _("keinem Themenfeld zugeordnet")} if counted[""] else {})


def _themen_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    return (", ".join(str(Ebene(key).label) for key in _levels_of(one)),)


THEMENFELDER = by_group(
    _themenfeld,
    _themenfelder,
    _themen_cells,
    key="themenfelder",
    titel=gettext_lazy("Leistungen nach Themenfeld"),
    name=gettext_lazy("Leistungen im Katalog"),
    erklaerung=gettext_lazy(
        "Gezählt wird jede Leistung, die Bürgerinnen und Bürger hier lesen können. Die Themenfelder sind die des "
        "Onlinezugangsgesetzes (OZG)."
    ),
    gruppe_heisst=gettext_lazy("Themenfeld"),
    spalten=(gettext_lazy("Texte von"),),
)

# --- Levels -----------------------------------------------------------------------------------------------------------


def _levels_of(one: Eintrag) -> list[str]:
    there = {beitrag.ebene for beitrag in one.beitraege}
    return [key for key in Ebene.values if key in there]


def _level_groups(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    local = any(not beitrag.hoheitlich for beitrag in one.beitraege)
    return (*_levels_of(one), OERTLICH if local else NUR_OBEN)


def _level_titles(found: list[Eintrag]) -> dict[str, Wort]:
    there = {key for one in found for key in _levels_of(one)}
    titles: dict[str, Wort] = {
        key: _("Text von: %(ebene)s") % {"ebene": Ebene(key).label} for key in Ebene.values if key in there
    }
    return titles | {
        OERTLICH: _("mit einem Text aus Kreis, Verbandsgemeinde oder Gemeinde"),
        NUR_OBEN: _("allein mit Texten von Bund und Land"),
    }


def _level_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    writers = sorted({(Ebene.values.index(beitrag.ebene), place_name(beitrag.gebiet)) for beitrag in one.beitraege})
    return (_some([name for _level, name in writers]),)


EBENEN = by_group(
    _level_groups,
    _level_titles,
    _level_cells,
    haupt=OERTLICH,
    key="ebenen",
    titel=gettext_lazy("Wer schreibt mit"),
    name=gettext_lazy("mit örtlichem Text"),
    erklaerung=gettext_lazy(
        "Bund und Land schreiben den Grundtext, Kreise und Gemeinden ergänzen, was bei ihnen anders ist. Eine Leistung "
        "zählt bei jeder Ebene, die einen Text dazu veröffentlicht hat."
    ),
    gruppe_heisst=gettext_lazy("Ebene"),
    mehrfach=True,
    spalten=(gettext_lazy("Texte von"),),
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
    return str(WEGE[key]), _some(list(dict.fromkeys(where))) or "–"


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
WEG = by_group(
    _way,
    lambda found: WEGE,
    _way_cells,
    haupt=ONLINE,
    key="wege",
    titel=gettext_lazy("Wie man sie erledigt"),
    name=gettext_lazy("online zu erledigen"),
    erklaerung=gettext_lazy(
        "Online zählt, wenn ein Onlinedienst angegeben ist; PDF, wenn es keinen gibt, aber ein Formular zum "
        "Herunterladen; sonst bleibt der Weg ins Amt. Ohne Ort genügt ein Dienst an einem Ort; mit Ort zählt, was dort "
        "gilt."
    ),
    gruppe_heisst=gettext_lazy("Weg"),
    spalten=(gettext_lazy("Weg"), gettext_lazy("Wo")),
)

# --- Who decides a fee ------------------------------------------------------------------------------------------------


Fee = tuple[Entscheider, str, str]


def _fees(one: Eintrag, auswahl: Auswahl) -> Iterator[Fee]:
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


def _deciding(fees: Iterable[Fee]) -> set[Entscheider]:
    """Where some fee is decided by somebody, what costs nothing besides does not count."""
    found = {who for who, _words, _rule in fees}
    return found - {Entscheider.NIEMAND, Entscheider.UNBEKANNT} or found


def _deciders(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    return _deciding(_fees(one, auswahl)) or (OHNE,)


def _fee_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    fees = list(_fees(one, auswahl))
    there = _deciding(fees)
    fees = [fee for fee in fees if fee[0] in there]
    words = list(dict.fromkeys(words for _who, words, _rule in fees)) or [str(GEBUEHREN[OHNE])]
    if any(who is Entscheider.ORT and words != who.label for who, words, _rule in fees):
        words = [one for one in words if one != Entscheider.ORT.label]  # whose Satzung it is says more
    rules = list(dict.fromkeys(rule for _who, _words, rule in fees if rule))
    return _some(words), _some(rules, 3, "; ") or "–"


GEBUEHREN: dict[str, Wort] = {
    **{who.value: who.label for who in Entscheider},
    OHNE: gettext_lazy("keine Angabe zu Kosten"),
}
GEBUEHR = by_group(
    _deciders,
    lambda found: GEBUEHREN,
    _fee_cells,
    haupt=Entscheider.ORT.value,
    key="gebuehren",
    titel=gettext_lazy("Wer über Gebühren entscheidet"),
    name=gettext_lazy("mit Gebühr, über die man vor Ort entscheidet"),
    erklaerung=gettext_lazy(
        "Gelesen aus der Vorschrift, die bei jeder Gebühr steht. Nennt eine Gebühr mehrere Vorschriften, zählt die "
        "örtlichste: Sie bestimmt den Betrag. Eine Leistung mit mehreren Gebühren kann in mehreren Zeilen stehen."
    ),
    gruppe_heisst=gettext_lazy("Wer entscheidet"),
    mehrfach=True,
    spalten=(gettext_lazy("Wer entscheidet"), gettext_lazy("Vorschrift")),
)

# --- Last change ------------------------------------------------------------------------------------------------------


def _age(one: Eintrag, auswahl: Auswahl) -> Iterable[str]:
    heute = timezone.localdate()
    return (next((key for key, days in ALTER if one.geaendert >= heute - timedelta(days=days)), "aelter"),)


def _age_cells(one: Eintrag, auswahl: Auswahl) -> tuple[Any, ...]:
    return (place_name(one.zuletzt.gebiet),)


ALTERSKLASSEN: dict[str, Wort] = {
    "monat": gettext_lazy("in den letzten 30 Tagen"),
    "halbjahr": gettext_lazy("vor 1 bis 6 Monaten"),
    "jahr": gettext_lazy("vor 6 bis 12 Monaten"),
    "aelter": gettext_lazy("vor mehr als 12 Monaten"),
}
AENDERUNG = by_group(
    _age,
    lambda found: ALTERSKLASSEN,
    _age_cells,
    haupt="monat",
    newest_first=True,
    key="geaendert",
    titel=gettext_lazy("Wann zuletzt geändert"),
    name=gettext_lazy("in den letzten 30 Tagen geändert"),
    erklaerung=gettext_lazy(
        "Es zählt der Tag, an dem zuletzt ein Text der Leistung veröffentlicht wurde, auf welcher Ebene auch immer. "
        "Jede Leistung steht in einer Zeile."
    ),
    gruppe_heisst=gettext_lazy("Letzte Änderung"),
    spalten=(gettext_lazy("Text von"),),
)
