"""What a form says, apart from how editors put it together: plain data, kept for ever for those who began with it.

The JSON of a definition is also how forms are written as files (``formulare_load``) and compared. Its texts are German;
``antraege.uebersetzung`` puts another language in their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from json import dumps
from typing import Any, Self

from antraege.feldtypen import Feld, Json

ANTRAGSTELLER = "antragsteller"  # the key of the step about whoever applies
HINWEIS = "hinweis"  # the type of what is only read
EIGENE = frozenset(  # pages that every form has: no step may be called so
    {"voraussetzungen", "bezahlung", "pruefen", "abschluss", "abbrechen", "spaeter", "geaendert"}
)


@dataclass(frozen=True, slots=True)
class Hinweis:
    """Something to read between the fields. ``text`` is HTML of the editor."""

    text: str
    sichtbar_wenn: Json = None
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Regel:
    """What must hold (``muss``), else ``meldung`` is shown at ``feld``."""

    muss: Json
    meldung: str
    feld: str
    sprache: str = ""


@dataclass(frozen=True)
class Schritt:
    """A page of the form."""

    schluessel: str
    titel: str
    einleitung: str = ""
    sichtbar_wenn: Json = None
    inhalt: tuple[Feld | Hinweis, ...] = ()
    regeln: tuple[Regel, ...] = ()
    sprache: str = ""

    @cached_property
    def felder(self) -> tuple[Feld, ...]:
        return tuple(one for one in self.inhalt if isinstance(one, Feld))


@dataclass(frozen=True, slots=True)
class Gebuehr:
    """A fee. ``betrag`` is in cents or an expression that gives cents; ``None`` is decided by the office.

    ``quelle`` is the law or Satzung that sets it.
    """

    bezeichnung: str
    betrag: int | str | None = None
    sichtbar_wenn: Json = None
    quelle: str = ""
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Unterlage:
    """A document to bring or to have at hand."""

    titel: str
    hinweis: str = ""
    sichtbar_wenn: Json = None
    sprache: str = ""


@dataclass(frozen=True)
class Definition:
    titel: str
    kurztext: str = ""
    voraussetzungen: str = ""
    dauer: str = ""
    unterlagen: tuple[Unterlage, ...] = ()
    schritte: tuple[Schritt, ...] = ()
    gebuehren: tuple[Gebuehr, ...] = ()
    datenschutz: str = ""
    danke: str = ""
    fremd: tuple[str, ...] = ()  # in a translation: which of these texts are still German

    @classmethod
    def from_json(cls, daten: Mapping[str, Any]) -> Self:
        """Raises ``KeyError`` or ``TypeError`` where it says something no definition says."""
        return cls(
            **{name: daten[name] for name in TEXTE if name in daten},
            fremd=tuple(daten.get("fremd", ())),
            unterlagen=tuple(Unterlage(**one) for one in daten.get("unterlagen", ())),
            schritte=tuple(_schritt(one) for one in daten.get("schritte", ())),
            gebuehren=tuple(Gebuehr(**one) for one in daten.get("gebuehren", ())),
        )

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {name: value for name in TEXTE if (value := getattr(self, name))}
        lists = {
            "unterlagen": [_said(one) for one in self.unterlagen],
            "schritte": [_schritt_to_json(one) for one in self.schritte],
            "gebuehren": [_said(one) for one in self.gebuehren],
        }
        return found | {name: value for name, value in lists.items() if value}

    @property
    def hash(self) -> str:
        """Two that say the same have the same."""
        return blake2b(dumps(self.to_json(), sort_keys=True).encode(), digest_size=16).hexdigest()

    @cached_property
    def felder(self) -> dict[str, Feld]:
        """All fields by key."""
        return {feld.schluessel: feld for schritt in self.schritte for feld in schritt.felder}

    @cached_property
    def nach_schluessel(self) -> dict[str, Schritt]:
        return {schritt.schluessel: schritt for schritt in self.schritte}

    @cached_property
    def schritt_of(self) -> dict[str, str]:
        """The key of the step that a field stands in."""
        return {feld.schluessel: one.schluessel for one in self.schritte for feld in one.felder}

    @property
    def kostet(self) -> bool:
        """Whether it can cost anything."""
        return bool(self.gebuehren)


TEXTE = ("titel", "kurztext", "voraussetzungen", "dauer", "datenschutz", "danke")
RICH_TEXTS = ("voraussetzungen", "datenschutz", "danke")


def with_rich_texts(daten: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """A definition's JSON with all its HTML changed."""
    found = {name: change(value) if name in RICH_TEXTS else value for name, value in daten.items()}
    return found | {"schritte": [_changed(one, change) for one in daten.get("schritte", ())]}


def _changed(schritt: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    found = {name: change(value) if name == "einleitung" else value for name, value in schritt.items()}
    inhalt = [
        one | {"text": change(one["text"])} if one["typ"] == HINWEIS else one for one in schritt.get("inhalt", ())
    ]
    return found | {"inhalt": inhalt}


def _schritt(daten: Mapping[str, Any]) -> Schritt:
    selbst = daten["schluessel"] == ANTRAGSTELLER
    return Schritt(
        **{name: value for name, value in daten.items() if name not in {"inhalt", "regeln"}},
        inhalt=tuple(_teil(one, selbst) for one in daten.get("inhalt", ())),
        regeln=tuple(Regel(**one) for one in daten.get("regeln", ())),
    )


def _teil(daten: Mapping[str, Any], selbst: bool) -> Feld | Hinweis:
    if daten["typ"] == HINWEIS:
        return Hinweis(**{name: value for name, value in daten.items() if name != "typ"})
    return Feld.from_json(daten, selbst=selbst)


def _schritt_to_json(schritt: Schritt) -> dict[str, Any]:
    inhalt = [one.to_json() if isinstance(one, Feld) else {"typ": HINWEIS} | _said(one) for one in schritt.inhalt]
    regeln = [_said(one) for one in schritt.regeln]
    own = {"schluessel", "titel", "einleitung", "sichtbar_wenn", "sprache"}
    found = {name: value for name in own if (value := getattr(schritt, name)) not in (None, "")}
    return found | ({"inhalt": inhalt} if inhalt else {}) | ({"regeln": regeln} if regeln else {})


def _said(one: Any) -> dict[str, Any]:
    return {part.name: value for part in fields(one) if (value := getattr(one, part.name)) not in (None, "")}
