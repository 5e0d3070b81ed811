"""The services of the OZG catalogue in ``leistungen/daten/ozg.tsv``: source, date and licence at the top.

``ozg_extract`` writes the file from the extracts of the OZG database. Knows no framework.

A Leistungsschlüssel says group, object, action (Verrichtung) and detail in 2 + 3 + 3 + 3 + 3 digits. Which service of
the OZG catalogue a key belongs to hangs on object and action, so its last three digits (the detail) do not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OZG = Path(__file__).resolve().parent / "daten" / "ozg.tsv"
SPALTEN = ("ozg_id", "name", "themenfeld", "lage", "kommunal", "staemme")
STAMM = slice(2, 11)  # of a key: without the leading 99 and without the detail
JA = "ja"


@dataclass(frozen=True, slots=True)
class OzgLeistung:
    """A service of the OZG catalogue. ``kommunal``: Länder or municipalities carry at least part of it out.

    ``staemme`` are its keys without the leading 99 and without the detail.
    """

    ozg_id: str
    name: str
    themenfeld: str
    lage: str
    kommunal: bool
    staemme: frozenset[str]


def stamm_of(schluessel: str) -> str:
    """What of a 14-digit key counts for coverage."""
    return schluessel[STAMM]


@cache
def ozg_leistungen() -> tuple[OzgLeistung, ...]:
    """All services of the file."""
    return tuple(read(OZG))


def read(path: Path) -> list[OzgLeistung]:
    """The services of a file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    if not lines or tuple(lines[0].split("\t")) != SPALTEN:
        raise ValueError(f"{path.name}: erwartet werden die Spalten {', '.join(SPALTEN)}")
    return [_leistung(*line.split("\t")) for line in lines[1:]]


def write(path: Path, leistungen: Iterable[OzgLeistung], kopf: str) -> None:
    """Write a file, in the order of the ids."""
    head = [f"# {line}".rstrip() for line in kopf.strip().splitlines()]
    rows = ["\t".join(_cells(one)) for one in sorted(leistungen, key=lambda one: one.ozg_id)]
    path.write_text("\n".join([*head, "\t".join(SPALTEN), *rows, ""]), encoding="utf-8")


def _leistung(ozg_id: str, name: str, themenfeld: str, lage: str, kommunal: str, staemme: str) -> OzgLeistung:
    return OzgLeistung(ozg_id, name, themenfeld, lage, kommunal == JA, frozenset(staemme.split()))


def _cells(one: OzgLeistung) -> tuple[str, ...]:
    kommunal = JA if one.kommunal else ""
    return one.ozg_id, one.name, one.themenfeld, one.lage, kommunal, " ".join(sorted(one.staemme))
