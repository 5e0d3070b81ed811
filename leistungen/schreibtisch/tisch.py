"""What the screens of the desk have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.permissions import rechte
from leistungen.vergleich import NEU, WEG, Zeile, paragraphs


class TischView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who write, with the way back to the desk's first page."""

    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self, user: Any) -> bool:
        return bool(rechte(user).schreiben)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"breadcrumbs_items": breadcrumbs(self.get_page_title())}

    @property
    def redaktionen(self) -> list[int]:
        """The own Redaktionen."""
        return list(rechte(self.request.user).schreiben)


def breadcrumbs(label: Any) -> list[dict[str, Any]]:
    """From the desk's first page to this one."""
    return [{"url": reverse("wagtailadmin_home"), "label": _("Übersicht")}, {"url": "", "label": label}]


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
