"""Example cases: answers of somebody on some day, and what must follow from them.

``erwartet`` says what editors want to be sure of: ``schritte`` (keys of the steps that are shown), ``fehler`` (keys of
the fields at which a plausibility rule speaks), ``fehlend`` (keys of required fields without an answer), ``gebuehr``
(cents, ``None`` if the office decides), ``unterlagen`` (titles). Only what it says is compared, so a case may stop
where it has shown what it is about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from antraege.auswertung import Auswerter, Auswertung
from antraege.definition import Definition
from antraege.feldtypen import NACH_TYP, Feld, Json, rechnung
from antraege.pruefung.fund import Fund, Pfad, Schwere
from antraege.pruefung.stellen import at
from antraege.regeln.ausdruck import RegelError, Umgebung
from leistungen.geld import format_euro

SCHRITTE, FEHLER, FEHLEND, GEBUEHR, UNTERLAGEN = "schritte", "fehler", "fehlend", "gebuehr", "unterlagen"
ERWARTET = (SCHRITTE, FEHLER, FEHLEND, GEBUEHR, UNTERLAGEN)


@dataclass(frozen=True, slots=True)
class Fall:
    name: str
    tag: date
    antworten: Mapping[str, Json]
    erwartet: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, daten: Mapping[str, Any]) -> "Fall":
        """Raises ``KeyError``, ``TypeError`` or ``ValueError`` for what is none."""
        tag = daten["tag"]
        antworten, erwartet = daten["antworten"], daten.get("erwartet") or {}
        if not isinstance(antworten, Mapping) or not isinstance(erwartet, Mapping):
            raise ValueError(daten)
        return cls(str(daten["name"]), date.fromisoformat(str(tag)), dict(antworten), dict(erwartet))

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "tag": self.tag.isoformat(),
            "antworten": dict(self.antworten),
            "erwartet": dict(self.erwartet),
        }


@dataclass(frozen=True, slots=True)
class Abweichung:
    """What comes out otherwise than expected, in words."""

    was: str
    soll: str
    ist: str

    def __str__(self) -> str:
        return _("%(was)s: erwartet %(soll)s, heraus kommt %(ist)s.") % {
            "was": self.was,
            "soll": self.soll,
            "ist": self.ist,
        }


@dataclass(frozen=True)
class Fallergebnis:
    """What came of a case. ``auswertung`` is ``None`` if it could not be worked out at all."""

    fall: Fall
    auswertung: Auswertung | None
    maengel: tuple[str, ...]
    abweichungen: tuple[Abweichung, ...] = ()

    @property
    def stimmt(self) -> bool:
        return not self.maengel


def run(definition: Definition, faelle: Iterable[Fall], land: str) -> list[Fallergebnis]:
    """Raises ``RegelError`` if the rules of the form run in a circle or cannot be read."""
    auswerter = Auswerter(definition, strict=True)
    return [_run(auswerter, one, land) for one in faelle]


def _run(auswerter: Auswerter, fall: Fall, land: str) -> Fallergebnis:
    wrong = list(_unfit(auswerter.definition, fall))
    if wrong:
        return Fallergebnis(fall, None, tuple(wrong))
    try:
        found = auswerter.auswerten(fall.antworten, Umgebung(fall.tag, land))
    except RegelError as error:
        return Fallergebnis(fall, None, (str(error),))
    different = tuple(differences(fall, outcome(found), found.definition))
    return Fallergebnis(fall, found, tuple(map(str, different)), different)


def _unfit(definition: Definition, fall: Fall) -> Iterator[str]:
    """Answers that no citizen could give, and expectations that mean nothing."""
    for key, antwort in fall.antworten.items():
        feld = definition.felder.get(key)
        if feld is None:
            yield _("Es gibt kein Feld „%(feld)s“.") % {"feld": key}
        elif rechnung(feld) or not fits(feld, antwort):
            yield _("Die Antwort auf „%(feld)s“ passt nicht zu diesem Feld.") % {"feld": feld.beschriftung}
    for name in fall.erwartet:
        if name not in ERWARTET:
            meldung = _("„%(name)s“ lässt sich nicht erwarten. Möglich sind: %(moeglich)s.")
            yield meldung % {"name": name, "moeglich": ", ".join(ERWARTET)}


def fits(feld: Feld, antwort: Json) -> bool:
    """Whether a field could hold such an answer."""
    try:
        NACH_TYP[feld.typ].aus_export(antwort, feld)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def outcome(auswertung: Auswertung) -> dict[str, Any]:
    """What follows from the answers, as a case expects it."""
    return {
        SCHRITTE: [one.schluessel for one in auswertung.schritte],
        FEHLER: sorted({one.feld for one in auswertung.fehler}),
        FEHLEND: sorted(key for keys in auswertung.fehlend.values() for key in keys),
        GEBUEHR: auswertung.betrag,
        UNTERLAGEN: [one.titel for one in auswertung.unterlagen],
    }


def renewed(fall: Fall, auswertung: Auswertung) -> Fall:
    """The case as it comes out now; one that expected nothing in particular expects everything from now on."""
    found = outcome(auswertung)
    return replace(fall, erwartet={name: found[name] for name in fall.erwartet or ERWARTET if name in found})


def differences(fall: Fall, found: Mapping[str, Any], definition: Definition) -> Iterator[Abweichung]:
    """Where the outcome ``found`` is not what a case expects."""
    for name, soll in fall.erwartet.items():
        if name not in found:
            continue
        ist = found[name]
        if name in (FEHLER, FEHLEND) and isinstance(soll, list):
            soll = sorted(set(map(str, soll)))
        if ist != soll:
            yield Abweichung(name_of(name), say(name, soll, definition), say(name, ist, definition))


def name_of(was: str) -> str:
    return {
        SCHRITTE: _("Schritte"),
        FEHLER: _("Felder mit einem Fehler"),
        FEHLEND: _("Pflichtangaben, die fehlen"),
        GEBUEHR: _("Gebühr"),
        UNTERLAGEN: _("Unterlagen"),
    }[was]


def say(was: str, wert: Any, definition: Definition) -> str:
    """An outcome in words, with steps and fields as ``definition`` calls them."""
    if was == GEBUEHR:
        return say_fee(wert)
    if isinstance(wert, Sequence) and not isinstance(wert, str):
        names = _names(was, definition)
        return ", ".join(names.get(one, one) for one in map(str, wert)) or _("keine")
    return str(wert)


def say_fee(betrag: Any) -> str:
    whole = isinstance(betrag, int) and not isinstance(betrag, bool)
    return format_euro(betrag) + " €" if whole else (_("nach Satzung") if betrag is None else str(betrag))


def _names(was: str, definition: Definition) -> Mapping[str, str]:
    if was == SCHRITTE:
        return {key: one.titel for key, one in definition.nach_schluessel.items()}
    if was in (FEHLER, FEHLEND):
        return {key: one.beschriftung for key, one in definition.felder.items()}
    return {}


# --- What the cases say about the form --------------------------------------------------------------------------------


def check_faelle(daten: Mapping[str, Any], ergebnisse: Sequence[Fallergebnis]) -> Iterator[Fund]:
    """Cases that do not come out as expected. ``daten`` has them under ``faelle``."""
    for number, one in enumerate(ergebnisse):
        for meldung in one.maengel:
            yield at(daten, ("faelle", number), meldung)


def check_coverage(
    daten: Mapping[str, Any], definition: Definition, ergebnisse: Sequence[Fallergebnis]
) -> Iterator[Fund]:
    """Steps, fields and fees that no case reaches."""
    if not ergebnisse:
        meldung = _("Es gibt keinen Beispielfall. Füllen Sie das Formular zur Probe aus und behalten Sie das als Fall.")
        yield Fund(("faelle",), "", meldung, Schwere.HINWEIS)
        return
    found = [one.auswertung for one in ergebnisse if one.auswertung is not None]
    for pfad, shown in _reached(definition, found):
        if not shown:
            yield at(daten, pfad, _("Kein Beispielfall zeigt das."), Schwere.HINWEIS)


def _reached(definition: Definition, found: Sequence[Auswertung]) -> Iterator[tuple[Pfad, bool]]:
    """Each part once; of a step that is never shown nothing more is said."""
    steps = {one.schluessel for auswertung in found for one in auswertung.schritte}
    fields = {key for auswertung in found for key in auswertung.sichtbar}
    for number, schritt in enumerate(definition.schritte):
        yield ("schritte", number), schritt.schluessel in steps
        for index, one in enumerate(schritt.inhalt):
            if isinstance(one, Feld) and schritt.schluessel in steps:
                yield ("schritte", number, "inhalt", index), one.schluessel in fields
    fees = {one.bezeichnung for auswertung in found for one in auswertung.posten}
    for number, gebuehr in enumerate(definition.gebuehren):
        yield ("gebuehren", number), gebuehr.bezeichnung in fees
    papers = {one.titel for auswertung in found for one in auswertung.unterlagen}
    for number, unterlage in enumerate(definition.unterlagen):
        yield ("unterlagen", number), unterlage.titel in papers
