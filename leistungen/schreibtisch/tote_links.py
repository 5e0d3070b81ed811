"""Links that lead nowhere, and where they stand."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from cms.permissions import rechte
from leistungen import linkstellen
from leistungen.models import Linkstelle
from leistungen.models.linkziel import LinkstelleQuerySet
from leistungen.schreibtisch.listen import ListeView

PORTAL = "cms.change_darstellung"  # who keeps the pages of the portal itself


def may_see(user: Any) -> bool:
    """Whether the list concerns a user."""
    return bool(rechte(user).schreiben) or user.has_perm(PORTAL)


def dead_links_of(user: Any) -> LinkstelleQuerySet:
    """Those a user can mend."""
    linkstellen.current()
    own = Q(redaktion__in=rechte(user).schreiben)
    return Linkstelle.objects.dead().filter(own | Q(redaktion=None) if user.has_perm(PORTAL) else own)


class ToteLinksView(ListeView):
    page_title = _("Tote Links")
    header_icon = "link"
    einleitung = _("Diese Links führen nirgendwohin. Öffnen Sie die Fundstelle und ändern oder löschen Sie den Link.")
    leer = _("Kein Link führt ins Leere.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        return super(ListeView, self).dispatch(request, *args, **kwargs)

    def rows(self) -> LinkstelleQuerySet:
        found = dead_links_of(self.request.user).select_related("ziel", "page", "stelle", "redaktion")
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
