"""A form to fill in online as a document, wherever the office of its body is responsible."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from antraege.adressen import formular_url
from antraege.models import FormularPage
from cms.aenderungen import ids_of
from leistungen.models import Zustaendigkeit
from leistungen.models.redaktion import bereiche
from search.documents.base import Dokument, Dokumentart, Werte, passages
from search.documents.organisationseinheit import SPRACHEN
from search.documents.reichweite import spread

Eintrag = tuple[str, int, int]  # role, Gebiet, Redaktion of the office


class FormularDokument(Dokumentart):
    typ = "formular"
    name = _("Online-Antrag")
    gewicht = 0.85

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        german = FormularPage.objects.filter(locale__language_code="de")
        if tags is None:
            return set(german.values_list("pk", flat=True))
        found = ids_of(tags, "seite")
        if leistungen := ids_of(tags, "leistung"):
            found |= set(german.filter(leistung__in=leistungen).values_list("pk", flat=True))
        return found

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        shown = FormularPage.objects.live().filter(pk__in=pks, locale__language_code="de").select_related("leistung")
        served = _served({page.leistung_id for page in shown})
        for page in shown:
            own = bereiche()[page.path[: -2 * Page.steplen]].redaktion
            if gebiete := _places(served.get(page.leistung_id, []), own):
                yield _document(page, gebiete)

    def url(self, ziel: Werte, ort: str) -> str:
        return formular_url(ziel["slug"], ort)


def _served(leistungen: Collection[int]) -> dict[int, list[Eintrag]]:
    rows = Zustaendigkeit.objects.filter(leistung__in=leistungen)
    found: dict[int, list[Eintrag]] = {}
    for leistung, rolle, gebiet, own in rows.values_list("leistung", "rolle", "gebiet", "stelle__redaktion"):
        found.setdefault(leistung, []).append((rolle, gebiet, own))
    return found


def _places(entries: list[Eintrag], redaktion: int) -> tuple[int | str, ...]:
    """Where an office of the Redaktion is the nearest: Gebiete with all that lies in them, ``=7`` for one without."""

    def offered(kette: Sequence[int]) -> set[str]:
        return {"x"} if redaktion in _nearest(entries, kette) else set()

    tokens = (token.partition("@")[2] for token in spread(offered, {gebiet for _rolle, gebiet, _own in entries}))
    return tuple(sorted((int(one) if one.isdigit() else one for one in tokens), key=str))


def _nearest(entries: list[Eintrag], kette: Sequence[int]) -> set[int]:
    """The Redaktionen whose offices serve the place, in any role."""
    found: set[int] = set()
    for rolle in {rolle for rolle, _gebiet, _own in entries}:
        here = [(kette.index(gebiet), own) for role, gebiet, own in entries if role == rolle and gebiet in kette]
        deepest = max((depth for depth, _own in here), default=-1)
        found |= {own for depth, own in here if depth == deepest}
    return found


def _document(page: FormularPage, gebiete: tuple[int | str, ...]) -> Dokument:
    texts: list[Any] = [page.kurztext, page.voraussetzungen]
    return Dokument(
        typ="formular",
        pk=page.pk,
        sprache="de",
        sprachen=SPRACHEN,
        tags=(f"leistung:{page.leistung_id}", f"seite:{page.pk}"),
        ziel={"slug": page.slug},
        titel=page.title,
        zonen={
            "titel": (page.title,),
            "woerter": (page.leistung.bezeichnung,),
            "kurz": (page.kurztext,) if page.kurztext else (),
            "text": tuple(part for text in texts[1:] for part in passages(str(text))),
        },
        gebiete=gebiete,
        merkmale=("typ:formular",),
    )
