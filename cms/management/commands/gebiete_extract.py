"""Makes the files of places and postcodes anew from the official lists, which an operator has downloaded."""

import csv
import re
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import gebietsdaten
from cms.gebietsdaten import Gebietszeile, to_slug, upper_ars
from cms.models import Ebene

LAND = "07"
BUND = Gebietszeile(ars="0" * 12, ebene=Ebene.BUND, name="Bund", bezeichnung="Bund", slug="bund")

LAND_SATZ, KREIS_SATZ, VERBAND_SATZ, GEMEINDE_SATZ = "10", "40", "50", "60"
LANDKREIS, VERBANDSGEMEINDE, KREISFREIE_STADT, STADT, GEMEINDE, GEMEINSAMES_GEBIET = "44", "53", "61", "63", "64", "66"

SPALTEN = {
    "art": (0, 2),
    "stand": (2, 10),
    "ags": (10, 18),
    "verband": (18, 22),
    "name": (22, 72),
    "sitz": (72, 122),
    "kennzeichen": (122, 124),
    "plz": (165, 170),
}

KOPF_GEBIETE = """
Gebiete des Portals: der Bund und alle Gebiete von Rheinland-Pfalz, je Amtlicher Regionalschlüssel (ARS) eine Zeile.
Quelle: Gemeindeverzeichnis GV100AD, Gebietsstand {stand}, © Statistisches Bundesamt (Destatis), {jahr}.
Lizenz: Datenlizenz Deutschland – Namensnennung – Version 2.0 (dl-de/by-2-0), www.govdata.de/dl-de/by-2-0
Verändert: Auswahl; Name und Art getrennt; eine kreisfreie Stadt ist ein Gebiet; Einwohner der Verbandsgemeinden,
Landkreise und des Landes sind Summen; slug ist unsere Zutat und bleibt einem Gebiet erhalten.
Erzeugt von: manage.py gebiete_extract
"""
KOPF_PLZ = """
Postleitzahlen und Gebiete in Rheinland-Pfalz: viele zu vielen.
Quelle: © OpenStreetMap-Mitwirkende, zusammengestellt von suche-postleitzahl.org, Stand etwa 2021. AGS zu ARS nach dem
Gebietsstand {stand}; für Gemeinden, die es 2021 noch nicht gab, die Postleitzahl des Verwaltungssitzes (GV100AD).
Lizenz: Open Data Commons Open Database License (ODbL) 1.0, opendatacommons.org/licenses/odbl/1-0/
Erzeugt von: manage.py gebiete_extract
"""


@dataclass(frozen=True, slots=True)
class Satz:
    """One line of GV100AD."""

    art: str
    stand: str
    ags: str
    verband: str
    name: str
    sitz: str
    kennzeichen: str
    plz: str
    einwohner: int

    @property
    def ars(self) -> str:
        if self.art == GEMEINDE_SATZ:
            return f"{self.ags[:5]}{self.verband}{self.ags[5:]}"
        return f"{self.ags:0<5}{self.verband}".ljust(12, "0")


