"""Two windows on one step: what was changed elsewhere since a page was shown, and what here and there both.

A page carries its ``stand``: for each field of the step, a few digits that stand for the answer it was shown with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps

from antraege.assistent.zeilen import ZEILEN
from antraege.definition import Schritt
from antraege.feldtypen import Feld, Json
from antraege.inhalt import Roh

STELLEN = 6


@dataclass(frozen=True, slots=True)
class Abgleich:
    """``fremd`` was changed only elsewhere and stays so, ``strittig`` here and there, to different ends."""

    fremd: frozenset[str] = frozenset()
    strittig: frozenset[str] = frozenset()


def stand(schritt: Schritt, antworten: Mapping[str, Json], roh: Roh) -> str:
    return "".join(_digest(schritt, feld, antworten, roh) for feld in schritt.felder)


def compare(
    schritt: Schritt,
    gezeigt: str,
    jetzt: tuple[Mapping[str, Json], Roh],
    neu: tuple[Mapping[str, Json], Roh],
) -> Abgleich:
    """Hold what is sent (``neu``) against what is kept (``jetzt``), knowing what the page began with (``gezeigt``).

    A page that does not say what it began with wins.
    """
    if len(gezeigt) != STELLEN * len(schritt.felder):
        return Abgleich()
    fremd, strittig = set(), set()
    for at, feld in enumerate(schritt.felder):
        before, now = gezeigt[at * STELLEN : (at + 1) * STELLEN], _digest(schritt, feld, *jetzt)
        if now == before or feld.schluessel not in neu[0]:
            continue
        mine = _digest(schritt, feld, *neu)
        if mine == before:
            fremd.add(feld.schluessel)
        elif mine != now:
            strittig.add(feld.schluessel)
    return Abgleich(frozenset(fremd), frozenset(strittig))


def keep(schritt: Schritt, jetzt: str, gezeigt: str, fremd: frozenset[str]) -> str:
    """The present ``stand``, but for some fields that of a page which shows them as they were."""
    if len(gezeigt) != len(jetzt):
        return jetzt
    return "".join(
        (gezeigt if feld.schluessel in fremd else jetzt)[at * STELLEN : (at + 1) * STELLEN]
        for at, feld in enumerate(schritt.felder)
    )


def of_field(felder: Iterable[Feld], schluessel: str, roh: Roh) -> dict[str, Sequence[str]]:
    """Of what was typed, what belongs to a field of these."""
    return {name: roh[name] for name in names_of(felder, schluessel, roh)}


def names_of(felder: Iterable[Feld], schluessel: str, names: Iterable[str]) -> list[str]:
    """The inputs of a field; "zelt_hoehe" is none of "zelt" if it is a field itself."""
    longer = [one.schluessel for one in felder if one.schluessel.startswith(f"{schluessel}_")]
    return [name for name in names if _is_of(schluessel, name) and not any(_is_of(other, name) for other in longer)]


def _is_of(schluessel: str, name: str) -> bool:
    return name == schluessel or name.startswith(f"{schluessel}_")


def _digest(schritt: Schritt, feld: Feld, antworten: Mapping[str, Json], roh: Roh) -> str:
    typed = {
        name: list(values)
        for name, values in (of_field(schritt.felder, feld.schluessel, roh) if roh else {}).items()
        if any(values) and not name.endswith(f"_{ZEILEN}")
    }
    said = dumps([antworten.get(feld.schluessel), typed], sort_keys=True)
    return blake2b(said.encode(), digest_size=STELLEN // 2).hexdigest()
