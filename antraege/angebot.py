"""Which form serves a place, and who serves those that it does not serve.

Several bodies may have a form of the same address, each for its places; the place decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from wagtail.models import Page

from antraege.models import Formularfassung, FormularPage
from cms import herkunft
from cms.models import Organisationseinheit
from cms.orte import Ort, verzeichnis
from leistungen.fassung import nearest
from leistungen.models import Zustaendigkeit
from leistungen.models.redaktion import bereiche
from leistungen.querysets import EINTRAG_FIELDS, eintraege_from


@dataclass(frozen=True, slots=True)
class Formular:
    """A live form, with the Fassung that whoever begins now fills in."""

    id: int
    slug: str
    titel: str
    leistung: int
    leistung_slug: str
    leistung_name: str
    redaktion: int
    fassung: int
    entwurf_tage: int


@dataclass(frozen=True, slots=True)
class Angebot:
    """A form at a place, with the card of the office that gets what is sent."""

    formular: Formular
    ort: Ort
    stelle: dict[str, Any]

    @property
    def stelle_id(self) -> int:
        return int(self.stelle["id"])


def formulare(slug: str) -> list[Formular]:
    """The live forms of that address, of all bodies. One query."""
    own = Formularfassung.objects.filter(formular=OuterRef("pk"), vorschau=False, beendet_at=None)
    latest = own.order_by("-pk").values("pk")[:1]
    rows = (
        FormularPage.objects.live()
        .filter(slug=slug, locale__language_code="de")
        .annotate(fassung=Subquery(latest))
        .exclude(fassung=None)
        .values("pk", "title", "leistung", "leistung__slug", "leistung__bezeichnung", "path", "fassung", "entwurf_tage")
    )
    herkunft.note(f"formular:{slug}")
    areas = bereiche()
    return [
        Formular(
            id=row["pk"],
            slug=slug,
            titel=row["title"],
            leistung=row["leistung"],
            leistung_slug=row["leistung__slug"],
            leistung_name=row["leistung__bezeichnung"],
            redaktion=areas[row["path"][: -2 * Page.steplen]].redaktion,
            fassung=row["fassung"],
            entwurf_tage=row["entwurf_tage"],
        )
        for row in rows
    ]


def angebot(found: Iterable[Formular], ort: Ort) -> Angebot | None:
    """The form of the body whose office is responsible for ``ort``. One query."""
    by_leistung: dict[int, list[Formular]] = {}
    for one in found:
        by_leistung.setdefault(one.leistung, []).append(one)
    for leistung, own in by_leistung.items():
        for entry in _responsible(leistung, ort):
            for formular in own:
                if formular.redaktion == entry["redaktion"]:
                    return Angebot(formular, ort, entry)
    return None


def _responsible(leistung: int, ort: Ort) -> list[dict[str, Any]]:
    """The offices responsible for a place, each with its Redaktion."""
    rows = list(
        Zustaendigkeit.objects.filter(leistung=leistung)
        .live_in(ort.kette)
        .order_by("pk")
        .values_list(*EINTRAG_FIELDS, "stelle__redaktion")
    )
    bodies = {row[3]: row[-1] for row in rows}
    herkunft.note(f"leistung:{leistung}", "gebiete", *(f"stelle:{stelle}" for stelle in bodies))
    served = nearest(eintraege_from(row[:-1] for row in rows), ort, verzeichnis())
    return [one.stelle | {"redaktion": bodies[one.stelle["id"]]} for one in served]


def verantwortlich(found: Iterable[Formular], ort: Ort) -> list[dict[str, Any]]:
    """The offices that serve a place without this form."""
    return [card for leistung in dict.fromkeys(one.leistung for one in found) for card in _responsible(leistung, ort)]


def orte_von(found: Iterable[Formular]) -> list[Ort]:
    """Places whose office takes this form, to choose from: the nearest to the office that are named. One query."""
    found = list(found)
    bodies = {one.redaktion for one in found}
    entries = Zustaendigkeit.objects.filter(
        leistung__in={one.leistung for one in found}, stelle__redaktion__in=bodies
    ).values_list("gebiet", flat=True)
    herkunft.note("katalog", "gebiete")
    orte = verzeichnis()
    return [ort for id_ in sorted(set(entries)) if (ort := orte.by_id[id_]).waehlbar and not ort.hoheitlich]


def karte(stelle: int) -> dict[str, Any]:
    """What citizens read of an office."""
    herkunft.note(f"stelle:{stelle}")
    found: dict[str, Any] = Organisationseinheit.objects.values_list("karte", flat=True).get(pk=stelle)
    return found | {"id": stelle}
