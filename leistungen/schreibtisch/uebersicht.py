"""What the desk shows first: how much waits, and where to begin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.forms import Media
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from cms.permissions import rechte
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models.freigabe import waiting_for
from leistungen.schreibtisch.anmerkungen import open_remarks
from leistungen.schreibtisch.bilder import images_without_text
from leistungen.schreibtisch.listen import drafts_of
from leistungen.schreibtisch.tote_links import links_of


@dataclass(frozen=True, slots=True)
class Stapel:
    """A pile of work: what lies on it, and the list that one works off."""

    titel: str | Promise
    leer: str | Promise
    url: str
    rows: QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Gezaehlt:
    """A pile and how much lies on it."""

    stapel: Stapel
    anzahl: int


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
        return {"gezaehlt": count(piles(self.user))}


def count(stapel: list[Stapel]) -> list[Gezaehlt]:
    """How much lies on each pile. One query for all of them."""
    first, *others = (
        one.rows.order_by().annotate(nr=Value(nr, IntegerField())).values("nr").annotate(n=Count("pk"))
        for nr, one in enumerate(stapel)
    )
    found = {row["nr"]: row["n"] for row in first.union(*others, all=True)}
    return [Gezaehlt(one, found.get(nr, 0)) for nr, one in enumerate(stapel)]


def piles(user: Any) -> list[Stapel]:
    """The piles that a user works off, in the order in which they matter."""
    tasks = aufgaben.of_redaktionen(rechte(user).schreiben)
    luecken = reverse("luecken")
    releases = [
        Stapel(
            _("Wartet auf Freigabe"),
            _("Kein Text wartet auf Ihre Freigabe."),
            reverse("freigaben"),
            waiting_for(user),
        )
    ]
    return [
        *(releases if rechte(user).freigeben else []),
        Stapel(
            _("Zu prüfen"),
            _("Alle Ihre Texte passen zu denen von Bund und Land."),
            reverse("zu_pruefen"),
            tasks.filter(art=Aufgabenart.ZU_PRUEFEN),
        ),
        Stapel(
            _("Niemand ist zuständig"),
            _("Zu jedem Ihrer Texte ist eine Stelle eingetragen."),
            f"{luecken}?art={Aufgabenart.ZUSTAENDIGKEIT}",
            tasks.filter(art=Aufgabenart.ZUSTAENDIGKEIT),
        ),
        Stapel(
            _("Es fehlt etwas"),
            _("Kein Abschnitt fehlt."),
            f"{luecken}?art={Aufgabenart.LUECKE}",
            tasks.filter(art=Aufgabenart.LUECKE),
        ),
        Stapel(
            _("Prüfung fällig"),
            _("Kein Text ist zur Prüfung fällig."),
            reverse("pruefungen"),
            tasks.filter(art=Aufgabenart.PRUEFUNG),
        ),
        Stapel(
            _("Übersetzungen"),
            _("Ihre Übersetzungen passen zum deutschen Text."),
            reverse("uebersetzungen"),
            tasks.filter(art=Aufgabenart.UEBERSETZUNG),
        ),
        Stapel(
            _("Anmerkungen"),
            _("Keine Anmerkung wartet auf eine Antwort."),
            reverse("anmerkungen"),
            open_remarks(user),
        ),
        Stapel(
            _("Tote Links"),
            _("Kein Link führt ins Leere."),
            reverse("tote_links"),
            links_of(user).dead(),
        ),
        Stapel(
            _("Bilder ohne Text"),
            _("Jedes Bild sagt auch denen etwas, die es nicht sehen."),
            reverse("bilder_ohne_text"),
            images_without_text(user),
        ),
        Stapel(
            _("Entwürfe"),
            _("Kein Text wartet darauf, veröffentlicht zu werden."),
            reverse("entwuerfe"),
            drafts_of(user),
        ),
    ]
