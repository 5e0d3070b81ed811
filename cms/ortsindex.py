"""Finds places by what people type: a name or part of it, the kind of place, a postcode, a slip of the finger.

Pure: places in, keys of places out. Order of the answer: exact names, beginnings, beginnings of a later word, parts,
places whose surroundings are named too ("Laubach Cochem-Zell"), slips; among equals municipalities before what they
belong to, and larger places before smaller ones.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cms.gebietsdaten import fold, kern

LONGEST_QUERY = 100
SHORTEST_SLIP = 4  # shorter words have too many neighbours

GEMEINDEN = frozenset({"kreisfreie_stadt", "verbandsfreie_gemeinde", "ortsgemeinde"})
RANG = {"verbandsgemeinde": 1, "landkreis": 2, "land": 3}

# What people call a kind of place → the levels it may be. "land" ends too many names to be one of them.
ARTEN: dict[str, frozenset[str]] = {
    **dict.fromkeys(("vg", "verbandsgemeinde", "verbandsgemeinden"), frozenset({"verbandsgemeinde"})),
    **dict.fromkeys(("landkreis", "landkreise", "lk", "kreis", "kreise"), frozenset({"landkreis"})),
    **dict.fromkeys(("og", "ortsgemeinde", "ortsgemeinden"), frozenset({"ortsgemeinde"})),
    **dict.fromkeys(("gemeinde", "gemeinden", "stadt", "staedte"), GEMEINDEN),
    "kreisfreie": frozenset({"kreisfreie_stadt"}),
    "bundesland": frozenset({"land"}),
}
STAEDTE = frozenset({"stadt", "staedte"})
KURZ = {"st": "sankt"}


@dataclass(frozen=True, slots=True)
class Eintrag:
    """A place that is offered. ``umgebung`` are the names of the places it lies in."""

    id: int
    name: str
    ebene: str
    stadt: bool
    einwohner: int
    umgebung: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Zeile:
    eintrag: Eintrag
    name: str
    kern: str  # the name without what stands in brackets
    eng: str  # the name without blanks
    umgebung: str  # " word word …"

    @property
    def namen(self) -> tuple[str, ...]:
        return self.name, self.kern, self.eng


@dataclass(frozen=True, slots=True)
class Frage:
    """What was typed, taken apart."""

    text: str = ""
    ebenen: frozenset[str] | None = None
    nur_staedte: bool = False
    ziffern: str = ""

    def allows(self, eintrag: Eintrag) -> bool:
        return (self.ebenen is None or eintrag.ebene in self.ebenen) and (eintrag.stadt or not self.nur_staedte)


@dataclass(slots=True)
class Ortsindex:
    """All places in the order of equals, with their folded names, and the places of each postcode."""

    eintraege: Iterable[Eintrag]
    postleitzahlen: Mapping[str, Iterable[int]]
    _zeilen: list[_Zeile] = field(init=False)
    _plz: dict[str, list[int]] = field(init=False)
    _namen: list[str] = field(init=False)
    _nach_namen: dict[str, list[int]] = field(init=False)  # a name → where the rows of its places stand

    def __post_init__(self) -> None:
        ordered = sorted(self.eintraege, key=lambda one: (RANG.get(one.ebene, 0), -one.einwohner, one.name, one.id))
        self._zeilen = [_row(eintrag) for eintrag in ordered]
        self._namen = [zeile.kern for zeile in self._zeilen]
        self._nach_namen = {}
        for at, zeile in enumerate(self._zeilen):
            for name in zeile.namen:
                self._nach_namen.setdefault(name, []).append(at)
        place = {eintrag.id: at for at, eintrag in enumerate(ordered)}
        self._plz = {
            plz: sorted(found, key=place.__getitem__)
            for plz, ids in self.postleitzahlen.items()
            if (found := place.keys() & set(ids))
        }

    def suche(self, text: str, limit: int = 10) -> list[int]:
        """Keys of the places that fit, the best first; a full postcode gives all of its places."""
        frage = parse(text)
        if frage.ziffern:
            return self._by_postcode(frage, limit)
        if not frage.text:
            every = [zeile.eintrag.id for zeile in self._zeilen if frage.allows(zeile.eintrag)]
            return every[:limit] if frage.ebenen else []
        found = self._by_name(frage)
        if len(found) < limit and frage.ebenen is not None:
            # The kind may be a word of the name: "Kreis" in "Rhein-Hunsrück-Kreis", "Stadt" in "Neustadt".
            found += [id_ for id_ in self._by_name(Frage(_folded(text)), slips=False) if id_ not in set(found)]
        return found[:limit]

    def named(self, text: str) -> list[int]:
        """Keys of all places that bear exactly this name, with or without what stands in brackets.

        Brackets may also name the surroundings: "Eppenberg (Landkreis Cochem-Zell)".
        """
        name, bracket, around = text.partition("(")
        found = self._named(text)
        if found or not bracket:
            return found
        words = _folded(around).split()
        inside = {z.eintrag.id for z in self._zeilen if all(f" {word}" in z.umgebung for word in words)}
        return [id_ for id_ in self._named(name) if id_ in inside]

    def _named(self, text: str) -> list[int]:
        frage = parse(text)
        if not frage.text or frage.ziffern:
            return []
        namen = {frage.text, frage.text.replace(" ", "")}
        rows = sorted({at for name in namen for at in self._nach_namen.get(name, ())})
        return [z.eintrag.id for z in (self._zeilen[at] for at in rows) if frage.allows(z.eintrag)]

    def of_postcode(self, plz: str) -> list[int]:
        """Keys of the places that share a postcode."""
        return list(self._plz.get(plz, ()))

    def _by_postcode(self, frage: Frage, limit: int) -> list[int]:
        """Places of all postcodes that begin so; words beside it choose among them, if any fits."""
        ids = {id_ for plz, found in self._plz.items() if plz.startswith(frage.ziffern) for id_ in found}
        rows = [zeile for zeile in self._zeilen if zeile.eintrag.id in ids]
        if frage.text:
            rows = [zeile for zeile in rows if frage.text in zeile.name] or rows
        found = [zeile.eintrag.id for zeile in rows]
        return found if len(frage.ziffern) == 5 else found[:limit]

    def _by_name(self, frage: Frage, *, slips: bool = True) -> list[int]:
        classes: dict[int, list[int]] = {}
        for zeile in self._zeilen:
            if (rank := _match(zeile, frage.text)) is not None and frage.allows(zeile.eintrag):
                classes.setdefault(rank, []).append(zeile.eintrag.id)
        found = [id_ for rank in sorted(classes) for id_ in classes[rank]]
        if slips and not classes.keys() & {EXAKT, ANFANG, WORT, UMGEBUNG}:
            found += [id_ for id_ in self._slips(frage) if id_ not in set(found)]
        return found

    def _slips(self, frage: Frage) -> list[int]:
        """Names at a small distance, whole or as far as they have been typed; the nearest first."""
        length = len(frage.text)
        if length < SHORTEST_SLIP:
            return []
        most = 1 if length < 7 else 2
        best: dict[int, tuple[int, int]] = {}
        begun = [name[:length] for name in self._namen]
        for penalty, names in ((0, self._namen), (1, begun)):
            for _name, distance, at in process.extract_iter(frage.text, names, scorer=OSA.distance, score_cutoff=most):
                best[at] = min(best.get(at, (most + 1, at)), (int(distance) + penalty, at))
        ranked = sorted(rank for rank in best.values() if rank[0] <= most)
        return [self._zeilen[at].eintrag.id for _d, at in ranked if frage.allows(self._zeilen[at].eintrag)]


EXAKT, ANFANG, WORT, TEIL, UMGEBUNG = range(5)


def parse(text: str) -> Frage:
    """Take apart what was typed: kinds of place at either end, a postcode or its beginning, the rest is a name."""
    words = _folded(text).split()
    ziffern = next((word for word in words if re.fullmatch(r"[0-9]{1,5}", word)), "")
    rest = [word for word in words if word != ziffern]
    if ziffern and (len(ziffern) == 5 or not rest):
        return Frage(" ".join(word for word in rest if word not in ARTEN), None, False, ziffern)
    kinds = []
    if words[:1] == ["land"] and len(words) > 1:
        words[0] = "bundesland"
    while words and words[0] in ARTEN:
        kinds.append(words.pop(0))
    while words and words[-1] in ARTEN:
        kinds.append(words.pop())
    if not kinds:
        return Frage(" ".join(words))
    ebenen = frozenset.intersection(*(ARTEN[kind] for kind in kinds))
    return Frage(" ".join(words), ebenen, bool(STAEDTE.intersection(kinds)))


def _folded(text: str) -> str:
    return " ".join(KURZ.get(word, word) for word in fold(text[:LONGEST_QUERY]).split())


def _row(eintrag: Eintrag) -> _Zeile:
    name = _folded(eintrag.name)
    short = _folded(kern(eintrag.name))
    around = " ".join(dict.fromkeys(_words([eintrag.name, *eintrag.umgebung])))
    return _Zeile(eintrag, name, short, name.replace(" ", ""), f" {around}")


def _words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from _folded(name).split()


def _match(zeile: _Zeile, text: str) -> int | None:
    """How well a name fits; ``None`` if it does not."""
    name = zeile.name
    if text in (name, zeile.kern, zeile.eng):
        return EXAKT
    if name.startswith(text) or zeile.eng.startswith(text):
        return ANFANG
    if text in name:
        return WORT if f" {text}" in name else TEIL
    words = text.split()
    if len(words) > 1 and f" {words[0]}" in f" {name}" and all(f" {word}" in zeile.umgebung for word in words[1:]):
        return UMGEBUNG
    return None
