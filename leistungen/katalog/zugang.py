"""Who may enter the reading room, and the way to it."""

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.generic import View

from cms import herkunft

RECHT = "leistungen.read_katalog"  # of the group Rat; it opens the reading room and nothing else
VERWALTUNG = "wagtailadmin.access_admin"


def may_read(user: Any) -> bool:
    """The council, and everybody who works at the desk."""
    return user.is_active and (user.has_perm(RECHT) or user.has_perm(VERWALTUNG))


def navigation(user: Any) -> list[tuple[str, str]]:
    """What the header of every page offers to a user: titles and addresses."""
    if not may_read(user):
        return []
    desk = [(_("Verwaltung"), reverse("wagtailadmin_home"))] if user.has_perm(VERWALTUNG) else []
    return [
        (_("Stand des Katalogs"), reverse("katalog")),
        (_("Was sich geändert hat"), reverse("katalog_aenderungen")),
        (_("Zwei Orte vergleichen"), reverse("katalog_vergleich")),
        (_("Lesen und anmerken"), reverse("katalog_lesen")),
        (_("Anmerkungen"), reverse("katalog_anmerkungen")),
        *desk,
    ]


class KatalogZugangMixin(UserPassesTestMixin, View):
    """For views of the reading room; stands first among the bases. What they answer is kept nowhere.

    ``nur_mit_anmeldung`` lets a session that lacks its second factor show it (``cms.konto.middleware``).
    """

    nur_mit_anmeldung = True

    def test_func(self) -> bool:
        return may_read(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        herkunft.note_uncacheable()
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response
