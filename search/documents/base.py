"""What all searchable things have in common, and what a type of them must say of itself."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields
from html import unescape
from json import dumps
from typing import Any, ClassVar

from cms.prosa import content_hash
from search.analysis import Vokabular, fold, forms, words
from search.documents.vorschlag import suggested_by

Werte = dict[str, Any]

# How much a word counts, by the zone of a document in which it stands.
GEWICHTE = {
    "titel": 6.0,
    "woerter": 5.0,  # synonyms
    "namen": 8.0,  # surnames, abbreviations: never stemmed nor split
    "kurz": 2.5,
    "recht": 1.5,
    "text": 1.0,
}
GEWICHTE_LOKAL = {"titel": 6.0, "kurz": 2.5, "text": 1.2}

PASSAGEN = ("kurz", "text", "recht")  # the zones of which excerpts are made

_BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|div|tr|td)\b[^>]*>")
_ALWAYS = frozenset(("typ", "pk", "sprache", "sprachen", "tags", "ziel", "titel", "gebiet"))
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Lokal:
    """What a document says only at ``gebiet`` and below. ``ganz``: there it says nothing else.

    ``abschnitte`` are the sections in which the passages of ``text`` stand.
    """

    gebiet: int
    titel: str = ""
    kurz: str = ""
    text: tuple[str, ...] = ()
    genau: tuple[str, ...] = ()
    ganz: bool = False
    abschnitte: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dokument:
    """A searchable thing in one language.

    ``sprachen`` are the languages whose readers are given it, ``tags`` the changes that make it stale, ``ziel`` what
    its address is made from, ``gebiete`` where it holds (none: everywhere; ``=7``: at 7 itself only), ``zonen`` its
    words by ``GEWICHTE``, ``genau`` what is looked up exactly, ``name`` its entry in the list from A to Z, ``merkmale``
    what that list can be narrowed to, ``stichworte`` its words in the tag cloud, ``deutsch`` those of its texts that
    are not translated, ``abschnitte`` the sections in which the passages of a zone stand.
    """

    typ: str
    pk: int
    teil: int = 0  # of several documents that one row becomes
    sprache: str
    sprachen: tuple[str, ...]
    tags: tuple[str, ...]
    ziel: Werte
    titel: str
    zonen: dict[str, tuple[str, ...]]
    genau: tuple[str, ...] = ()
    gebiete: tuple[int | str, ...] = ()
    lokal: tuple[Lokal, ...] = ()
    name: str = ""
    merkmale: tuple[str, ...] = ()
    stichworte: tuple[str, ...] = ()
    deutsch: tuple[str, ...] = ()
    abschnitte: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.typ}:{self.pk}:{self.teil}:{self.sprache}"

    @property
    def subjekt(self) -> str:
        """The row it was made from; one row may become several documents."""
        return f"{self.typ}:{self.pk}"

    @property
    def hash(self) -> str:
        return content_hash(self.as_json())

    def as_json(self) -> str:
        werte = {one.name: getattr(self, one.name) for one in fields(self)}
        werte["lokal"] = [{one.name: getattr(lokal, one.name) for one in fields(lokal)} for lokal in self.lokal]
        return dumps(werte, sort_keys=True, ensure_ascii=False)

    def parts(self, vokabular: Vokabular) -> tuple[Werte, dict[int, Werte]]:
        """What holds everywhere, and by Gebiet what is said only there; beside each passage its tokens (``marken``)."""
        werte = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "lokal"}
        werte["marken"] = {zone: _marken(texte, vokabular) for zone, texte in self.zonen.items() if zone in PASSAGEN}
        lokal = {one.gebiet: {part.name: getattr(one, part.name) for part in fields(one)} for one in self.lokal}
        for one in lokal.values():
            one["marken"] = _marken((one["kurz"], *one["text"]), vokabular)
        return _lean(werte), {gebiet: _lean(one) for gebiet, one in lokal.items()}

    @classmethod
    def from_parts(cls, oben: Werte, lokal: Iterable[Werte]) -> "Dokument":
        """The document that had these ``parts``."""
        werte = _tupled(oben)
        zonen = {zone: tuple(texte) for zone, texte in werte.get("zonen", {}).items()}
        abschnitte = {zone: tuple(keys) for zone, keys in werte.get("abschnitte", {}).items()}
        places = tuple(Lokal(**_tupled(one)) for one in lokal)
        return cls(**werte | {"lokal": places, "zonen": zonen, "abschnitte": abschnitte})

    @property
    def sortierung(self) -> str:
        return " ".join(forms(self.name))

    @property
    def buchstabe(self) -> str:
        """Its letter from A to Z, Ä under A; "#" for anything else."""
        first = fold(self.name[:1])[:1].upper()
        return first if "A" <= first <= "Z" else "#"

    def wortschatz(self) -> "Wortschatz":
        written = {word for text in self._texte() for word in words(text) if len(word) > 2}
        names = {word for text in self.zonen.get("namen", ()) for word in words(text)}
        return Wortschatz(
            formen=frozenset(form for word in written if (form := fold(word)).isalpha() and len(form) > 2),
            namen=frozenset(map(fold, names)),
            schreibweisen=frozenset((fold(word), word) for word in written | names),
        )

    def _texte(self) -> Iterator[str]:
        yield from (text for zone, texte in self.zonen.items() if zone != "namen" for text in texte)
        yield from (text for one in self.lokal for text in (one.titel, one.kurz, *one.text))


def _marken(texte: Iterable[str], vokabular: Vokabular) -> list[str]:
    return [" ".join(dict.fromkeys(vokabular.tokens(text))) for text in texte]


def _lean(werte: Werte) -> Werte:
    """Without what is empty, unless every document has it."""
    return {key: value for key, value in werte.items() if value or key in _ALWAYS}


def _tupled(werte: Werte) -> Werte:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in werte.items() if key != "marken"}


@dataclass(frozen=True, slots=True)
class Wortschatz:
    """The words of a document: folded, those that compounds may be made of; folded names; and how each is written."""

    formen: frozenset[str]
    namen: frozenset[str]
    schreibweisen: frozenset[tuple[str, str]]


def tokens(dokument: Dokument, vokabular: Vokabular) -> dict[str, list[str]]:
    """The tokens of a document by field, as every engine indexes them.

    Words that hold at one place stand in the fields ``lokal_…`` with the place's id before them, and with ``*`` for
    those who search without a place.
    """
    found: dict[str, list[str]] = {}
    for zone, texte in dokument.zonen.items():
        if zone == "namen":
            found[zone] = [form for text in texte for form in forms(text)]
        else:
            found[zone] = [token for text in texte for token in vokabular.tokens(text)]
    found["genau"] = list(dokument.genau)
    names = (dokument.titel, *dokument.zonen.get("titel", ()), *dokument.zonen.get("namen", ()))
    found |= suggested_by(names, dokument.zonen.get("woerter", ()), vokabular)
    for one in dokument.lokal:
        for zone, lines in (("titel", (one.titel,)), ("kurz", (one.kurz,)), ("text", one.text)):
            here = [token for text in lines for token in vokabular.tokens(text)]
            found.setdefault(f"lokal_{zone}", []).extend(_at(one.gebiet, here))
        found.setdefault("lokal_genau", []).extend(_at(one.gebiet, one.genau))
        for name, suggested in suggested_by([one.titel], (), vokabular).items():
            found[name] += _at(one.gebiet, suggested)
    return found


def _at(gebiet: int, found: Iterable[str]) -> list[str]:
    return [f"{place}:{token}" for token in found for place in (gebiet, "*")]


class Dokumentart(ABC):
    """A searchable type: which rows there are, and what document each becomes."""

    typ: ClassVar[str]
    name: ClassVar[Any]  # what citizens call it
    gewicht: ClassVar[float] = 1.0

    @abstractmethod
    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        """The rows that changes with ``tags`` concern; without tags, all. Rows that are gone need not be named."""

    @abstractmethod
    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        """The documents of those rows that citizens may see."""

    @abstractmethod
    def url(self, ziel: Werte, ort: str) -> str:
        """The address of a document in the current language, at a place if its slug is given."""

    def abschnitt(self, key: str) -> Any:
        """What citizens call a section of its page; ``key`` is its anchor there."""
        return ""


def passages(html: str) -> list[str]:
    """The paragraphs and list items of rich text, as plain text."""
    blocks = (unescape(_TAG.sub("", block)) for block in _BLOCK.split(html))
    return [text for block in blocks if (text := " ".join(block.split()))]
