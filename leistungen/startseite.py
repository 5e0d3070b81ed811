"""The catalogue's parts of the start page, listed in ``START_ABSCHNITTE``."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language

from cms import herkunft
from cms.gedaechtnis import remember
from cms.startseite import Abschnitt
from leistungen.models import Lebenslage, Leistung, Textstand


def lebenslagen(seite: Any) -> Abschnitt:
    """Life events with the number of Leistungen that citizens can read."""
    herkunft.note("katalog")
    return Abschnitt("lebenslagen", _tiles(get_language() or "de"))


@remember("katalog")
def _tiles(sprache: str) -> list[dict[str, Any]]:
    """The tiles in the current language, by which they are remembered. One query."""
    readable = Leistung.objects.filter(
        Exists(Textstand.objects.filter(leistung=OuterRef("pk"), sprache="de", stamm=True))
    )
    counted = Lebenslage.objects.filter(leistungen__in=readable).annotate(anzahl=Count("leistungen", distinct=True))
    base = reverse("leistungen")
    return [
        {
            "titel": one.anzeige,
            "url": f"{base}?lebenslage={one.slug}",
            "symbol": one.symbol,
            "anzahl": one.anzahl,
        }
        for one in counted
    ]


def addresses() -> Iterable[str]:
    """For search engines: the page of each Leistung, without a place (``settings.SITEMAP``)."""
    herkunft.note("katalog")
    readable = Textstand.objects.filter(sprache="de", stamm=True).values_list("leistung__slug", flat=True)
    for slug in readable.order_by("leistung__slug").distinct():
        yield reverse("leistung", args=[slug])
