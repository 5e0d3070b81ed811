"""Its part of the start page: what can be done online at once, our own forms first."""

from typing import Any

from antraege.models import FormularPage
from cms.gedaechtnis import remember
from cms.startseite import Abschnitt
from cms.startseite import online_direkt as dienste


def online_direkt(seite: Any) -> Abschnitt:
    """The forms of all bodies, one per address, before the services of others that editors put there."""
    others, own = dienste(seite), list(_formulare())
    return Abschnitt(others.key, [*own, *others.daten], others.mehr | {"formulare": own, "dienste": others.daten})


@remember("formulare")
def _formulare() -> tuple[dict[str, str], ...]:
    rows = FormularPage.objects.live().filter(locale__language_code="de").order_by("title")
    by_slug = {row["slug"]: row for row in rows.values("slug", "title", "kurztext")}
    return tuple(by_slug.values())
