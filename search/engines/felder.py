"""What a document becomes in an index, whichever engine keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from cms.prosa import content_hash
from search.analysis import VERSION, fold, stem
from search.documents.base import GEWICHTE, GEWICHTE_LOKAL, Dokument, Lokal
from search.documents.vorschlag import VORSCHLAG

RAW = ("id", "subjekt", "typ", "sprachen", "tags", "gebiete", "ganz")
RAW_FAST = ("merkmale", "buchstabe", "sortierung", "stichwort", "stichwort_form")
TOKENS = (*GEWICHTE, *(f"lokal_{zone}" for zone in GEWICHTE_LOKAL))
MARKS = ("genau", "lokal_genau", "formen", "schreibweise", *VORSCHLAG)
STORED = ("kopf", "oben", "lokal", "hash")
# An index of another analysis, with other fields, or made from other documents is no longer of use.
GESTALT = content_hash(
    [VERSION, STORED, RAW, RAW_FAST, TOKENS, MARKS, [one.name for kind in (Dokument, Lokal) for one in fields(kind)]]
)[:12]
TIE = 0.0005


def raw_fields(dokument: Dokument) -> dict[str, Sequence[str]]:
    roots = {stem(fold(word)): word for word in reversed(dokument.stichworte)}
    values: dict[str, Sequence[str]] = {
        "id": [dokument.id],
        "subjekt": [dokument.subjekt],
        "typ": [dokument.typ],
        "sprachen": dokument.sprachen,
        "tags": dokument.tags,
        "gebiete": [str(gebiet) for gebiet in dokument.gebiete] or ["*"],
        "merkmale": dokument.merkmale,
        "ganz": [str(one.gebiet) for one in dokument.lokal if one.ganz],
        "stichwort": sorted(roots),
        "stichwort_form": [f"{root} {word}" for root, word in sorted(roots.items())],
    }
    if dokument.name:
        values |= {"buchstabe": [dokument.buchstabe], "sortierung": [f"{dokument.sortierung} {dokument.id}"]}
    return values


def as_written(counts: Mapping[str, int], forms: Mapping[str, int]) -> dict[str, int]:
    """Counts of the field ``stichwort`` by how each stem is written most often, from those of ``stichwort_form``."""
    written: dict[str, tuple[int, int, str]] = {}
    for value, number in forms.items():
        root, word = value.split(" ", 1)
        written[root] = max(written.get(root, (0, 0, "")), (number, -len(word), word))
    return {written[root][2]: number for root, number in counts.items()}


def kopf(dokument: Dokument) -> dict[str, Any]:
    """What is enough to list a document."""
    return {
        "typ": dokument.typ,
        "titel": dokument.titel,
        "name": dokument.name,
        "ziel": dokument.ziel,
        "kurz": next(iter(dokument.zonen.get("kurz", ())), ""),
        "lokal": {str(one.gebiet): [one.titel, one.kurz] for one in dokument.lokal if one.titel or one.kurz},
        "sprache": dokument.sprache,
        "deutsch": [text for text in _names(dokument) if text in dokument.deutsch],
    }


def _names(dokument: Dokument) -> set[str]:
    return {dokument.titel, dokument.name, *(one.titel for one in dokument.lokal if one.titel)}


def factor(gewicht: float, id_: str) -> float:
    """What a document's scores are multiplied by: the weight of its type.

    A little less for each document, so that hits of one score stand in the same order in every index.
    """
    return gewicht * (1 - TIE * int(content_hash(id_)[:6], 16) / 16**6)