class Command(BaseCommand):
    help = "Erzeugt cms/daten/gebiete.tsv und postleitzahlen.tsv aus den amtlichen Dateien; Kürzel bleiben erhalten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "gv100ad", type=Path, help="Gemeindeverzeichnis GV100AD (UTF-8) des Statistischen Bundesamts"
        )
        parser.add_argument("postleitzahlen", type=Path, help="CSV mit den Spalten ags und plz (OpenStreetMap)")
        parser.add_argument("--ziel", type=Path, default=gebietsdaten.DATEN, help="Ordner der beiden Dateien")

    def handle(self, *args: Any, gv100ad: Path, postleitzahlen: Path, ziel: Path, **options: Any) -> None:
        saetze = [satz for satz in read_saetze(gv100ad) if satz.ags.startswith(LAND)]
        if not saetze:
            raise CommandError(f"{gv100ad.name} enthält keine Gebiete des Landes {LAND}.")
        paare = postcodes(saetze, postleitzahlen)
        target = ziel / gebietsdaten.GEBIETE.name
        kept = {z.ars: z.slug for z in gebietsdaten.read_gebiete(target)} if target.exists() else {}
        zeilen = with_slugs([BUND, *places(saetze, paare)], kept)
        tag = saetze[0].stand
        kopf = {"stand": f"{tag[6:]}.{tag[4:6]}.{tag[:4]}", "jahr": tag[:4]}
        gebietsdaten.write_gebiete(target, zeilen, KOPF_GEBIETE.format(**kopf))
        gebietsdaten.write_postleitzahlen(ziel / gebietsdaten.POSTLEITZAHLEN.name, paare, KOPF_PLZ.format(**kopf))
        self.stdout.write(f"Gebiete: {len(zeilen)}, davon mit neuem Kürzel {sum(z.ars not in kept for z in zeilen)}")
        self.stdout.write(f"Postleitzahlen: {len({plz for plz, _ars in paare})} in {len(paare)} Zuordnungen")


