"""The parts of the start page that come from the search."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import herkunft
from cms.models import StartPage
from cms.startseite import Abschnitt
from search import indexing, liste, protokoll
from search.analysis import fold
from search.engines.base import Filter

MOST_SEARCHED = 10
ENOUGH_SEARCHED = 5  # with fewer, the editors' words are shown instead
CLOUD = 30


def meist_gesucht(seite: StartPage) -> Abschnitt:
    """What people look for; until the log suffices, what editors think they do."""
    heute = timezone.localdate()
    herkunft.note_until(timezone.make_aware(datetime.combine(heute + timedelta(days=1), time())))
    searched = protokoll.most_searched(heute, MOST_SEARCHED)
    words = _as_written(searched) if len(searched) >= ENOUGH_SEARCHED else []
    titel, sprache = _("Meist gesuchte Stichwörter"), "de"
    if not words:
        words, titel = [str(block.value) for block in seite.haeufige_anliegen], _("Häufige Anliegen")
        sprache = seite.inhalt_sprache
    data = [{"wort": word, "url": _search(word)} for word in words]
    return Abschnitt("meist_gesucht", data, {"titel": titel, "sprache": sprache})


@indexing.while_missing(lambda begriffe: [])
def _as_written(begriffe: Sequence[str]) -> list[str]:
    """The words as the catalogue writes them."""
    written = indexing.current().spellings({fold(word) for begriff in begriffe for word in begriff.split()})
    return [" ".join(written.get(fold(word), word) for word in begriff.split()) for begriff in begriffe]


@indexing.while_missing(lambda seite: Abschnitt("a_bis_z", []))
def a_bis_z(seite: StartPage) -> Abschnitt:
    """The letters with their number of Leistungen; a letter without any has no address."""
    herkunft.note("katalog")
    letters = liste.buchstaben(Filter(_language(), typ="leistung"), indexing.current())
    address = reverse("leistungen")
    data = [
        {
            "buchstabe": one.buchstabe,
            "anzahl": one.anzahl,
            "url": f"{address}?{urlencode({'buchstabe': one.buchstabe.lower()})}" if one.anzahl else "",
        }
        for one in letters
    ]
    return Abschnitt("a_bis_z", data if any(one.anzahl for one in letters) else [], {"url": address})


@indexing.while_missing(lambda seite: Abschnitt("schlagwortwolke", []))
def schlagwortwolke(seite: StartPage) -> Abschnitt:
    """The words that most Leistungen share."""
    herkunft.note("katalog")
    words = liste.schlagworte(_language(), indexing.current(), CLOUD)
    data = [{"wort": one.wort, "url": _search(one.wort), "anzahl": one.anzahl, "stufe": one.stufe} for one in words]
    return Abschnitt("schlagwortwolke", data)


def _search(wort: str) -> str:
    return f"{reverse('suche')}?{urlencode({'q': wort})}"


def _language() -> str:
    return get_language() or "de"
