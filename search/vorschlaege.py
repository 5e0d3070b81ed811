"""What is suggested while somebody types: services, offices, people, pages, and places."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms import gebietsdaten
from cms.orte import Ort
from cms.ortssuche import suche_betreute
from cms.ortswahl import with_ort
from search.analysis import STOPWORDS, forms
from search.engines.base import Engine, Filter
from search.registry import NACH_TYP
from search.results import Vorschlag
from search.treffer import language_of, title_at, url_at

MOST = 8
MOST_PLACES = 2
SHORTEST, SHORTEST_PLACE = 2, 3
LONGEST = 100  # bytes; no word begins so, and an engine may refuse it
ORT = _("Ort")


def suggestions(text: str, sprache: str, ort: Ort | None, engine: Engine) -> tuple[Vorschlag, ...]:
    """The last word may be a beginning; those before it are whole. A place leads to what there is to be had there."""
    *words, beginning = ("", *forms(text))
    if len(beginning) < SHORTEST or len(beginning.encode()) > LONGEST:
        return ()
    asked = [word for word in dict.fromkeys(words) if word and word not in STOPWORDS]
    found = engine.suggest(Filter(sprache, ort.kette if ort else ()), asked, beginning, MOST)
    hits = [_suggestion(fund.kopf, ort) for fund in found]
    return tuple({one.url: one for one in (*hits, *_places(text, ort))}.values())


def _suggestion(kopf: dict[str, object], ort: Ort | None) -> Vorschlag:
    titel = title_at(kopf, ort)
    return Vorschlag(NACH_TYP[str(kopf["typ"])].name, titel, url_at(kopf, ort), language_of(kopf, titel))


def _places(text: str, here: Ort | None) -> Iterable[Vorschlag]:
    """Places of this portal whose name begins so, none that are only similar."""
    typed = gebietsdaten.fold(text)
    if len(typed) < SHORTEST_PLACE:
        return
    for ort in suche_betreute(text, MOST_PLACES):
        if ort != here and _is_meant(typed, ort):
            yield Vorschlag(ORT, ort.anzeige, with_ort(reverse("leistungen"), ort), "de")


def _is_meant(typed: str, ort: Ort) -> bool:
    names = gebietsdaten.fold(ort.anzeige).split()
    return typed.isdigit() or all(any(name.startswith(word) for name in names) for word in typed.split())
