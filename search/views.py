"""The search (/suche/) and the list of Leistungen from A to Z (/leistungen/)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext, ngettext

from cms import herkunft
from cms.models import Organisationseinheit
from cms.ortswahl import Ortsangabe, ask_for_ort, ort_from
from leistungen.models import Lebenslage
from search import indexing, protokoll, queries
from search.analysis import fold
from search.engines.base import Engine
from search.facetten import life_events
from search.forms import ListeForm, SuchForm
from search.grenze import limited
from search.liste import ALPHABET, Listenanfrage, read_liste
from search.regeln import regeln
from search.results import Ergebnis, Facettenwahl, Facettenwert
from search.vorschlaege import suggestions

HITS_PER_PAGE = 10
ENOUGH_TO_NARROW = 6  # hits; fewer are sooner read than narrowed
ENTRIES_PER_PAGE = 50
STUB = 0.3  # a last page of the list that would be shorter than this part of a page joins the one before
JSON = "application/json"


class Adresse:
    """The address of a request, to be had with some parameters changed, or taken out (``None``)."""

    def __init__(self, request: HttpRequest):
        self._path = request.path
        self._given = [(name, urlencode({name: value})) for name, some in request.GET.lists() for value in some]

    def __call__(self, **changed: Any) -> str:
        kept = [pair for name, pair in self._given if name not in changed]
        new = {name: value for name, value in changed.items() if value is not None}
        query = "&".join([*kept, urlencode(new)] if new else kept)
        return f"?{query}" if query else self._path


@dataclass(frozen=True, slots=True)
class Seitenverweis:
    """A link to a page of the same answer; ``url`` is empty for a gap between page numbers."""

    nummer: int
    url: str
    aktiv: bool = False


@dataclass(frozen=True, slots=True)
class Filterleiste:
    """What an answer can be narrowed to, each value with its address; ``ohne`` is the answer without any choice."""

    facetten: list[tuple[Facettenwahl, list[tuple[Facettenwert, str]]]]
    gewaehlt: list[tuple[Facettenwahl, Facettenwert, str]]
    ohne: str


def _not_ready(request: HttpRequest) -> HttpResponse:
    return render(request, "search/nicht_bereit.html", status=503)


@limited("suche")
@indexing.while_missing(_not_ready)
def suche(request: HttpRequest) -> HttpResponse:
    """One list of everything that was found, as a page or as JSON."""
    form = SuchForm(request.GET)
    form.is_valid()
    text, seite = form.cleaned_data["q"], form.cleaned_data["seite"]
    angabe = _place(request)
    wants_json = request.get_preferred_type(["text/html", JSON]) == JSON
    if angabe.offen:
        return _varying(_json(Ergebnis(0), 404) if wants_json else ask_for_ort(request, angabe))
    herkunft.note("katalog", "stellen", "seiten", "gebiete")
    anfrage = queries.Suchanfrage(
        text,
        get_language() or "de",
        angabe.ort,
        ab=(seite - 1) * HITS_PER_PAGE,
        hoechstens=HITS_PER_PAGE,
        wahl=form.wahl,
        facetten=not wants_json or "facetten" in request.GET,
    )
    engine = indexing.current()
    ergebnis = queries.suche(anfrage, engine, regeln()) if text else Ergebnis(0)
    if text and seite == 1 and not anfrage.wahl:
        protokoll.count(text, ergebnis, engine.vokabular())
    if wants_json:
        return _varying(_json(ergebnis))
    beyond = bool(ergebnis.anzahl) and not ergebnis.treffer
    adresse = Adresse(request)
    context = {
        "titel": _heading(text, ergebnis),
        "suchwort": text,
        "ort": angabe.ort,
        "ohne_ort": _everywhere(adresse, angabe),
        "ergebnis": ergebnis,
        "filter": _filter(adresse, ergebnis, anfrage.wahl),
        "gemeint": adresse(q=ergebnis.gemeint, seite=None),
        "seiten": _pages(adresse, seite, ergebnis.anzahl, HITS_PER_PAGE),
        "zu_weit": beyond,
        "erste": adresse(seite=None),
    }
    if text and not ergebnis.insgesamt:
        context |= _help(anfrage, engine)
    return _varying(render(request, "search/suche.html", context, status=404 if beyond else 200))


@limited("vorschlaege", 5)  # one for each letter
@indexing.while_missing(lambda request: JsonResponse({"vorschlaege": []}, status=503))
def vorschlaege(request: HttpRequest) -> JsonResponse:
    """What is suggested while somebody types; with ``format=opensearch`` as browsers want it."""
    form = SuchForm(request.GET)
    form.is_valid()
    text = form.cleaned_data["q"]
    herkunft.note("katalog", "stellen", "seiten", "gebiete")
    found = suggestions(text, get_language() or "de", _place(request).ort, indexing.current())
    if request.GET.get("format") == "opensearch":
        urls = [request.build_absolute_uri(one.url) for one in found]
        columns = [text, [one.titel for one in found], [str(one.art) for one in found], urls]
        return JsonResponse(columns, safe=False, content_type="application/x-suggestions+json")
    data = {"vorschlaege": [one.as_json() for one in found]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser may search here from its address bar."""
    return render(request, "search/opensearch.xml", content_type="application/opensearchdescription+xml")


