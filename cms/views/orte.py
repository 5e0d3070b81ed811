"""Choosing a place, and having it remembered."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import herkunft
from cms.gebietsdaten import fold
from cms.orte import Ort, verzeichnis
from cms.ortssuche import AT_MOST, eindeutig, is_offered, suche
from cms.ortswahl import COOKIE, choices, grouped, local_url, ort_from, remembered, with_ort

ON_A_PAGE = 50
LONGEST_SHOWN = 60
EIN_JAHR = 365 * 24 * 3600


@require_safe
def orte(request: HttpRequest) -> HttpResponse:
    """Places that fit ``q``: a page of choices, or JSON for the field that suggests while one types.

    A choice leads to ``weiter`` at that place; if only one place can be meant, straight on.
    """
    text, weiter = request.GET.get("q", ""), local_url(request.GET.get("weiter", ""))
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        data = {"orte": [_as_json(ort) for ort in suche(text, AT_MOST)]}
        return _varying(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))
    if weiter and (ort := eindeutig(text)):
        return _varying(HttpResponseRedirect(with_ort(weiter, ort)))
    found = suche(text, ON_A_PAGE + 1)
    wahlen = choices(found[:ON_A_PAGE], weiter)
    context = {
        "text": text[:LONGEST_SHOWN] if fold(text) else "",
        "wahlen": wahlen,
        "gruppen": grouped(wahlen, text),
        "mehr": len(found) > ON_A_PAGE,
        "weiter": weiter,
        "gemerkt": remembered(request),
    }
    return _varying(render(request, "cms/orte.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ort_merken(request: HttpRequest) -> HttpResponse:
    """Ask whether to remember a place, and do so. No page sets the cookie without being asked."""
    herkunft.note_uncacheable()
    if request.method == "POST":
        return _remember(request)
    ort = ort_from(request).ort
    return _merken_page(request, ort if ort and is_offered(ort) else None)


def _remember(request: HttpRequest) -> HttpResponse:
    weiter = local_url(request.POST.get("weiter", ""))
    if "vergessen" in request.POST:
        response = HttpResponseRedirect(weiter or reverse("orte"))
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    ort = verzeichnis().find(request.POST.get("ort", ""))
    if ort is None or not is_offered(ort):
        return _merken_page(request, None, status=400)
    response = HttpResponseRedirect(weiter or with_ort(reverse("leistungen"), ort))
    response.set_cookie(
        COOKIE, ort.slug, max_age=EIN_JAHR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def _merken_page(request: HttpRequest, ort: Ort | None, status: int = 200) -> HttpResponse:
    context = {"ort": ort, "weiter": local_url(request.GET.get("weiter", "")), "gemerkt": remembered(request)}
    return render(request, "cms/ort_merken.html", context, status=status)


def _as_json(ort: Ort) -> dict[str, Any]:
    kreis = verzeichnis().kreis(ort)
    return {
        "ars": ort.ars,
        "name": ort.name,
        "ebene": ort.ebene,
        "kreis": kreis.bezeichnung if kreis and kreis.id != ort.id else "",
        "slug": ort.slug,
        "url": with_ort(reverse("leistungen"), ort),
    }


def _varying(response: HttpResponse) -> HttpResponse:
    """HTML and JSON share an address."""
    patch_vary_headers(response, ["Accept"])
    return response
