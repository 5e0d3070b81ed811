"""The history of what was published: written with the read model, in the same transaction.

Revisions are no safe memory, since autosave writes over them. A catalogue that is loaded for the first time has no
history: that is its first state. A row is added for each section that reads differently from then on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from cms.models import Organisationseinheit
from cms.permissions import rechte
from cms.prosa import content_hash
from leistungen.enums import Rolle, Urheber, Wandelart
from leistungen.models import Leistung, Textstand, Verlauf, Zustaendigkeit
from leistungen.models.verlauf import ZUSTAENDIG
from leistungen.textzeilen import Row
from leistungen.vererbung import joined_hash
from leistungen.vorlagen import keep

KEPT = timedelta(days=5 * 366)  # a council's term
LONG_AGO = date(1970, 1, 1)  # a day that every database can tell the time of

Module = Mapping[str, Sequence[Row]]

_erststand: ContextVar[bool] = ContextVar("erststand", default=False)


@contextmanager
def first_state() -> Iterator[None]:
    """What is published inside is where the history begins."""
    token = _erststand.set(True)
    try:
        yield
    finally:
        _erststand.reset(token)


# --- Writing ----------------------------------------------------------------------------------------------------------


def record(before: Textstand | None, after: Textstand | None) -> None:
    """Add what differs between two states of a text page; one that now stands elsewhere went there and came here."""
    if _erststand.get():
        return
    if before and after and (before.gebiet_id, before.leistung_id) == (after.gebiet_id, after.leistung_id):
        rows = _changes(after, before.module, after.module)
    else:
        rows = [*(_changes(before, before.module, {}) if before else ())]
        rows += _changes(after, {}, after.module) if after else ()
    _add(rows, after or before)


def before_delete(instance: Any) -> None:
    """A text page's row goes: so does what citizens read of it."""
    if isinstance(instance, Textstand):
        record(instance, None)


def _changes(stand: Textstand, before: Module, after: Module) -> list[tuple[Verlauf, Any, Any]]:
    """A row for each section that differs, with the contents before and after."""
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key, ()), after.get(key, ())
        if _state(old) != _state(new):
            row = Verlauf(leistung_id=stand.leistung_id, gebiet_id=stand.gebiet_id, sprache=stand.sprache, modul=key)
            row.vorher, row.nachher = _hash(old), _hash(new)
            row.art = kind(row.vorher, row.nachher)
            found.append((row, [one["inhalt"] for one in old], [one["inhalt"] for one in new]))
    return found


