"""What the desk shows first: how much waits, and where to begin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.forms import Media
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from cms.permissions import rechte
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.schreibtisch.listen import drafts_of


@dataclass(frozen=True, slots=True)
class Stapel:
    """A pile of work: how many, and the list that one works off."""

    titel: str | Promise
    leer: str | Promise
    anzahl: int
    url: str


class Uebersicht(Component):
    """The piles of the own Redaktionen."""

    name = "was_wartet"
    template_name = "verwaltung/uebersicht.html"
    order = 10

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("theme/verwaltung/schreibtisch.css")]})

    def __init__(self, user: Any):
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"stapel": piles(self.user)}


def piles(user: Any) -> list[Stapel]:
    """The piles that a user works off, in the order in which they matter."""
    own = list(rechte(user).schreiben)
    waiting = dict(aufgaben.of_redaktionen(own).order_by().values_list("art").annotate(Count("pk")))
    luecken = reverse("luecken")
    return [
        Stapel(
            _("Zu prüfen"),
            _("Alle Ihre Texte passen zu denen von Bund und Land."),
            waiting.get(Aufgabenart.ZU_PRUEFEN, 0),
            reverse("zu_pruefen"),
        ),
        Stapel(
            _("Niemand ist zuständig"),
            _("Jede Ihrer Leistungen hat eine zuständige Stelle."),
            waiting.get(Aufgabenart.ZUSTAENDIGKEIT, 0),
            f"{luecken}?art={Aufgabenart.ZUSTAENDIGKEIT}",
        ),
        Stapel(
            _("Es fehlt etwas"),
            _("Kein Abschnitt fehlt."),
            waiting.get(Aufgabenart.LUECKE, 0),
            f"{luecken}?art={Aufgabenart.LUECKE}",
        ),
        Stapel(
            _("Entwürfe"),
            _("Kein Text wartet darauf, veröffentlicht zu werden."),
            drafts_of(own).count(),
            reverse("entwuerfe"),
        ),
    ]
