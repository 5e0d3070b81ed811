"""All reading of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, QuerySet, When

from cms.models import Ebene
from cms.orte import Ort, verzeichnis
from leistungen.sprachstand import Module, Sprachstand, states
from leistungen.textmodule import REIHENFOLGE
from leistungen.textteil import block_of
from leistungen.vererbung import Abschnitt, Lage, Text, stamm_above, translate


@dataclass(frozen=True, slots=True)
class ZuPruefen:
    """A local text to be reviewed: the hash of the Stammtext it was written for, and of the one there is now."""

    leistung: int
    modul: str
    text: str
    geschrieben_fuer: str
    jetzt: str


HOHEITLICH = frozenset({"bund", "land"})


def text_from(key: str, row: dict[str, Any], sprache: str) -> Text:
    """A text as the read model keeps it."""
    return Text(
        modul=key,
        modus=row["modus"],
        inhalt=row["inhalt"],
        hash=row["hash"],
        id=row["id"],
        block=block_of(row["id"]),
        gilt_fuer=frozenset(row["gilt_fuer"]),
        ersetzbar=row["ersetzbar"],
        basis=row["basis"],
        seit=row.get("seit", ""),  # a draft has none yet
        sprache=sprache,
        grund=row["grund"],
        freigegeben=row.get("freigegeben", ""),
    )


def lage_from(
    gebiet: int, ebene: str, stamm: bool, module: dict[str, list[dict[str, Any]]], sprache: str = "de"
) -> Lage:
    texte = tuple(text_from(key, row, sprache) for key, rows in module.items() for row in rows)
    return Lage(gebiet, stamm, texte, hoheitlich=ebene in HOHEITLICH)


def current_translations(deutsch: Module, fremd: Module, sprache: str) -> dict[str, Text]:
    """What is to be read in ``sprache`` where that is not the German text, by the German text's id."""
    return {
        row["id"]: text_from(stand.modul, row | {"inhalt": stand.inhalt}, sprache)
        for row, stand in states(deutsch, fremd)
        if stand.uebersetzt
    }


LAGE_FIELDS = ("leistung", "gebiet", "gebiet__ebene", "stamm", "sprache", "module")


def lagen_from(rows: Iterable[tuple[Any, ...]], sprache: str) -> dict[int, list[Lage]]:
    """By Leistung, what rows of ``LAGE_FIELDS`` say, translated into ``sprache`` where a translation is current."""
    deutsch, fremd = [], {}
    for leistung, gebiet, ebene, stamm, lang, module in rows:
        if lang == "de":
            deutsch.append((leistung, gebiet, ebene, stamm, module))
        elif lang == sprache:
            fremd[leistung, gebiet, stamm] = module
    found: dict[int, list[Lage]] = {}
    for leistung, gebiet, ebene, stamm, module in deutsch:
        own = fremd.get((leistung, gebiet, stamm), {})
        done = current_translations(module, own, sprache) if sprache != "de" else {}
        found.setdefault(leistung, []).append(translate(lage_from(gebiet, ebene, stamm, module), done))
    return found


class TextstandQuerySet(QuerySet[Any]):
    """Reads the texts of live pages."""

    def live_in(self, kette: Iterable[int]) -> TextstandQuerySet:
        """Texts of the Gebiete of a chain."""
        return self.filter(gebiet__in=list(kette))

    def in_sprache(self, sprache: str) -> TextstandQuerySet:
        """The German texts, and the translations into ``sprache``."""
        return self.filter(sprache__in={"de", sprache})

    def only_words_of(self, sprache: str) -> TextstandQuerySet:
        """With ``worte``: the texts in German and in ``sprache``. Of other languages only that they are there."""
        return self.annotate(worte=Case(When(sprache__in=["de", sprache], then=F("module"))))

    def lagen(self, sprache: str = "de") -> dict[int, list[Lage]]:
        """The texts by Leistung as the pure rules want them. One query."""
        return lagen_from(self.in_sprache(sprache).values_list(*LAGE_FIELDS), sprache)

    def sprachstaende(self, sprache: str) -> dict[tuple[int, str], Sprachstand]:
        """How the German texts stand in a language, by Gebiet and id of the text. One query."""
        rows = self.in_sprache(sprache).values_list("leistung", "gebiet", "stamm", "sprache", "module")
        module = {(lang, *page): found for *page, lang, found in rows}
        return {
            (page[1], row["id"]): stand
            for (lang, *page), deutsch in module.items()
            if lang == "de"
            for row, stand in states(deutsch, module.get((sprache, *page), {}))
        }

    def above(self, leistung: int, gebiet: int, kette: Sequence[int]) -> dict[str, Abschnitt]:
        """By section, the Stammtext that texts of ``gebiet`` about a Leistung are written for. One query.

        ``kette`` is the chain of the Gebiet.
        """
        lagen = self.filter(leistung=leistung).live_in(kette).lagen().get(leistung, [])
        return {one.modul: one for one in stamm_above(lagen, kette, gebiet, REIHENFOLGE)}

    def zu_pruefen(self, gebiet: int, kette: Sequence[int]) -> list[ZuPruefen]:
        """The texts of the Redaktion of ``gebiet`` that were written for another Stammtext than now stands above.

        ``kette`` is the chain of the Gebiet. One query, whatever happened in between: the comparison is by content.
        """
        found = []
        for leistung, lagen in self.live_in(kette).lagen().items():
            above = {one.modul: one.hash for one in stamm_above(lagen, kette, gebiet, REIHENFOLGE)}
            for lage in lagen:
                if lage.gebiet == gebiet:
                    found += [
                        ZuPruefen(leistung, text.modul, text.id, text.basis, above.get(text.modul, ""))
                        for text in lage.texte
                        if text.basis != above.get(text.modul, "")
                    ]
        return found


@dataclass(frozen=True, slots=True)
class Eintrag:
    """Who is responsible at a Gebiet: the card of the office, and the ids of the staff named for the Leistung."""

    rolle: str
    gebiet: int
    stelle: int
    karte: dict[str, Any]
    personen: frozenset[int]


class ZustaendigkeitQuerySet(QuerySet[Any]):
    """Reads who is responsible."""

    def live_in(self, kette: Iterable[int]) -> ZustaendigkeitQuerySet:
        """Entries of the Gebiete of a chain."""
        return self.filter(gebiet__in=list(kette))


def is_served(ort: Ort, gebiete: Iterable[int]) -> bool:
    """Whether a Leistung with entries at these Gebiete has an office for readers of what ``ort`` writes.

    A district has readers in its municipalities alone, so an office of one of these will do.
    """
    by_id = verzeichnis().by_id
    below = ort.ebene == Ebene.LANDKREIS
    return any(gebiet in ort.kette or (below and ort.id in by_id[gebiet].kette) for gebiet in gebiete)


EINTRAG_FIELDS = ("pk", "rolle", "gebiet", "stelle", "stelle__karte", "personen")


def eintraege_from(rows: Iterable[tuple[Any, ...]]) -> list[Eintrag]:
    """What rows of ``EINTRAG_FIELDS`` say: one row per named person, or one without."""
    found: dict[int, tuple[str, int, int, dict[str, Any]]] = {}
    personen: dict[int, set[int]] = {}
    for pk, rolle, gebiet, stelle, karte, person in rows:
        found[pk] = rolle, gebiet, stelle, karte
        personen.setdefault(pk, set()).update({person} - {None})
    return [
        Eintrag(rolle, gebiet, stelle, karte, frozenset(personen[pk]))
        for pk, (rolle, gebiet, stelle, karte) in found.items()
    ]
