"""What the screens of the desk have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.permissions import rechte
from leistungen.models import TextPage
from leistungen.vergleich import NEU, WEG, Zeile, paragraphs


class TischView(UserPassesTestMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who write, with the way back to the desk's first page."""

    def test_func(self) -> bool:
        return bool(self.redaktionen)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = (reverse("wagtailadmin_home"), _("Übersicht"))
        return [{"url": url, "label": label} for url, label in (home, *self.steps())]

    def steps(self) -> list[tuple[str, Any]]:
        """Addresses and names from the desk's first page to this one."""
        return [("", self.get_page_title())]

    @property
    def redaktionen(self) -> list[int]:
        """The own Redaktionen."""
        return list(rechte(self.request.user).schreiben)


class TextView(TischView):
    """A screen about one text, for those who may change it."""

    @cached_property
    def text(self) -> TextPage:
        found = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        if not isinstance(found, TextPage):
            raise Http404
        return found

    def test_func(self) -> bool:
        return bool(self.text.permissions_for_user(self.request.user).can_edit())


@dataclass(frozen=True, slots=True)
class Gegenueberstellung:
    """Two wordings as a screen shows them side by side."""

    vergleich: list[Zeile]

    @property
    def damals(self) -> list[list[Zeile]]:
        """Without what came, by paragraph."""
        return _without(NEU, self.vergleich)

    @property
    def jetzt(self) -> list[list[Zeile]]:
        """Without what went, by paragraph."""
        return _without(WEG, self.vergleich)


def _without(art: Any, zeilen: Iterable[Zeile]) -> list[list[Zeile]]:
    return paragraphs(zeile for zeile in zeilen if zeile.art != art)
