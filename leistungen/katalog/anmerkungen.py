"""Remarks as the reading room shows them: beneath their section, and in a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from cms.orte import Ort, verzeichnis
from leistungen.katalog.wortlaute import name_of
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.models import Anmerkung, Antwort
from leistungen.services.anmerken import LEER, wordings_now
from leistungen.textmodule import NACH_KEY

AUF_EINER_SEITE = 20


@dataclass(frozen=True, slots=True)
class AnmerkungAnzeige:
    """A remark with what was answered. Readers learn whether it is their own, not whose else it is."""

    anmerkung: Anmerkung
    antworten: tuple[Antwort, ...]
    modul: str
    ort: Ort
    eigene: bool
    seither_geaendert: bool
    url: str


def shown(found: Iterable[Anmerkung], user: Any) -> list[AnmerkungAnzeige]:
    """Remarks as a reader sees them. One query, and one for all answers."""
    rows = list(found)
    now = wordings_now((one.leistung_id, one.redaktion.gebiet_id, one.modul) for one in rows) if rows else {}
    return [
        AnmerkungAnzeige(
            anmerkung=one,
            antworten=tuple(one.antworten.all()),
            modul=name_of(one.modul),
            ort=verzeichnis().by_id[one.ort_id],
            eigene=bool(user and user.pk and one.von_id == user.pk),
            seither_geaendert=now.get((one.leistung_id, one.redaktion.gebiet_id, one.modul), LEER).hash != one.wortlaut,
            url=lesen_url(one.leistung.slug, verzeichnis().by_id[one.ort_id], one.modul),
        )
        for one in rows
    ]


def by_section(leistung: int, kette: Iterable[int], user: Any) -> dict[str, list[AnmerkungAnzeige]]:
    """The council's remarks on what is read of a Leistung at a place, by section, the oldest first."""
    found = Anmerkung.objects.filter(leistung=leistung, redaktion__gebiet__in=list(kette), sammlung=None)
    return _sections(found, user)


def of_collection(sammlung: int, leistung: int) -> dict[str, list[AnmerkungAnzeige]]:
    """The remarks made through the link of a collection, by section, the oldest first."""
    return _sections(Anmerkung.objects.filter(leistung=leistung, sammlung=sammlung), None)


def _sections(found: QuerySet[Anmerkung], user: Any) -> dict[str, list[AnmerkungAnzeige]]:
    sections: dict[str, list[AnmerkungAnzeige]] = defaultdict(list)
    rows = found.select_related("redaktion", "leistung").prefetch_related("antworten").order_by("eingegangen", "pk")
    for one in shown(rows, user):
        sections[one.anmerkung.modul].append(one)
    return dict(sections)


def lesen_url(slug: str, ort: Ort, modul: str = "") -> str:
    """A Leistung at a place in the reading room."""
    return reverse("katalog_lesen", query={"leistung": slug, "ort": ort.slug}, fragment=modul or None)


def anmerken_url(slug: str, ort: Ort, modul: str) -> str:
    """Where one remarks on a section; nothing for what citizens see no heading of."""
    if modul not in NACH_KEY or not NACH_KEY[modul].zeigen:
        return ""
    return reverse("katalog_anmerken", query={"leistung": slug, "ort": ort.slug, "modul": modul})


# --- The list ---------------------------------------------------------------------------------------------------------


class AnmerkungenView(KatalogZugangMixin, TemplateView):
    """All remarks of the council, or one's own, with their answers; the latest first."""

    template_name = "leistungen/katalog/anmerkungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meine = "meine" in self.request.GET
        found = Anmerkung.objects.filter(sammlung=None).select_related("leistung", "redaktion")
        found = found.prefetch_related("antworten")
        if meine:
            found = found.filter(von=self.request.user.pk)
        seite = Paginator(found, AUF_EINER_SEITE).get_page(self.request.GET.get("seite"))
        return super().get_context_data(**kwargs) | {
            "meine": meine,
            "seite": seite,
            "anmerkungen": shown(seite.object_list, self.request.user),
        }
