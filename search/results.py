"""What a search answers, ready to be shown."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stueck:
    """A piece of an excerpt; ``hervor`` if it is what was searched for."""

    text: str
    hervor: bool = False


@dataclass(frozen=True, slots=True)
class Treffer:
    """A hit. ``art`` is what citizens call its type; ``titel`` and ``auszug`` are each in a language of their own.

    ``abschnitt`` is the section of the page in which what was searched for stands, if it is in one: its heading, its
    address, and the place whose text it is if no place was asked for.
    """

    typ: str
    art: Any
    titel: str
    url: str
    auszug: tuple[Stueck, ...]
    titel_sprache: str
    auszug_sprache: str
    abschnitt: Any = ""
    abschnitt_url: str = ""
    abschnitt_ort: str = ""

    @property
    def auszug_text(self) -> str:
        return "".join(stueck.text for stueck in self.auszug)

    def as_json(self) -> dict[str, str]:
        return {"titel": self.titel, "typ": self.typ, "url": self.url, "auszug": self.auszug_text}


@dataclass(frozen=True, slots=True)
class Facettenwert:
    """A value that an answer can be narrowed to; ``wert`` names it in the address. ``sprache`` if it is a fixed one."""

    wert: str
    name: Any
    anzahl: int
    gewaehlt: bool = False
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Facettenwahl:
    """A facet of one answer."""

    key: str
    name: Any
    werte: tuple[Facettenwert, ...]

    def narrows(self, anzahl: int) -> bool:
        """Whether any choice changes an answer of so many hits."""
        return any(one.gewaehlt or one.anzahl != anzahl for one in self.werte)

    def as_json(self) -> dict[str, Any]:
        return {
            "facette": self.key,
            "name": str(self.name),
            "werte": [{"wert": one.wert, "name": str(one.name), "anzahl": one.anzahl} for one in self.werte],
        }


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """The answer to a search.

    ``gemeint`` is what was searched for instead where nothing had the words as they were typed; ``teilweise`` tells
    that hits may lack some of the words, ``vermutet`` that they have at best a part of one. ``facetten`` are there if
    they were asked for; ``insgesamt`` counts the hits before anything was chosen.
    """

    anzahl: int
    treffer: tuple[Treffer, ...] = ()
    gemeint: str = ""
    teilweise: bool = False
    vermutet: bool = False
    facetten: tuple[Facettenwahl, ...] = ()
    insgesamt: int = 0

    @property
    def unscharf(self) -> bool:
        return bool(self.gemeint) or self.teilweise


@dataclass(frozen=True, slots=True)
class Vorschlag:
    """Where somebody who types may want to go."""

    art: Any
    titel: str
    url: str
    sprache: str

    def as_json(self) -> dict[str, str]:
        return {"art": str(self.art), "titel": self.titel, "url": self.url, "sprache": self.sprache}


@dataclass(frozen=True, slots=True)
class Eintrag:
    """A line of the list from A to Z. ``titel`` says more than ``name``, where there is more to say."""

    name: str
    titel: str
    url: str
    name_sprache: str
    titel_sprache: str


@dataclass(frozen=True, slots=True)
class Buchstabe:
    buchstabe: str
    anzahl: int


@dataclass(frozen=True, slots=True)
class Liste:
    """One page of the list from A to Z; the letters count what they would show."""

    anzahl: int
    eintraege: tuple[Eintrag, ...]
    buchstaben: tuple[Buchstabe, ...]


@dataclass(frozen=True, slots=True)
class Stichwort:
    """A word of the tag cloud; ``stufe`` from 1 to 5 by how many Leistungen it has."""

    wort: str
    anzahl: int
    stufe: int
