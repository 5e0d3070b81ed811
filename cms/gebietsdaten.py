"""The files of places and postcodes in ``cms/daten``: tab-separated, source, date and licence at the top.

Knows no framework: ``gebiete_extract`` writes them from the official lists, ``gebiete_load`` reads them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

DATEN = Path(__file__).resolve().parent / "daten"
GEBIETE = DATEN / "gebiete.tsv"
POSTLEITZAHLEN = DATEN / "postleitzahlen.tsv"

SPALTEN = ("ars", "ebene", "name", "bezeichnung", "slug", "sitz", "plz_sitz", "einwohner", "waehlbar")
PLZ_SPALTEN = ("plz", "ars")
NICHT_WAEHLBAR = "nein"

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Gebietszeile:
    """One place as the file has it."""

    ars: str
    ebene: str
    name: str
    bezeichnung: str
    slug: str
    sitz: str = ""
    plz_sitz: str = ""
    einwohner: int | None = None
    waehlbar: bool = True


def fold(text: str) -> str:
    """Words in lower-case ASCII, umlauts written out, one blank between them."""
    text = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTE)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_text))


def to_slug(text: str) -> str:
    """A name as it stands in an address."""
    return fold(text).replace(" ", "-")


def kern(name: str) -> str:
    """A name as people say it: "Simmern" for "Simmern/Hunsrück", "Zell" for "Zell (Mosel)"."""
    return re.sub(r"\s*[(/].*", "", name) or name


def upper_ars(ars: str) -> Iterator[str]:
    """The keys that may lie above a place, the nearest first (Verband, Kreis, Land, Bund)."""
    for digits in (9, 5, 2, 0):
        upper = ars[:digits].ljust(12, "0")
        if upper != ars:
            yield upper


def read_gebiete(path: Path = GEBIETE) -> list[Gebietszeile]:
    """All places of the file."""
    return [_place(dict(zip(SPALTEN, row, strict=True))) for row in _read(path, SPALTEN)]


def read_postleitzahlen(path: Path = POSTLEITZAHLEN) -> list[tuple[str, str]]:
    """Pairs of postcode and ARS."""
    return [(plz, ars) for plz, ars in _read(path, PLZ_SPALTEN)]


def write_gebiete(path: Path, zeilen: Iterable[Gebietszeile], kopf: str) -> None:
    """Write the file of places in the order of their keys."""
    rows = [_cells(zeile) for zeile in sorted(zeilen, key=lambda zeile: zeile.ars)]
    _write(path, SPALTEN, rows, kopf)


def write_postleitzahlen(path: Path, paare: Iterable[tuple[str, str]], kopf: str) -> None:
    """Write the file of postcodes."""
    _write(path, PLZ_SPALTEN, sorted(set(paare)), kopf)


def _place(cells: dict[str, str]) -> Gebietszeile:
    einwohner = int(cells.pop("einwohner") or 0) or None
    waehlbar = cells.pop("waehlbar") != NICHT_WAEHLBAR
    return Gebietszeile(**cells, einwohner=einwohner, waehlbar=waehlbar)


def _cells(zeile: Gebietszeile) -> tuple[str, ...]:
    einwohner, waehlbar = str(zeile.einwohner or ""), "" if zeile.waehlbar else NICHT_WAEHLBAR
    return *(str(getattr(zeile, column)) for column in SPALTEN[:-2]), einwohner, waehlbar


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    if next(lines, "").split("\t") != list(columns):
        raise ValueError(f"{path.name}: erwartet werden die Spalten {', '.join(columns)}")
    for number, line in enumerate(lines, start=1):
        row = line.split("\t")
        if len(row) != len(columns):
            raise ValueError(f"{path.name}: Datenzeile {number} hat {len(row)} statt {len(columns)} Spalten")
        yield row


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], kopf: str) -> None:
    head = [f"# {line}".rstrip() for line in kopf.strip().splitlines()]
    path.write_text("\n".join([*head, "\t".join(columns), *map("\t".join, rows), ""]), encoding="utf-8")
