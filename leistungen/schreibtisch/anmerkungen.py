"""Remarks of the council on the own texts: what was said, about which words, and the Redaktion's answer."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name

from cms.orte import verzeichnis
from cms.permissions import rechte
from leistungen.enums import Anmerkungsstand
from leistungen.models import Anmerkung, Antwort, Textstand, Vorlage
from leistungen.schreibtisch.tisch import Gegenueberstellung, TischView
from leistungen.services.anmerken import LEER, LONGEST, reopen, reply, settle, wordings_now
from leistungen.textmodule import NACH_KEY
from leistungen.vergleich import compare, condense
from leistungen.worte import as_html

AUF_EINER_SEITE = 10


def remarks(user: Any) -> QuerySet[Anmerkung]:
    """Remarks on the user's texts."""
    return Anmerkung.objects.filter(redaktion__in=rechte(user).schreiben)


def open_remarks(user: Any) -> QuerySet[Anmerkung]:
    """Those that nobody has answered."""
    return remarks(user).filter(stand=Anmerkungsstand.OFFEN)


@dataclass(frozen=True, slots=True)
class Punkt(Gegenueberstellung):
    """One remark as the screen shows it. ``vergleich`` is empty where the words are still the same."""

    anmerkung: Anmerkung
    modul: str
    ort: str
    von: str
    wortlaut: str
    antworten: list[Antwort]
    bearbeiten: str


class AnmerkungenView(TischView):
    """The remarks on the own texts, those that wait first; and what is answered."""

    template_name = "verwaltung/anmerkungen.html"
    page_title = gettext_lazy("Anmerkungen")
    header_icon = "comment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alle, user = "alle" in self.request.GET, self.request.user
        found = remarks(user) if alle else open_remarks(user).order_by("eingegangen", "pk")
        found = found.select_related("leistung", "redaktion", "von", "sammlung").prefetch_related("antworten")
        seite = Paginator(found, AUF_EINER_SEITE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "alle": alle,
            "seite": seite,
            "punkte": points(list(seite.object_list)),
            "laengste": LONGEST,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("anmerkung", "")
        anmerkung = get_object_or_404(remarks(request.user), pk=int(wanted) if wanted.isdecimal() else 0)
        text = request.POST.get("antwort", "").strip()
        match request.POST.get("was"):
            case "antworten" if text:
                reply(anmerkung=anmerkung, text=text, user=request.user)
                messages.success(request, _("Ihre Antwort ist im Lesesaal zu lesen."))
            case "erledigt":
                settle(anmerkung=anmerkung, user=request.user)
                messages.success(request, _("Die Anmerkung ist erledigt."))
            case "offen":
                reopen(anmerkung=anmerkung, user=request.user)
                messages.success(request, _("Die Anmerkung ist wieder offen."))
            case _other:
                messages.error(request, _("Bitte schreiben Sie eine Antwort."))
        return redirect(f"{reverse('anmerkungen')}{'?alle' if 'alle' in request.GET else ''}")


def points(found: list[Anmerkung]) -> list[Punkt]:
    """What the screen shows of some remarks. Three queries."""
    if not found:
        return []
    now = wordings_now((one.leistung_id, one.redaktion.gebiet_id, one.modul) for one in found)
    then = Vorlage.objects.in_bulk({one.wortlaut for one in found} - {""})
    texts = Textstand.objects.filter(leistung__in={one.leistung_id for one in found}, sprache="de")
    pages = {(leistung, gebiet): page for leistung, gebiet, page in texts.values_list("leistung", "gebiet", "page")}
    return [_point(one, now, then, pages) for one in found]


def _point(one: Anmerkung, now: Any, then: dict[str, Vorlage], pages: dict[tuple[int, int], int]) -> Punkt:
    gebiet = one.redaktion.gebiet_id
    current = now.get((one.leistung_id, gebiet, one.modul), LEER)
    before = as_html(one.modul, then[one.wortlaut].inhalt) if one.wortlaut in then else ""
    after = as_html(one.modul, current.inhalte)
    page = pages.get((one.leistung_id, gebiet))
    return Punkt(
        anmerkung=one,
        modul=str(NACH_KEY[one.modul].name),
        ort=verzeichnis().by_id[one.ort_id].bezeichnung,
        von=get_user_display_name(one.von) if one.von else one.name,
        wortlaut=before,
        vergleich=condense(compare(before, after)) if current.hash != one.wortlaut else [],
        antworten=list(one.antworten.all()),
        bearbeiten=reverse("wagtailadmin_pages:edit", args=[page]) if page else "",
    )