def _varying(response: HttpResponse) -> HttpResponse:
    """HTML and JSON share an address."""
    patch_vary_headers(response, ["Accept"])
    return response


def _json(ergebnis: Ergebnis, status: int = 200) -> JsonResponse:
    hits = [treffer.as_json() | {"unscharf": ergebnis.unscharf} for treffer in ergebnis.treffer]
    data: dict[str, Any] = {"anzahl": ergebnis.anzahl, "treffer": hits}
    if ergebnis.facetten:
        data["facetten"] = [facette.as_json() for facette in ergebnis.facetten]
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _heading(text: str, ergebnis: Ergebnis) -> str:
    """What the page is about: how many hits there are for which words."""
    if not text:
        return gettext("Suche")
    if ergebnis.vermutet or not ergebnis.anzahl:
        return gettext("Keine Treffer für „%(wort)s“") % {"wort": text}
    heading = ngettext("%(anzahl)s Treffer für „%(wort)s“", "%(anzahl)s Treffer für „%(wort)s“", ergebnis.anzahl)
    return heading % {"anzahl": ergebnis.anzahl, "wort": text}


def _filter(adresse: Adresse, ergebnis: Ergebnis, wahl: Mapping[str, str]) -> Filterleiste:
    """The facets that narrow this answer, with the address of each choice; none where few hits need no narrowing."""
    if not wahl and ergebnis.anzahl < ENOUGH_TO_NARROW:
        return Filterleiste([], [], "")
    facets = [
        (
            facette,
            [
                (wert, adresse(**{facette.key: None if wert.gewaehlt else wert.wert, "seite": None}))
                for wert in facette.werte
            ],
        )
        for facette in ergebnis.facetten
        if facette.narrows(ergebnis.anzahl)
    ]
    chosen = [(facette, wert, url) for facette, werte in facets for wert, url in werte if wert.gewaehlt]
    without = adresse(**dict.fromkeys(wahl), seite=None)
    return Filterleiste(facets, chosen, without if wahl else "")


def _help(anfrage: queries.Suchanfrage, engine: Engine) -> dict[str, Any]:
    """What may help where nothing was found: words nearby, and what there is at other places."""
    elsewhere = 0
    if anfrage.ort:
        anywhere = queries.Suchanfrage(anfrage.text, anfrage.sprache, hoechstens=1)
        elsewhere = queries.suche(anywhere, engine, regeln()).anzahl
    return {"naechste": queries.nearest_words(anfrage.text, engine), "anderswo": elsewhere}


