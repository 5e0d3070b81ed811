"""An office as a document: its public card, and what it is responsible for."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.aenderungen import ids_of
from cms.models import Organisationseinheit
from leistungen.models import Zustaendigkeit
from search.documents.base import Dokument, Dokumentart, Werte, passages
from search.documents.reichweite import spread
from search.genau import telephone

SPRACHEN = tuple(sprache for sprache, _name in settings.LANGUAGES)


class OrganisationseinheitDokument(Dokumentart):
    typ = "organisationseinheit"
    name = _("Abteilung")
    gewicht = 0.8

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        return offices(tags)

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        served = served_by(pks)
        for pk, karte in Organisationseinheit.objects.filter(pk__in=pks).exclude(karte={}).values_list("pk", "karte"):
            yield _document(pk, karte, served.get(pk, []))

    def url(self, ziel: Werte, ort: str) -> str:
        return reverse("stelle", args=[ziel["slug"]])


def offices(tags: Collection[str] | None) -> set[int]:
    """The offices that changes concern: their own, and those of a Leistung they are responsible for."""
    rows = Organisationseinheit.objects.all()
    if tags is None:
        return set(rows.values_list("pk", flat=True))
    found = ids_of(tags, "stelle")
    if leistungen := ids_of(tags, "leistung"):
        found.update(Zustaendigkeit.objects.filter(leistung__in=leistungen).values_list("stelle", flat=True))
    return found


def served_by(pks: Collection[int]) -> dict[int, list[tuple[int, str, int]]]:
    """By office, what it is responsible for: Leistung, its name, the Gebiet."""
    found: dict[int, list[tuple[int, str, int]]] = {}
    entries = Zustaendigkeit.objects.filter(stelle__in=pks).order_by("leistung__bezeichnung")
    for stelle, leistung, name, gebiet in entries.values_list("stelle", "leistung", "leistung__bezeichnung", "gebiet"):
        found.setdefault(stelle, []).append((leistung, name, gebiet))
    return found


def tags_of(pk: int, served: list[tuple[int, str, int]]) -> tuple[str, ...]:
    return tuple(sorted({f"stelle:{pk}", *(f"leistung:{leistung}" for leistung, _name, _gebiet in served)}))


def places_of(karte: Werte, served: list[tuple[int, str, int]]) -> tuple[int, ...]:
    """Where an office is of use: at the place of its Redaktion, and wherever it is responsible for something."""
    return tuple(sorted({karte["gebiet"], *(gebiet for _leistung, _name, gebiet in served)}))


def features_of(typ: str, karte: Werte, gebiete: Collection[int]) -> tuple[str, ...]:
    """The kind of document; and that it belongs to its office, wherever that is of use."""
    office = f"stelle:{karte['slug']}"
    here = spread(lambda kette: (office,) if any(gebiet in gebiete for gebiet in kette) else (), gebiete)
    return tuple(sorted({f"typ:{typ}", f"{office}@*", *here}))


def place_of(karte: Mapping[str, Any], between: str = ", ") -> str:
    """The office and its administration, unless its name says that too."""
    if karte["verwaltung"] in karte["name"]:
        return str(karte["name"])
    return f"{karte['name']}{between}{karte['verwaltung']}"


def _served_text(names: list[str]) -> list[str]:
    """A few names each, so that an excerpt shows the right ones."""
    return [f"Zuständig für {', '.join(names[start : start + 5])}" for start in range(0, len(names), 5)]


def _document(pk: int, karte: Werte, served: list[tuple[int, str, int]]) -> Dokument:
    numbers = [karte["telefon"], *(standort["telefon"] for standort in karte["standorte"])]
    names = list(dict.fromkeys(name for _leistung, name, _gebiet in served))
    addresses = [
        ", ".join(filter(None, [where["name"], where["strasse"], f"{where['plz']} {where['ort']}"]))
        for where in karte["standorte"]
    ]
    return Dokument(
        typ="organisationseinheit",
        pk=pk,
        sprache="de",
        sprachen=SPRACHEN,
        tags=tags_of(pk, served),
        ziel={"slug": karte["slug"]},
        titel=place_of(karte, " – "),
        zonen={
            "titel": (karte["name"],),
            "namen": (karte["kurzname"],) if karte["kurzname"] else (),
            "woerter": (karte["verwaltung"], *(unit["name"] for unit in karte["pfad"])),
            "text": (*passages(karte["beschreibung"]), *addresses, *_served_text(names)),
        },
        genau=tuple(sorted(token for number in numbers for token in telephone(number))),
        gebiete=places_of(karte, served),
        merkmale=features_of("organisationseinheit", karte, places_of(karte, served)),
    )
