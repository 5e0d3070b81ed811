"""Writing use case: bring places and postcodes in line with the files."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from cms import aenderungen
from cms.gebietsdaten import Gebietszeile, upper_ars
from cms.models import Ebene, Gebiet, Postleitzahl

LAND = "07"
FIELDS = ("ebene", "name", "bezeichnung", "slug", "sitz", "plz_sitz", "einwohner", "waehlbar")
DERIVED = ("uebergeordnet_id", "kette")
BATCH = 400

Level = list[Gebietszeile]
Progress = Callable[[list[Level]], Iterable[Level]]


@dataclass(slots=True)
class Bericht:
    """What was done: places and postcodes, each by ``neu``, ``geändert``, ``unverändert`` …"""

    gebiete: Counter[str] = field(default_factory=Counter)
    postleitzahlen: Counter[str] = field(default_factory=Counter)
    zurueckgezogen: list[int] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(count for was, count in (self.gebiete + self.postleitzahlen).items() if was != "unverändert")


@transaction.atomic
def load_gebiete(
    *,
    zeilen: list[Gebietszeile],
    postleitzahlen: list[tuple[str, str]],
    progress: Progress = lambda steps: steps,
) -> Bericht:
    """Create, update and withdraw places; repeatable. One row of the journal, if anything changed.

    A place that the file no longer has is withdrawn, not deleted: texts and links may point to it. Places that an
    operator made (``sonstiges``) are left alone. ``ValueError`` if a postcode names a place that the list has not.
    """
    keys = {zeile.ars for zeile in zeilen}
    if unknown := {ars for _plz, ars in postleitzahlen} - keys:
        raise ValueError(f"Postleitzahlen nennen unbekannte Gebiete: {', '.join(sorted(unknown)[:5])}")
    bericht = Bericht()
    known = {gebiet.ars: gebiet for gebiet in Gebiet.objects.all()}
    renamed = _give_way(zeilen, known)
    levels: dict[int, Level] = {}
    for zeile in zeilen:
        levels.setdefault(sum(ars in keys for ars in upper_ars(zeile.ars)), []).append(zeile)
    for level in progress([levels[depth] for depth in sorted(levels)]):
        _load_level(level, known, renamed, bericht)
    _withdraw(keys, known, bericht)
    _load_postcodes(postleitzahlen, known, bericht)
    if bericht.changed:
        aenderungen.record({"gebiete", "katalog"})
    return bericht


def _give_way(zeilen: list[Gebietszeile], known: dict[str, Gebiet]) -> set[str]:
    """Free the slugs that places take over from others; returns the keys of those that had one."""
    wanted = {zeile.slug: zeile.ars for zeile in zeilen}
    moved = [gebiet for gebiet in known.values() if wanted.get(gebiet.slug, gebiet.ars) != gebiet.ars]
    moved += [known[z.ars] for z in zeilen if z.ars in known and known[z.ars].slug != z.slug]
    for gebiet in moved:
        gebiet.slug = f"ars-{gebiet.ars}"
    Gebiet.objects.bulk_update(moved, ["slug"], batch_size=BATCH)
    return {gebiet.ars for gebiet in moved}


def _load_level(zeilen: Level, known: dict[str, Gebiet], renamed: set[str], bericht: Bericht) -> None:
    """Places of one depth; those above them are there already."""
    new: list[Gebiet] = []
    changed: list[Gebiet] = []
    for zeile in zeilen:
        upper = next((known[ars] for ars in upper_ars(zeile.ars) if ars in known), None)
        gebiet = known.get(zeile.ars) or Gebiet(ars=zeile.ars)
        before = [getattr(gebiet, name) for name in (*FIELDS, *DERIVED)]
        for name in FIELDS:
            setattr(gebiet, name, getattr(zeile, name))
        gebiet.uebergeordnet = upper
        if gebiet.pk is None:
            new.append(gebiet)
            continue
        gebiet.kette = _chain(gebiet)
        if zeile.ars in renamed or before != [getattr(gebiet, name) for name in (*FIELDS, *DERIVED)]:
            changed.append(gebiet)
    Gebiet.objects.bulk_create(new, batch_size=BATCH)
    for gebiet in new:
        gebiet.kette = _chain(gebiet)
        known[gebiet.ars] = gebiet
    Gebiet.objects.bulk_update(new, ["kette"], batch_size=BATCH)
    Gebiet.objects.bulk_update(changed, [*FIELDS, "uebergeordnet", "kette"], batch_size=BATCH)
    bericht.gebiete += Counter({"neu": len(new), "geändert": len(changed)})
    bericht.gebiete["unverändert"] += len(zeilen) - len(new) - len(changed)


def _chain(gebiet: Gebiet) -> list[int]:
    above = gebiet.uebergeordnet.kette if gebiet.uebergeordnet else []
    return [*above, gebiet.pk]


def _withdraw(keys: set[str], known: dict[str, Gebiet], bericht: Bericht) -> None:
    gone = [
        gebiet.pk
        for ars, gebiet in known.items()
        if ars.startswith(LAND) and ars not in keys and gebiet.waehlbar and gebiet.ebene != Ebene.SONSTIGES
    ]
    bericht.zurueckgezogen = gone
    bericht.gebiete["zurückgezogen"] += Gebiet.objects.filter(pk__in=gone).update(waehlbar=False) if gone else 0


def _load_postcodes(paare: list[tuple[str, str]], known: dict[str, Gebiet], bericht: Bericht) -> None:
    wanted = {(plz, known[ars].pk) for plz, ars in paare}
    rows = {(plz, gebiet): pk for pk, plz, gebiet in Postleitzahl.objects.values_list("pk", "plz", "gebiet")}
    new = [Postleitzahl(plz=plz, gebiet_id=gebiet) for plz, gebiet in sorted(wanted - rows.keys())]
    gone = [rows[pair] for pair in rows.keys() - wanted]
    Postleitzahl.objects.bulk_create(new, batch_size=BATCH)
    for begin in range(0, len(gone), BATCH):
        Postleitzahl.objects.filter(pk__in=gone[begin : begin + BATCH]).delete()
    bericht.postleitzahlen += Counter({"neu": len(new), "gelöscht": len(gone)})
    bericht.postleitzahlen["unverändert"] += len(wanted) - len(new)
