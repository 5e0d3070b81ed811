"""The directory of places, kept in the memory of each process."""

from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cached_property

from cms.gebietsdaten import fold, kern
from cms.gedaechtnis import remember
from cms.models import Ebene, Gebiet

LAND = "070000000000"  # the portal's own Land, Rheinland-Pfalz (ARS, Destatis)
GEMEINDEN = frozenset({Ebene.KREISFREIE_STADT, Ebene.VERBANDSFREIE_GEMEINDE, Ebene.ORTSGEMEINDE})


@dataclass(frozen=True, slots=True)
class Ort:
    """A place. ``kette`` are the ids from the Bund down to the place itself.

    ``nachfolger`` is the place it became part of. ``anzeige`` names it so that no other place is meant:
    "Laubach (Landkreis Cochem-Zell)".
    """

    id: int
    ars: str
    ebene: str
    name: str
    bezeichnung: str
    slug: str
    kette: tuple[int, ...]
    sitz: str
    plz_sitz: str
    einwohner: int | None
    waehlbar: bool
    nachfolger: int | None = None
    anzeige: str = ""

    @property
    def ist_gemeinde(self) -> bool:
        """Whether it is a town or municipality, not what municipalities belong to."""
        return self.ebene in GEMEINDEN

    @property
    def ist_stadt(self) -> bool:
        """Whether it is a town by name."""
        return self.ist_gemeinde and self.bezeichnung.startswith("Stadt ")

    @property
    def hoheitlich(self) -> bool:
        """Whether it is the Bund or a Land."""
        return self.ebene in {Ebene.BUND, Ebene.LAND}

    @property
    def in_adresse(self) -> str:
        """What an address names it by; nothing for the Bund and a Land, whose texts hold without a place."""
        return "" if self.hoheitlich else self.slug


class Verzeichnis:
    """All places, by id, slug and ARS."""

    def __init__(self, orte: list[Ort]):
        self.by_id = {ort.id: ort for ort in orte}
        bearers = Counter(kern(ort.name) for ort in orte if ort.ist_gemeinde)
        orte = [replace(ort, anzeige=self._label(ort, bearers[ort.name] > 1)) for ort in orte]
        self.orte = tuple(orte)
        self.by_id = {ort.id: ort for ort in orte}
        self.by_slug = {ort.slug: ort for ort in orte}
        self.by_ars = {ort.ars: ort for ort in orte}

    def find(self, slug_or_ars: str) -> Ort | None:
        """The place with that slug or ARS; for one that became part of another, that other."""
        found = self.by_slug.get(slug_or_ars) or self.by_ars.get(slug_or_ars)
        return self.today(found) if found else None

    def today(self, ort: Ort) -> Ort:
        """The place that ``ort`` now is, or belongs to."""
        while ort.nachfolger is not None:
            ort = self.by_id[ort.nachfolger]
        return ort

    def find_anzeige(self, text: str) -> Ort | None:
        """The place that calls itself so in a field of a form."""
        return self._by_anzeige.get(fold(text))

    @cached_property
    def _by_anzeige(self) -> dict[str, Ort]:
        return {fold(ort.anzeige): ort for ort in self.orte}

    def _label(self, ort: Ort, ambiguous: bool) -> str:
        kreis = self.kreis(ort) if ambiguous and ort.ist_gemeinde else None
        return f"{ort.bezeichnung} ({kreis.bezeichnung})" if kreis and kreis.id != ort.id else ort.bezeichnung

    @cached_property
    def darunter(self) -> dict[int, list[int]]:
        """By id, the places directly below a place."""
        found: dict[int, list[int]] = {ort.id: [] for ort in self.orte}
        for ort in self.orte:
            if len(ort.kette) > 1:
                found[ort.kette[-2]].append(ort.id)
        return found

    @cached_property
    def landeskette(self) -> tuple[int, ...]:
        """The chain Bund, Land: what holds without a place."""
        land = self.by_ars.get(LAND)
        return land.kette if land else ()

    def kreis(self, ort: Ort) -> Ort | None:
        """The district a place lies in (a kreisfreie Stadt is its own)."""
        for id_ in ort.kette:
            if self.by_id[id_].ebene in {Ebene.LANDKREIS, Ebene.KREISFREIE_STADT}:
                return self.by_id[id_]
        return None

    def verwaltung(self, ort: Ort) -> Ort:
        """The place whose administration serves ``ort``: an Ortsgemeinde has none of its own (GemO RLP § 68)."""
        if ort.ebene == Ebene.ORTSGEMEINDE and len(ort.kette) > 1:
            return self.by_id[ort.kette[-2]]
        return ort


@remember("gebiete")
def verzeichnis() -> Verzeichnis:
    """The directory; read once per process and again when a place has changed."""
    columns = [column.name for column in fields(Ort) if column.name != "anzeige"]
    rows = Gebiet.objects.values(*columns)
    return Verzeichnis([Ort(**(row | {"kette": tuple(row["kette"])})) for row in rows])
