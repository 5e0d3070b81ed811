"""The way through a form: five stages, always, and the stations in them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from antraege.auswertung import Auswertung
from antraege.definition import ANTRAGSTELLER, Definition

VORAUSSETZUNGEN, BEZAHLUNG, PRUEFEN, ABSCHLUSS = "voraussetzungen", "bezahlung", "pruefen", "abschluss"

STUFEN: tuple[tuple[int, Any], ...] = (
    (1, _("Voraussetzungen")),
    (2, _("Antragsteller")),
    (3, _("Antragsdaten")),
    (4, _("Bezahlung")),
    (5, _("Abschluss")),
)
BESCHREIBUNG = {
    1: _("Was Sie brauchen"),
    2: _("Ihre Angaben, Datenschutz"),
    3: _("Worum es geht"),
    4: _("Gebühren"),
    5: _("Prüfen, absenden, Bestätigung"),
}


@dataclass(frozen=True, slots=True)
class Station:
    schluessel: str
    stufe: int
    titel: Any
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Ablauf:
    """The stations that these answers lead through, and those that were already left by "Weiter"."""

    stationen: tuple[Station, ...]
    fertig: frozenset[str]

    def station(self, schluessel: str) -> Station | None:
        return next((one for one in self.stationen if one.schluessel == schluessel), None)

    def vor(self, station: Station) -> Station | None:
        at = self.stationen.index(station)
        return self.stationen[at - 1] if at else None

    def nach(self, station: Station) -> Station:
        return self.stationen[min(self.stationen.index(station) + 1, len(self.stationen) - 1)]

    def part_of_stufe(self, station: Station) -> tuple[int, int] | None:
        """Which of how many stations of its stage this is; ``None`` if it is the only one."""
        same = [one for one in self.stationen if one.stufe == station.stufe]
        return (same.index(station) + 1, len(same)) if station in same and len(same) > 1 else None

    @property
    def offen(self) -> Station:
        """The first station that is not done."""
        return next((one for one in self.stationen if one.schluessel not in self.fertig), self.stationen[-1])

    def ist_erreichbar(self, station: Station) -> bool:
        """Whether all before it is done (OWASP ASVS 5.0, 2.3.1: in order, none skipped)."""
        return self.stationen.index(station) <= self.stationen.index(self.offen)


def ablauf(definition: Definition, auswertung: Auswertung, fertig: frozenset[str]) -> Ablauf:
    schritte = [
        Station(one.schluessel, 2 if one.schluessel == ANTRAGSTELLER else 3, one.titel, one.sprache)
        for one in auswertung.schritte
    ]
    stationen = [Station(VORAUSSETZUNGEN, 1, STUFEN[0][1]), *schritte]
    if auswertung.posten:
        stationen.append(Station(BEZAHLUNG, 4, STUFEN[3][1]))
    return Ablauf((*stationen, Station(PRUEFEN, 5, _("Prüfen und absenden"))), fertig)