def read_saetze(path: Path) -> Iterator[Satz]:
    """The lines of GV100AD; its columns are fixed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cell = {name: line[begin:end].strip() for name, (begin, end) in SPALTEN.items()}
        yield Satz(**cell, einwohner=int(line[139:150].strip() or 0))


def postcodes(saetze: list[Satz], path: Path) -> list[tuple[str, str]]:
    """Pairs of postcode and ARS; a municipality that the list does not know has the postcode of its seat."""
    gemeinden = {satz.ags: satz for satz in saetze if satz.art == GEMEINDE_SATZ}
    with path.open(encoding="utf-8", newline="") as file:
        known = [(row["plz"], row["ags"]) for row in csv.DictReader(file) if row["ags"] in gemeinden]
    covered = {ags for _plz, ags in known}
    seats = [(satz.plz, ags) for ags, satz in gemeinden.items() if satz.plz and ags not in covered]
    return sorted({(plz, gemeinden[ags].ars) for plz, ags in [*known, *seats]})


def places(saetze: list[Satz], paare: list[tuple[str, str]]) -> list[Gebietszeile]:
    """One place per ARS, still without slug. A kreisfreie Stadt comes from its line as a municipality."""
    found = [zeile for satz in saetze if (zeile := _place(satz))]
    einwohner: Counter[str] = Counter()
    for zeile in found:
        einwohner.update({upper: zeile.einwohner or 0 for upper in upper_ars(zeile.ars)})
    found = [zeile if zeile.einwohner else replace(zeile, einwohner=einwohner[zeile.ars] or None) for zeile in found]
    seat = _Sitze(found, paare)
    return [zeile if zeile.plz_sitz or not zeile.sitz else replace(zeile, plz_sitz=seat.plz(zeile)) for zeile in found]


def _place(satz: Satz) -> Gebietszeile | None:
    name = _tidy(satz.name.partition(",")[0])
    ebene, bezeichnung = _kind(satz, name)
    if not ebene:
        return None
    own_seat = ebene in {Ebene.KREISFREIE_STADT, Ebene.VERBANDSFREIE_GEMEINDE}
    return Gebietszeile(
        ars=satz.ars,
        ebene=ebene,
        name=name,
        bezeichnung=bezeichnung,
        slug="",
        sitz=name if own_seat else _tidy(satz.sitz),
        plz_sitz=satz.plz,
        einwohner=satz.einwohner or None,
        waehlbar=ebene != Ebene.SONSTIGES,
    )


def _kind(satz: Satz, name: str) -> tuple[str, str]:
    """Level, and name with the kind of place; an empty level for a line that is no place of its own."""
    verbandsfrei = satz.verband.startswith("0")
    gemeinde = Ebene.VERBANDSFREIE_GEMEINDE if verbandsfrei else Ebene.ORTSGEMEINDE
    kinds = {
        (LAND_SATZ, ""): (Ebene.LAND, f"Land {name}"),
        (KREIS_SATZ, LANDKREIS): (Ebene.LANDKREIS, name if "kreis" in name.lower() else f"Landkreis {name}"),
        (VERBAND_SATZ, VERBANDSGEMEINDE): (Ebene.VERBANDSGEMEINDE, f"Verbandsgemeinde {name}"),
        (GEMEINDE_SATZ, KREISFREIE_STADT): (Ebene.KREISFREIE_STADT, f"Stadt {name}"),
        (GEMEINDE_SATZ, STADT): (gemeinde, f"Stadt {name}"),
        (GEMEINDE_SATZ, GEMEINDE): (gemeinde, f"Gemeinde {name}" if verbandsfrei else name),
        (GEMEINDE_SATZ, GEMEINSAMES_GEBIET): (Ebene.SONSTIGES, name),
    }
    return kinds.get((satz.art, satz.kennzeichen), ("", ""))


def _tidy(name: str) -> str:
    return re.sub(r"\s*/\s*", "/", name.strip()).replace("(Ww)", "(Westerwald)")


class _Sitze:
    """The postcode of a seat, where the municipality of that name is one and has one postcode."""

    def __init__(self, zeilen: Iterable[Gebietszeile], paare: list[tuple[str, str]]):
        self.by_name = defaultdict(list)
        self.plz_of = defaultdict(list)
        for zeile in zeilen:
            if zeile.ebene in _GEMEINDEN:
                self.by_name[zeile.name].append(zeile.ars)
        for plz, ars in paare:
            self.plz_of[ars].append(plz)

    def plz(self, zeile: Gebietszeile) -> str:
        named = self.by_name[zeile.sitz]
        inside = [ars for ars in named if ars.startswith(zeile.ars.rstrip("0"))]
        found = inside or named
        codes = self.plz_of[found[0]] if len(found) == 1 else []
        return codes[0] if len(codes) == 1 else ""


_GEMEINDEN = {Ebene.KREISFREIE_STADT, Ebene.VERBANDSFREIE_GEMEINDE, Ebene.ORTSGEMEINDE}


def with_slugs(zeilen: list[Gebietszeile], kept: dict[str, str]) -> list[Gebietszeile]:
    """Give every place its slug: the one it has, else the shortest that tells it from the others."""
    names = {zeile.ars: zeile for zeile in zeilen}
    bare = Counter(to_slug(zeile.name) for zeile in zeilen if zeile.ebene in _GEMEINDEN)
    candidates = {
        z.ars: list(_slugs(z, names, ambiguous=bare[to_slug(z.name)] > 1)) for z in zeilen if z.ars not in kept
    }
    wanted = Counter(slug for own in candidates.values() for slug in own)
    taken = set(kept.values())
    slugs = dict(kept)
    for ars, own in candidates.items():
        slugs[ars] = next(slug for slug in own if slug not in taken and (wanted[slug] == 1 or slug == own[-1]))
        taken.add(slugs[ars])
    return [replace(zeile, slug=slugs[zeile.ars]) for zeile in zeilen]


def _slugs(zeile: Gebietszeile, places: dict[str, Gebietszeile], *, ambiguous: bool) -> Iterator[str]:
    """Slugs that fit, the shortest first, the last one unique by its key."""
    prefix = {Ebene.VERBANDSGEMEINDE: "vg-", Ebene.LANDKREIS: "landkreis-"}.get(Ebene(zeile.ebene), "")
    slug = prefix + to_slug(zeile.name)
    if not ambiguous or zeile.ebene not in _GEMEINDEN:
        yield slug
    above = [places[ars] for ars in upper_ars(zeile.ars) if ars in places]
    for ebene in (Ebene.LANDKREIS, Ebene.VERBANDSGEMEINDE):
        for upper in above:
            if upper.ebene == ebene:
                slug = f"{slug}-{to_slug(upper.name)}"
                yield slug
    yield f"{slug}-{zeile.ars}"
