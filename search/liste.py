"""The list from A to Z with its letters, and the tag cloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

from cms.orte import Ort
from search.analysis import forms
from search.documents.reichweite import tokens_at
from search.engines.base import Engine, Filter
from search.results import Buchstabe, Eintrag, Liste, Stichwort
from search.treffer import language_of, title_at, url_at

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Listenanfrage:
    """A page of the list from A to Z. ``lebenslage`` is an id, ``stelle`` the slug of an office.

    If no more than ``zugabe`` entries would be left over after the page, they are on it.
    """

    sprache: str = "de"
    ort: Ort | None = None
    buchstabe: str = ""
    lebenslage: int | None = None
    stelle: str = ""
    ab: int = 0
    hoechstens: int = 50
    zugabe: int = 0

    @property
    def filter(self) -> Filter:
        kette = self.ort.kette if self.ort else ()
        features: list[tuple[str, ...]] = []
        if self.lebenslage is not None:
            features.append((f"lebenslage:{self.lebenslage}",))
        if self.stelle:
            features.append(tokens_at(f"stelle:{self.stelle}", kette))
        return Filter(self.sprache, kette, "leistung", tuple(features))


def read_liste(anfrage: Listenanfrage, engine: Engine) -> Liste:
    """A page of the list from A to Z."""
    most = anfrage.hoechstens + anfrage.zugabe
    found = engine.listing(anfrage.filter, anfrage.buchstabe, anfrage.ab, most)
    left, funde = found.anzahl - anfrage.ab, found.funde
    if left > most:
        funde = funde[: anfrage.hoechstens]
    elif anfrage.ab and left <= anfrage.zugabe:
        funde = ()
    entries = tuple(_entry(fund.kopf, anfrage.ort) for fund in funde)
    return Liste(found.anzahl, entries, buchstaben(anfrage.filter, engine))


def _entry(kopf: Mapping[str, Any], ort: Ort | None) -> Eintrag:
    titel = title_at(kopf, ort)
    return Eintrag(
        name=kopf["name"],
        titel="" if titel == kopf["name"] else titel,
        url=url_at(kopf, ort),
        name_sprache=language_of(kopf, kopf["name"]),
        titel_sprache=language_of(kopf, titel),
    )


def buchstaben(filter_: Filter, engine: Engine) -> tuple[Buchstabe, ...]:
    """All letters with how many Leistungen begin with each; "#" only if something begins with no letter."""
    counts = engine.letters(filter_)
    shown = ALPHABET + ("#" if counts.get("#") else "")
    return tuple(Buchstabe(letter, counts.get(letter, 0)) for letter in shown)


def schlagworte(sprache: str, engine: Engine, most: int) -> tuple[Stichwort, ...]:
    """The words that most Leistungen share, in alphabetical order."""
    counts = engine.keywords(Filter(sprache, typ="leistung"))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    largest = max((count for _word, count in ranked), default=1)
    words = [Stichwort(word, count, 1 + round(4 * log2(count) / max(1, log2(largest)))) for word, count in ranked]
    return tuple(sorted(words, key=lambda one: " ".join(forms(one.wort))))
