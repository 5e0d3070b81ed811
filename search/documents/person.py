"""A member of staff as a document, from the office's public card: a withheld name is not on it."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms import anwesenheit
from cms.models import Organisationseinheit
from search.documents.base import Dokument, Dokumentart, Werte
from search.documents.organisationseinheit import (
    SPRACHEN,
    features_of,
    offices,
    place_of,
    places_of,
    served_by,
    tags_of,
)
from search.genau import telephone


class PersonDokument(Dokumentart):
    """``pks`` are those of the offices: who works there is on the office's card."""

    typ = "person"
    name = _("Mitarbeiterin oder Mitarbeiter")
    gewicht = 0.7

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        return offices(tags)

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        served = served_by(pks)
        for pk, karte in Organisationseinheit.objects.filter(pk__in=pks).exclude(karte={}).values_list("pk", "karte"):
            for person in karte["personen"]:
                yield _document(pk, karte, person, served.get(pk, []))

    def url(self, ziel: Werte, ort: str) -> str:
        return f"{reverse('stelle', args=[ziel['slug']])}#person-{ziel['person']}"


def _document(pk: int, karte: Werte, person: Werte, served: list[tuple[int, str, int]]) -> Dokument:
    telefon = "" if anwesenheit.changes(person) else person["telefon"]  # the office's page knows who is there today
    contact = [telefon, f"Zimmer {person['zimmer']}" if person["zimmer"] else ""]
    shown = ", ".join(filter(None, [person["funktion"], place_of(karte), *contact]))
    return Dokument(
        typ="person",
        pk=pk,
        teil=person["id"],
        sprache="de",
        sprachen=SPRACHEN,
        tags=tags_of(pk, served),
        ziel={"slug": karte["slug"], "person": person["id"]},
        titel=person["name"] or f"{person['funktion']} – {karte['name']}",
        zonen={
            "namen": (person["name"],) if person["name"] else (),
            "kurz": (shown,),
        },
        genau=tuple(sorted(telephone(telefon))),
        gebiete=places_of(karte, served),
        merkmale=features_of("person", karte, places_of(karte, served)),
    )