@indexing.while_missing(_not_ready)
def leistungen(request: HttpRequest) -> HttpResponse:
    """The Leistungen in alphabetical order: all, of one letter, of a life event, of an office; at a place."""
    form = ListeForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    angabe, seite = _place(request), asked["seite"]
    if angabe.offen:
        return ask_for_ort(request, angabe)
    lebenslage = _life_event(asked["lebenslage"])
    herkunft.note("katalog", "gebiete")
    engine = indexing.current()
    anfrage = Listenanfrage(
        sprache=get_language() or "de",
        ort=angabe.ort,
        buchstabe=_letter(asked["buchstabe"]),
        lebenslage=lebenslage.pk if lebenslage else None,
        stelle=asked["stelle"],
        ab=(seite - 1) * ENTRIES_PER_PAGE,
        hoechstens=ENTRIES_PER_PAGE,
        zugabe=int(ENTRIES_PER_PAGE * STUB),
    )
    liste = read_liste(anfrage, engine)
    beyond = bool(liste.anzahl) and not liste.eintraege
    adresse = Adresse(request)
    context = {
        "ort": angabe.ort,
        "ohne_ort": _everywhere(adresse, angabe),
        "liste": liste,
        "buchstabe": anfrage.buchstabe,
        "buchstaben": [
            (one, adresse(buchstabe=one.buchstabe.lower(), seite=None) if one.anzahl else "")
            for one in liste.buchstaben
        ],
        "alle": adresse(buchstabe=None, seite=None),
        "lebenslage": lebenslage,
        "lebenslagen": [(one, adresse(lebenslage=one.slug, seite=None)) for one in life_events()],
        "ohne_lebenslage": adresse(lebenslage=None, seite=None),
        "stelle": _office(asked["stelle"]),
        "ohne_stelle": adresse(stelle=None, seite=None),
        "seiten": _pages(adresse, seite, liste.anzahl - anfrage.zugabe, ENTRIES_PER_PAGE),
        "zu_weit": beyond,
        "erste": adresse(seite=None),
    }
    return render(request, "search/leistungen.html", context, status=404 if beyond else 200)


def _letter(text: str) -> str:
    """A letter as the list knows it: "ä" is A; "" for anything that is no letter."""
    letter = fold(text)[:1].upper()
    return letter if letter == "#" or (letter and letter in ALPHABET) else ""


def _life_event(slug: str) -> Lebenslage | None:
    if not slug:
        return None
    found = next((one for one in life_events() if one.slug == slug), None)
    if found is None:
        raise Http404(f"Keine Lebenslage {slug}")
    return found


def _office(slug: str) -> str:
    if not slug:
        return ""
    herkunft.note("stellen")
    found = Organisationseinheit.objects.filter(slug=slug).values_list("name", "verwaltung").first()
    if found is None:
        raise Http404(f"Keine Stelle {slug}")
    return " – ".join(dict.fromkeys(found))


def _place(request: HttpRequest) -> Ortsangabe:
    """The place in the address, else the remembered one. ``ort=`` without a value means: everywhere."""
    if "ort" in request.GET and not request.GET["ort"].strip():
        return Ortsangabe()
    return ort_from(request)


def _everywhere(adresse: Adresse, angabe: Ortsangabe) -> str:
    return adresse(ort="" if angabe.gemerkt else None, seite=None)


def _pages(adresse: Adresse, nummer: int, anzahl: int, je_seite: int) -> list[Seitenverweis]:
    """Links to the first, the last, and the pages around the present one; none if there is only one."""
    last = ceil(anzahl / je_seite)
    if last < 2:
        return []
    shown = sorted({1, last, *range(max(1, nummer - 2), min(last, nummer + 2) + 1)})
    links: list[Seitenverweis] = []
    for page in shown:
        if links and page > links[-1].nummer + 1:
            links.append(Seitenverweis(0, ""))
        links.append(Seitenverweis(page, adresse(seite=page if page > 1 else None), page == nummer))
    return links
