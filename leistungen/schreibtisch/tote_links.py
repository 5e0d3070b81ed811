"""Links that lead nowhere, and where they stand."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from cms.permissions import rechte
from leistungen import linkstellen
from leistungen.enums import Linkstand
from leistungen.models import Linkstelle
from leistungen.models.linkziel import LinkstelleQuerySet
from leistungen.schreibtisch.listen import ListeView

PORTAL = "cms.change_darstellung"  # who keeps the pages of the portal itself


def may_see(user: Any) -> bool:
    """Whether the list concerns a user."""
    return bool(rechte(user).schreiben) or user.has_perm(PORTAL)


def links_of(user: Any) -> LinkstelleQuerySet:
    """Those a user can mend."""
    linkstellen.current()
    own = Q(redaktion__in=rechte(user).schreiben)
    return Linkstelle.objects.filter(own | Q(redaktion=None) if user.has_perm(PORTAL) else own)


class ToteLinksView(ListeView):
    """Dead links; with ``?art=umgezogen`` those whose address has changed for good."""

    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.moved = request.GET.get("art") == Linkstand.UMGEZOGEN
        if self.moved:
            self.einleitung = _(
                "Diese Links führen noch ans Ziel, aber auf einem Umweg. Setzen Sie die neue Adresse ein."
            )
            self.leer = _("Kein Link ist umgezogen.")
        else:
            self.einleitung = _(
                "Diese Links führen nirgendwohin. Öffnen Sie die Fundstelle und ändern oder löschen Sie den Link."
            )
            self.leer = _("Kein Link führt ins Leere.")

    def get_page_title(self) -> Any:
        return _("Umgezogene Links") if self.moved else _("Tote Links")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = reverse("tote_links")
        other = (_("Tote Links"), here) if self.moved else (_("Umgezogene Links"), f"{here}?art={Linkstand.UMGEZOGEN}")
        return super().get_context_data(**kwargs) | {"weiteres": other}

    def test_func(self) -> bool:
        return may_see(self.request.user)

    def rows(self) -> LinkstelleQuerySet:
        found = links_of(self.request.user)
        found = (found.moved() if self.moved else found.dead()).select_related("ziel", "page", "stelle", "redaktion")
        return found.order_by("ziel__adresse", "pk")

    def columns(self) -> list[Column]:
        return [
            TitleColumn("wo", label=_("Fundstelle"), get_url=edit_url),
            Column("link", label=_("Link"), accessor="ziel.adresse", classname="tote-links__adresse"),
            Column("meldung", label=_("Was zurückkam"), accessor="ziel.meldung"),
            DateColumn("seit", label=_("Seit"), accessor="ziel.seit"),
            Column("redaktion", label=_("Redaktion"), accessor=lambda one: one.redaktion or _("Portal")),
        ]


def edit_url(one: Linkstelle) -> str:
    """Where the link can be changed."""
    if one.page_id is None:
        return reverse("stellen:edit", args=[one.stelle_id])
    return f"{reverse('wagtailadmin_pages:edit', args=[one.page_id])}#block-{one.block}-section"
