"""Which place a request means, and where the choice of a place leads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, gettext, override

from cms.gebietsdaten import fold
from cms.models import Ebene
from cms.orte import Ort, verzeichnis
from cms.ortssuche import eindeutig, is_offered, mehrdeutig, suche

COOKIE = "ort"
LONGEST_URL = 2000
FULL_POSTCODE = re.compile(r"\b[0-9]{5}\b")
LOCAL = re.compile(r"/(?![/\\])")
OF_ANOTHER_PLACE = {"ort", "seite"}  # what an address says that is not true at the next place


@dataclass(frozen=True, slots=True)
class Ortsangabe:
    """What a request says of the place. ``orte`` are those that bear the name if it does not tell one."""

    text: str = ""
    ort: Ort | None = None
    orte: tuple[Ort, ...] = ()
    gemerkt: bool = False

    @property
    def offen(self) -> bool:
        """Whether a place was named, but not one place: then ask (``ask_for_ort``)."""
        return bool(self.text) and self.ort is None


@dataclass(frozen=True, slots=True)
class Wahl:
    """A place one may choose, told apart from its namesakes, and where the choice leads."""

    ort: Ort
    lage: str
    url: str


@dataclass(frozen=True, slots=True)
class Wahlgruppe:
    """Places that belong to the same; without a title they may lie anywhere."""

    titel: str
    wahlen: tuple[Wahl, ...]


def ort_from(request: HttpRequest) -> Ortsangabe:
    """The place in the address (path, or ``ort=``: slug, ARS, or what was typed), else the remembered one.

    ``ort=`` without a value means: no place, whatever is remembered.
    """
    match = request.resolver_match
    if match and (text := match.kwargs.get("ort")):
        return in_path(str(text))
    if "ort" in request.GET:
        return _typed(request.GET["ort"].strip())
    ort = remembered(request)
    return Ortsangabe(ort=ort, gemerkt=ort is not None)


def remembered(request: HttpRequest) -> Ort | None:
    """The place that the citizen asked to be remembered."""
    slug = request.COOKIES.get(COOKIE, "")
    orte = verzeichnis()
    ort = orte.find(slug) if slug in orte.by_slug else None
    return ort if ort and is_offered(ort) else None


def in_path(text: str) -> Ortsangabe:
    """An address names a place by slug or ARS; anything else is asked about."""
    if not text:
        return Ortsangabe()
    ort = verzeichnis().find(text)
    if ort and ort.waehlbar:
        return Ortsangabe(text, ort)
    return Ortsangabe(text, None, tuple(mehrdeutig(text)))


def _typed(text: str) -> Ortsangabe:
    """Who types need not know slugs: a name that only one place bears is enough."""
    found = in_path(text)
    ort = found.ort or eindeutig(text)
    return Ortsangabe(text, ort) if ort else found


def ask_for_ort(request: HttpRequest, angabe: Ortsangabe) -> HttpResponse:
    """A page that asks which place is meant; each choice leads back to where the request wanted to go.

    200 if several places bear the name, 404 if none does (then similar ones are offered).
    """
    here = request.get_full_path()
    wahlen = choices(angabe.orte or suche(angabe.text), here)
    context = {
        "angabe": angabe,
        "text": fold(angabe.text) and angabe.text[:60],
        "gruppen": grouped(wahlen, angabe.text) if wahlen else [],
        "weiter": here if len(here) <= LONGEST_URL else "",
    }
    return render(request, "cms/ort_mehrdeutig.html", context, status=200 if angabe.orte else 404)


def choices(orte: Iterable[Ort], weiter: str = "") -> list[Wahl]:
    """Places with the address each choice leads to: ``weiter`` at that place, else its list of Leistungen."""
    target = weiter or reverse("leistungen")
    return [Wahl(ort, lage(ort), with_ort(target, ort)) for ort in orte]


def grouped(wahlen: Iterable[Wahl], text: str) -> list[Wahlgruppe]:
    """Places of one full postcode by what they belong to, in alphabetical order; all others as they were found."""
    if not FULL_POSTCODE.search(text):
        return [Wahlgruppe("", tuple(wahlen))]
    groups: dict[str, list[Wahl]] = {}
    for wahl in sorted(wahlen, key=lambda one: fold(one.ort.name)):
        groups.setdefault(", ".join(_above(wahl.ort)), []).append(wahl)
    return [Wahlgruppe(title, tuple(groups[title])) for title in sorted(groups, key=fold)]


def lage(ort: Ort) -> str:
    """What kind of place it is and where it lies."""
    art = gettext("Stadt") if ort.ebene == Ebene.ORTSGEMEINDE and ort.ist_stadt else str(Ebene(ort.ebene).label)
    return ", ".join([art, *_above(ort)])


def _above(ort: Ort) -> list[str]:
    """What it belongs to, the nearest first."""
    by_id = verzeichnis().by_id
    above = (by_id[id_] for id_ in reversed(ort.kette[:-1]))
    return [upper.bezeichnung for upper in above if not upper.hoheitlich]


def local_url(url: str) -> str:
    """An address on this site, or nothing."""
    fits = len(url) <= LONGEST_URL and LOCAL.match(url) and url.isprintable()  # browsers read "\\" as "/"
    return url if fits and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def with_ort(url: str, ort: Ort) -> str:
    """A local address with the place put in: into the path if the page has places there, else as ``ort=``."""
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query, True) if key not in OF_ANOTHER_PLACE]
    path = _path_at(parts.path, ort.slug)
    if path is None:
        path, query = parts.path, [*query, ("ort", ort.slug)]
    return path + (f"?{urlencode(query)}" if query else "")


def _path_at(path: str, slug: str) -> str | None:
    """By convention the page ``x`` at a place is named ``x_ort`` and takes ``ort``."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
            name = match.view_name if "ort" in match.kwargs else f"{match.view_name}_ort"
            return reverse(name, kwargs=match.kwargs | {"ort": slug})
        except (Resolver404, NoReverseMatch):
            return None
