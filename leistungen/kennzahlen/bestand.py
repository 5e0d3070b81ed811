"""The published catalogue as the figures read it: three queries, remembered until the catalogue changes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cms.gebietsdaten import fold
from cms.gedaechtnis import remember
from cms.models import Organisationseinheit
from cms.orte import verzeichnis
from leistungen.kennzahlen.modell import Auswahl
from leistungen.models import Leistung, Textstand, Zustaendigkeit
from leistungen.ozgdaten import stamm_of
from leistungen.querysets import HOHEITLICH, lage_from
from leistungen.vererbung import Lage, Text

LISTEN = ("onlinedienste", "formulare", "kosten")  # the sections that figures look into


@dataclass(frozen=True, slots=True)
class Beitrag:
    """What one Redaktion says about a Leistung: its texts of ``LISTEN`` alone, and when it was published."""

    gebiet: int
    ebene: str
    stand: date
    lage: Lage

    @property
    def hoheitlich(self) -> bool:
        return self.ebene in HOHEITLICH

    def texts(self, modul: str) -> Iterator[Text]:
        """Its texts of a section that say something."""
        return (text for text in self.lage.texte if text.modul == modul and text.inhalt)


@dataclass(frozen=True, slots=True)
class Eintrag:
    """A Leistung that citizens can read, with who writes about it and the offices by place."""

    id: int
    slug: str
    bezeichnung: str
    themenfeld: str
    staemme: frozenset[str]
    beitraege: tuple[Beitrag, ...]
    stellen: tuple[tuple[int, int], ...]

    @property
    def geaendert(self) -> date:
        """The day on which any of its texts was last published."""
        return max(beitrag.stand for beitrag in self.beitraege)

    @property
    def zuletzt(self) -> Beitrag:
        """The text that was published last."""
        return max(self.beitraege, key=lambda beitrag: beitrag.stand)


@remember("katalog", "gebiete")
def bestand() -> tuple[Eintrag, ...]:
    """All Leistungen that have a German Stammtext, in alphabetical order."""
    beitraege: dict[int, list[Beitrag]] = defaultdict(list)
    columns = ("leistung", "gebiet", "gebiet__ebene", "stamm", "stand", *(f"module__{key}" for key in LISTEN))
    for leistung, gebiet, ebene, stamm, stand, *rows in (
        Textstand.objects.filter(sprache="de").order_by().values_list(*columns).iterator(chunk_size=2000)
    ):
        lage = lage_from(gebiet, ebene, stamm, {key: found or [] for key, found in zip(LISTEN, rows, strict=True)})
        beitraege[leistung].append(Beitrag(gebiet, ebene, stand, lage))
    stellen: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for leistung, gebiet, stelle in Zustaendigkeit.objects.order_by("pk").values_list("leistung", "gebiet", "stelle"):
        stellen[leistung].append((gebiet, stelle))
    rows = Leistung.objects.order_by().values_list("pk", "slug", "bezeichnung", "themenfeld", "schluessel")
    return tuple(
        Eintrag(
            pk, slug, bezeichnung, themenfeld, _staemme(schluessel), tuple(beitraege[pk]), tuple(stellen.get(pk, ()))
        )
        for pk, slug, bezeichnung, themenfeld, schluessel in sorted(rows, key=lambda row: fold(row[2]))
        if any(beitrag.lage.stamm for beitrag in beitraege.get(pk, ()))
    )


def _staemme(schluessel: list[dict[str, Any]]) -> frozenset[str]:
    return frozenset(stamm_of(key.get("code", "")) for key in schluessel)


def chosen(auswahl: Auswahl) -> list[Eintrag]:
    """The Leistungen of a choice; at a place with only what is written for it."""
    found = (_at_place(one, auswahl) for one in bestand())
    return [one for one in found if one is not None and _fits(one, auswahl)]


def _at_place(one: Eintrag, auswahl: Auswahl) -> Eintrag | None:
    if auswahl.ort is None:
        return one
    kette = auswahl.ort.kette
    here = tuple(beitrag for beitrag in one.beitraege if beitrag.gebiet in kette)
    if not any(beitrag.lage.stamm for beitrag in here):
        return None
    return replace(one, beitraege=here, stellen=tuple(pair for pair in one.stellen if pair[0] in kette))


def _fits(one: Eintrag, auswahl: Auswahl) -> bool:
    return (
        (not auswahl.themenfeld or one.themenfeld == auswahl.themenfeld)
        and (auswahl.stelle is None or any(stelle == auswahl.stelle for _gebiet, stelle in one.stellen))
        and (auswahl.seit is None or one.geaendert >= auswahl.seit)
    )


@remember("katalog", "stellen")
def stellen() -> tuple[tuple[int, str, str, str], ...]:
    """The offices that are responsible for something: id, slug, name and administration, by administration."""
    served = Zustaendigkeit.objects.values("stelle")
    found = Organisationseinheit.objects.filter(pk__in=served).order_by("verwaltung", "name", "pk")
    return tuple(found.values_list("pk", "slug", "name", "verwaltung"))


def place_name(gebiet: int) -> str:
    return verzeichnis().by_id[gebiet].bezeichnung
