"""Projection: an office with its locations, hours and staff → what citizens may see of it, as plain values."""

from typing import Any

from cms.models import Organisationseinheit, Person, Standort
from cms.verweise import with_addresses


def project(subject: Any) -> set[str]:
    """Renew ``karte`` of an office and of those below it, whose path and location may follow from it.

    Returns the tags of the offices below.
    """
    if not isinstance(subject, Organisationseinheit) or not subject.pk:
        return set()
    tags: set[str] = set()
    waiting, seen = [subject.pk], set()
    while waiting:
        pk = waiting.pop()
        if pk in seen:
            continue
        seen.add(pk)
        Organisationseinheit.objects.filter(pk=pk).update(karte=card(pk))
        tags.add(f"stelle:{pk}")
        waiting += Organisationseinheit.objects.filter(uebergeordnet=pk).values_list("pk", flat=True)
    return tags


def card(pk: int) -> dict[str, Any]:
    """What citizens see of an office; times as "HH:MM", dates as ISO text."""
    stelle = Organisationseinheit.objects.filter(pk=pk).select_related("redaktion__gebiet").first()
    if stelle is None:
        return {}
    above = list(_above(stelle))
    return {
        "name": stelle.name,
        "kurzname": stelle.kurzname,
        "slug": stelle.slug,
        "verwaltung": stelle.verwaltung,
        "gebiet": stelle.redaktion.gebiet_id,
        "beschreibung": with_addresses(stelle.beschreibung),
        "telefon": stelle.telefon,
        "email": stelle.email,
        "webseite": stelle.webseite,
        "pfad": [{"name": unit.name, "slug": unit.slug} for unit in reversed(above)],
        "standorte": [_standort(standort) for standort in stelle.standorte.all()] or _inherited(above),
        "personen": [_person(person) for person in stelle.personen.all()],
    }


def _above(stelle: Organisationseinheit) -> Any:
    seen = {stelle.pk}
    unit = stelle.uebergeordnet
    while unit is not None and unit.pk not in seen:
        seen.add(unit.pk)
        yield unit
        unit = unit.uebergeordnet


def _inherited(above: list[Organisationseinheit]) -> list[dict[str, Any]]:
    """An office without a location of its own is found where the nearest office above it is."""
    for unit in above:
        if found := [_standort(standort) for standort in unit.standorte.all()]:
            return found
    return []


def _standort(standort: Standort) -> dict[str, Any]:
    return {
        "name": standort.name,
        "strasse": standort.strasse,
        "plz": standort.plz,
        "ort": standort.ort,
        "hinweis": standort.hinweis,
        "telefon": standort.telefon,
        "email": standort.email,
        "nach_vereinbarung": standort.nach_vereinbarung,
        "zeiten": [[zeit.tag, f"{zeit.von:%H:%M}", f"{zeit.bis:%H:%M}"] for zeit in standort.oeffnungszeiten.all()],
        "ausnahmen": [
            {
                "datum": tag.datum.isoformat(),
                "geschlossen": tag.geschlossen,
                "von": f"{tag.von:%H:%M}" if tag.von else "",
                "bis": f"{tag.bis:%H:%M}" if tag.bis else "",
                "grund": tag.grund,
            }
            for tag in standort.schliesstage.all()
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    """With when she is away and who stands in then; ``cms.anwesenheit`` says what of that is shown on a day."""
    return _contact(person) | _absence(person, {person.pk})


def _absence(person: Person, seen: set[int]) -> dict[str, Any]:
    if not (person.abwesend_von and person.abwesend_bis):
        return {}
    away = {
        "von": person.abwesend_von.isoformat(),
        "bis": person.abwesend_bis.isoformat(),
        "hinweis": person.abwesend_hinweis,
    }
    deputy = person.vertretung
    if deputy is None or deputy.pk in seen:
        return {"abwesend": away}
    return {"abwesend": away, "vertretung": _contact(deputy) | _absence(deputy, seen | {deputy.pk})}


def _contact(person: Person) -> dict[str, Any]:
    """Without consent to the name: function and the office's telephone only."""
    shown = {"id": person.pk, "funktion": person.funktion, "name": "", "telefon": person.stelle.telefon}
    if not person.name_zeigen:
        return shown | {"email": "", "zimmer": ""}
    name = " ".join(filter(None, [person.anrede, person.titel, person.vorname, person.nachname]))
    return shown | {
        "name": name,
        "nachname": person.nachname,
        "telefon": person.telefon or person.stelle.telefon,
        "email": person.email,
        "zimmer": person.zimmer,
    }
