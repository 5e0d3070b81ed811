"""The page a contact's mail leads to: the texts as citizens read them, and the answers. Needs no account.

Opening the link changes nothing (mail programs open links too); an answer is a form that is sent.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

from allauth.core import ratelimit
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.orte import verzeichnis
from cms.prosa import content_hash
from leistungen.adressen import leistung_url
from leistungen.anzeige import AbschnittAnzeige, sections
from leistungen.enums import Pruefantwort
from leistungen.fassung import NichtAngebotenError, fassung
from leistungen.geheimlink import secret
from leistungen.models import Leistung, Pruefbitte, Pruefplan, Pruefposten, Textstand
from leistungen.services.remind import bitte_from
from leistungen.services.review_plan import SchonBeantwortetError, answer

AUF_EINER_SEITE = 10
LONGEST_REMARK = 2000
OFFEN, VORBEI, FORT = "offen", "vorbei", "fort"  # to be answered; settled otherwise; no longer shown to citizens


@dataclass(frozen=True, slots=True)
class Punkt:
    """One text as the page shows it. ``fassung`` names the wording seen, ``zustand`` may also be the answer given."""

    posten: Pruefposten
    titel: str
    zustand: str
    url: str = ""
    ort: str = ""
    abschnitte: tuple[AbschnittAnzeige, ...] = ()

    @property
    def fassung(self) -> str:
        return content_hash([repr(one.merkmal) for one in self.abschnitte])


@require_http_methods(["GET", "HEAD", "POST"])
@secret
def pruefen(request: HttpRequest, token: str) -> HttpResponse:
    try:
        bitte = bitte_from(token)
    except signing.SignatureExpired:
        return render(request, "leistungen/pruefen_vorbei.html", {"abgelaufen": True}, status=410)
    except signing.BadSignature:
        return render(request, "leistungen/pruefen_vorbei.html", status=404)
    if request.method != "POST":
        return _show(request, bitte)
    if not ratelimit.consume(request, action="pruefbitte"):
        return render(request, "429.html", status=429)
    return _take(request, bitte, token)


def _show(
    request: HttpRequest, bitte: Pruefbitte, *, fehler: str = "", bei: int = 0, status: int = 200
) -> HttpResponse:
    seite = Paginator(bitte.posten.select_related("page"), AUF_EINER_SEITE).get_page(request.GET.get("seite"))
    context = {
        "bitte": bitte,
        "seite": seite,
        "punkte": points(bitte, list(seite.object_list)),
        "fehler": fehler,
        "bei": bei,
        "bemerkung": request.POST.get("bemerkung", "")[:LONGEST_REMARK],
        "laengste": LONGEST_REMARK,
    }
    return render(request, "leistungen/pruefen.html", context, status=status)


def _take(request: HttpRequest, bitte: Pruefbitte, token: str) -> HttpResponse:
    """Write an answer down. What was answered before stays, and the page shows it."""
    id_ = request.POST.get("posten", "")
    posten = bitte.posten.select_related("page").filter(pk=int(id_) if id_.isdecimal() else 0).first()
    if posten is None:
        return _show(request, bitte, status=422)
    (punkt,) = points(bitte, [posten])
    antwort, bemerkung = request.POST.get("antwort"), request.POST.get("bemerkung", "").strip()[:LONGEST_REMARK]
    if antwort == Pruefantwort.BEMERKUNG and not bemerkung:
        return _show(request, bitte, fehler=_("Bitte schreiben Sie, was nicht stimmt."), bei=posten.pk, status=422)
    if antwort == Pruefantwort.STIMMT and punkt.zustand == OFFEN and punkt.fassung != request.POST.get("fassung"):
        fehler = _("Der Text hat sich eben geändert. Bitte lesen Sie ihn noch einmal.")
        return _show(request, bitte, fehler=fehler, bei=posten.pk, status=409)
    if antwort in Pruefantwort.values and punkt.zustand == OFFEN:
        remark = bemerkung if antwort == Pruefantwort.BEMERKUNG else ""
        with suppress(SchonBeantwortetError):  # the page says so
            answer(posten=posten.pk, antwort=Pruefantwort(antwort), bemerkung=remark)
    seite = f"?seite={request.GET['seite']}" if request.GET.get("seite", "").isdecimal() else ""
    return redirect(f"{reverse('pruefen', args=[token])}{seite}#text-{posten.pk}")


def points(bitte: Pruefbitte, posten: list[Pruefposten]) -> list[Punkt]:
    """What the page shows of some texts."""
    pages = [one.page_id for one in posten]
    rows = Textstand.objects.filter(pk__in=pages, sprache="de").values_list("pk", "leistung__slug", "gebiet")
    live = {pk: (slug, gebiet) for pk, slug, gebiet in rows}
    plans = dict(Pruefplan.objects.filter(pk__in=pages).values_list("pk", "naechste"))
    return [_point(one, live.get(one.page_id), plans.get(one.page_id) == one.faellig) for one in posten]


def _point(posten: Pruefposten, live: tuple[str, int] | None, faellig: bool) -> Punkt:
    titel = posten.page.title
    if posten.antwort:
        return Punkt(posten, titel, posten.antwort)
    if not faellig:
        return Punkt(posten, titel, VORBEI)
    if live is None:
        return Punkt(posten, titel, FORT)
    slug, gebiet = live
    ort = verzeichnis().by_id[gebiet]
    try:
        found = fassung(slug, ort)
    except (Leistung.DoesNotExist, NichtAngebotenError):
        return Punkt(posten, titel, FORT)
    own = tuple(one for one in found.abschnitte if any(teil.gebiet == gebiet for teil in one.teile))
    url = leistung_url(slug, ort.in_adresse)
    return Punkt(posten, found.titel, OFFEN, url, ort.bezeichnung, sections(replace(found, abschnitte=own)))