def _state(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    return [(row["hash"], row.get("modus"), row.get("gilt_fuer")) for row in rows]


def _hash(rows: Iterable[Row]) -> str:
    return joined_hash([row["hash"] for row in rows])


def kind(vorher: str, nachher: str) -> Wandelart:
    """What two wordings make of a section. The same words can hold elsewhere, or replace what they were added to."""
    if vorher == nachher:
        return Wandelart.GELTUNG
    if not vorher:
        return Wandelart.NEU
    return Wandelart.GEAENDERT if nachher else Wandelart.WEG


def _add(rows: list[tuple[Verlauf, Any, Any]], stand: Textstand | None) -> None:
    if not rows or stand is None:
        return
    name = Leistung.objects.values_list("bezeichnung", flat=True).get(pk=stand.leistung_id)
    urheber = _author(Page.objects.filter(pk=stand.page_id).select_related("live_revision__user").first())
    for row, _old, _new in rows:
        row.bezeichnung, row.urheber = name, urheber
    _keep(rows)


def _keep(rows: list[tuple[Verlauf, Any, Any]]) -> None:
    zeit = timezone.now()
    for row, _old, _new in rows:
        row.zeit = zeit
    Verlauf.objects.bulk_create(row for row, _old, _new in rows)
    keep({hash_: inhalt for row, old, new in rows for hash_, inhalt in ((row.vorher, old), (row.nachher, new))})


def _author(page: Page | None) -> Urheber:
    """In which role somebody acted: who wrote the version that is now live, else who is at work in this request."""
    revision = page.live_revision if page else None
    user = (revision and revision.user) or get_active_log_context().user
    if user is None or user.is_superuser:
        return Urheber.BETRIEB
    return Urheber.FREIGABE if rechte(user).freigeben else Urheber.REDAKTION


# --- Responsibilities -------------------------------------------------------------------------------------------------

Eintrag = tuple[str, int]  # role and office


def project(subject: Any) -> set[str]:
    """Add a row if other offices now serve a Leistung at a Gebiet. Returns no further tags."""
    if isinstance(subject, Zustaendigkeit) and not _erststand.get():
        _record_responsibility(subject)
    return set()


def _record_responsibility(entry: Zustaendigkeit) -> None:
    now = Zustaendigkeit.objects.filter(pk=entry.pk).values("leistung_id", "gebiet_id", "rolle", "stelle_id").first()
    loaded = getattr(entry, "_geladen", None)
    before = {name: loaded[name] for name in ("leistung_id", "gebiet_id", "rolle", "stelle_id")} if loaded else None
    if now == before:
        return
    for leistung, gebiet in {(one["leistung_id"], one["gebiet_id"]) for one in (now, before) if one}:
        here = Zustaendigkeit.objects.filter(leistung=leistung, gebiet=gebiet).order_by("rolle", "stelle", "pk")
        after = set(here.values_list("rolle", "stelle"))
        there = set(here.exclude(pk=entry.pk).values_list("rolle", "stelle"))
        if before and (before["leistung_id"], before["gebiet_id"]) == (leistung, gebiet):
            there.add((before["rolle"], before["stelle_id"]))
        _add_responsibility(leistung, gebiet, _wording(there), _wording(after))


def _add_responsibility(leistung: int, gebiet: int, old: list[str], new: list[str]) -> None:
    vorher, nachher = (content_hash(one[0]) if one else "" for one in (old, new))
    known = Verlauf.objects.filter(leistung=leistung, gebiet=gebiet, modul=ZUSTAENDIG).first()
    if vorher == nachher or (known and known.nachher == nachher and known.vorher == vorher):
        return
    row = Verlauf(leistung_id=leistung, gebiet_id=gebiet, modul=ZUSTAENDIG, vorher=vorher, nachher=nachher)
    row.art, row.urheber = kind(vorher, nachher), _author(None)
    row.bezeichnung = Leistung.objects.values_list("bezeichnung", flat=True).get(pk=leistung)
    _keep([(row, old, new)])


def _wording(entries: set[Eintrag]) -> list[str]:
    """The offices as one text; nothing where there is none."""
    names = dict(Organisationseinheit.objects.filter(pk__in=[pk for _r, pk in entries]).values_list("pk", "name"))
    lines = sorted((Rolle(rolle).label, names[pk]) for rolle, pk in entries)
    return ["".join(format_html("<p>{}: {}</p>", rolle, name) for rolle, name in lines)] if lines else []


# --- Reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wandel:
    """What became of one section of one Redaktion since a day, whatever happened in between."""

    leistung: int
    bezeichnung: str
    gebiet: int
    sprache: str
    modul: str
    art: Wandelart
    vorher: str
    nachher: str
    zuletzt: datetime
    urheber: tuple[Urheber, ...]


def changed_since(seit: date, zeilen: QuerySet[Verlauf] | None = None) -> list[Wandel]:
    """What reads differently now than at the beginning of the day ``seit``, the latest first. One query.

    ``zeilen`` narrows the history down. What was changed and changed back is left out.
    """
    zeilen = Verlauf.objects.all() if zeilen is None else zeilen
    found: dict[tuple[Any, ...], list[Verlauf]] = {}
    for row in zeilen.filter(zeit__gte=start_of(seit)).order_by("zeit", "pk"):
        found.setdefault((row.leistung_id, row.gebiet_id, row.sprache, row.modul), []).append(row)
    wandel = [one for rows in found.values() if (one := _net(rows))]
    return sorted(wandel, key=lambda one: one.zuletzt, reverse=True)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, LONG_AGO), time.min))


def _net(rows: list[Verlauf]) -> Wandel | None:
    first, last = rows[0], rows[-1]
    if first.vorher == last.nachher and any(row.art != Wandelart.GELTUNG for row in rows):
        return None
    return Wandel(
        leistung=last.leistung_id,
        bezeichnung=last.bezeichnung,
        gebiet=last.gebiet_id,
        sprache=last.sprache,
        modul=last.modul,
        art=kind(first.vorher, last.nachher),
        vorher=first.vorher,
        nachher=last.nachher,
        zuletzt=last.zeit,
        urheber=tuple(dict.fromkeys(Urheber(row.urheber) for row in rows)),
    )


def sweep() -> int:
    """Delete rows that are older than a council's term."""
    deleted, _details = Verlauf.objects.filter(zeit__lt=timezone.now() - KEPT).delete()
    return deleted
