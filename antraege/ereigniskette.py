"""The log of cases as a chain: each event carries a hash of itself and of the one before. Pure.

Whoever changes, removes, adds or reorders events breaks it, unless they also rewrite its head, which lies elsewhere
and sealed with a key that the database does not hold.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Any

ANFANG = ""  # the hash before the first event


@dataclass(frozen=True, slots=True)
class Glied:
    """An event as it stands in the chain."""

    nummer: int
    vorgang: int
    art: str
    konto: int | None
    wer: str
    angaben: dict[str, Any]
    zeit: datetime
    siegel: str


@dataclass(frozen=True, slots=True)
class Kopf:
    """Where the chain ends. ``brueche`` are the numbers after which an earlier head could not be read."""

    nummer: int = 0
    siegel: str = ANFANG
    brueche: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bruch:
    """Something is not as it was written; ``was`` says what."""

    nummer: int
    was: str


MOST = 100  # of missing events in a row that are named one by one
GEAENDERT, FEHLT, ENDE, KOPF = "geändert", "fehlt", "Ende passt nicht zum Kopf", "Kopf war nicht lesbar"


def seal_of(
    vorher: str,
    *,
    nummer: int,
    vorgang: int,
    art: str,
    konto: int | None,
    wer: str,
    angaben: dict[str, Any],
    zeit: datetime,
) -> str:
    """The hash of an event that follows the one with the hash ``vorher``."""
    said = [vorher, nummer, vorgang, art, konto, wer, angaben, zeit.astimezone(UTC).isoformat()]
    return sha256(dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def breaks(glieder: Iterable[Glied], kopf: Kopf) -> Iterator[Bruch]:
    """What is wrong with a chain, from its beginning to its end. After a break it is followed from there."""
    nummer, vorher = 0, ANFANG
    for bruch in kopf.brueche:
        yield Bruch(bruch, KOPF)
    for one in glieder:
        for missing in range(nummer + 1, min(one.nummer, nummer + 1 + MOST)):
            yield Bruch(missing, FEHLT)
        follows = one.nummer == nummer + 1
        if one.siegel != _own(one, vorher) and follows:
            yield Bruch(one.nummer, GEAENDERT)
        nummer, vorher = one.nummer, one.siegel
    if (nummer, vorher) != (kopf.nummer, kopf.siegel):
        yield Bruch(nummer, ENDE)


def _own(one: Glied, vorher: str) -> str:
    return seal_of(
        vorher,
        nummer=one.nummer,
        vorgang=one.vorgang,
        art=one.art,
        konto=one.konto,
        wer=one.wer,
        angaben=one.angaben,
        zeit=one.zeit,
    )
