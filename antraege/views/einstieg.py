"""Before anything is filled in: what a form needs, at a place. Cacheable, without a cookie."""

from datetime import timedelta

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from antraege.adressen import formular_url
from antraege.angebot import Angebot, Formular, angebot, formulare, orte_von, verantwortlich
from antraege.assistent.ablauf import BESCHREIBUNG, STUFEN
from antraege.auswertung import Auswertung
from antraege.formularspeicher import auswerter
from antraege.services.beginnen import open_antrag
from antraege.umgebung import umgebung_at
from antraege.zugang import comes_from_here, grant
from cms.orte import Ort, verzeichnis
from cms.ortswahl import ask_for_ort, choices, in_path


@require_safe
def formular(request: HttpRequest, slug: str) -> HttpResponse:
    """Without a place: ask for it."""
    found = _formulare(slug)
    orte = orte_von(found)
    if len(orte) == 1 and not verzeichnis().darunter[orte[0].id]:
        return redirect(formular_url(slug, orte[0].slug))
    context = {"titel": found[0].titel, "wahlen": choices(orte, formular_url(slug))}
    return render(request, "antraege/ort_waehlen.html", context)


@csrf_exempt  # the page is the same for everybody, so it can hold no token; where the POST comes from is checked
@require_http_methods(["GET", "HEAD", "POST"])
def formular_am_ort(request: HttpRequest, slug: str, ort: str) -> HttpResponse:
    """What you need, what it costs, how long it takes; POST opens the draft."""
    found = _formulare(slug)
    place = verzeichnis().find(ort)
    if place is None or not place.waehlbar:
        return ask_for_ort(request, in_path(ort))
    if place.slug != ort:
        return redirect(formular_url(slug, place.slug), permanent=True)
    offer = angebot(found, place)
    if offer is None:
        return _not_served(request, found, place)
    if request.method == "POST":
        return _begin(request, offer)
    sprache = get_language() or "de"
    auswertung = auswerter(offer.formular.fassung, sprache).auswerten({}, umgebung_at(place.id))
    return render(request, "antraege/einstieg.html", _context(offer, auswertung))


def _formulare(slug: str) -> list[Formular]:
    found = formulare(slug)
    if not found:
        raise Http404(f"Kein Formular {slug}")
    return found


def _context(offer: Angebot, auswertung: Auswertung) -> dict[str, object]:
    definition = auswertung.definition
    return {
        "angebot": offer,
        "definition": definition,
        "unterlagen": definition.unterlagen,
        "gebuehren": definition.gebuehren,
        "stufen": [(nummer, titel, BESCHREIBUNG[nummer]) for nummer, titel in STUFEN],
    }


def _not_served(request: HttpRequest, found: list[Formular], place: Ort) -> HttpResponse:
    context = {"titel": found[0].titel, "ort": place, "stellen": verantwortlich(found, place)}
    return render(request, "antraege/nicht_am_ort.html", context, status=404)


def _begin(request: HttpRequest, offer: Angebot) -> HttpResponse:
    if not comes_from_here(request):
        return HttpResponseForbidden()
    if not ratelimit.consume(request, action="antrag"):
        return render(request, "429.html", status=429)
    antrag = open_antrag(angebot=offer, sprache=get_language() or "de")
    response = redirect("antrag", antrag.kennung, "voraussetzungen")
    grant(response, antrag, timedelta(days=offer.formular.entwurf_tage))
    return response
