"""What every template of the portal knows."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext

from cms import auftritt, herkunft
from cms.auftritt import Hinweis, Logo, Verweis
from cms.models import Darstellung
from cms.orte import Ort
from cms.ortswahl import ort_from
from cms.sprachen import Sprachwahl, language_links, start_url, translations


def portal(request: HttpRequest) -> dict[str, Any]:
    return {"portal": Portal(request)}


class Portal:
    """Everything around a page's content. Computed when a template asks, from what the process remembers."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.base_url = settings.BASE_URL

    @cached_property
    def sprache(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def sprachen(self) -> list[Sprachwahl]:
        herkunft.note("seiten")
        return language_links(
            sprache=self.sprache,
            path=self.request.path,
            query=self.request.META.get("QUERY_STRING", ""),
            page_id=self._seite.pk if self._seite else None,
            nur=getattr(self.request, "uebersetzungen", None),
        )

    @cached_property
    def kanonisch(self) -> str:
        """The one address of the present page, without parameters."""
        known = translations(self._seite.pk).get(self._seite.inhalt_sprache) if self._seite else None
        return self.base_url + (known or self.request.path)

    @cached_property
    def _seite(self) -> Any:
        """The Wagtail page being shown, if it is one (``BasePage.get_context`` says so)."""
        return getattr(self.request, "seite", None)

    @cached_property
    def darstellung(self) -> Darstellung:
        herkunft.note("darstellung", "bild")
        return auftritt.darstellung()

    @cached_property
    def logo(self) -> Logo | None:
        herkunft.note("darstellung", "bild")
        return auftritt.logo()

    @cached_property
    def farben_url(self) -> str:
        """The address of the municipality's colours; it changes with them, so browsers may keep the answer."""
        return f"{reverse('darstellung_css')}?v={auftritt.farben_version(self.darstellung)}"

    @cached_property
    def hinweis(self) -> Hinweis | None:
        """The notice on all pages."""
        herkunft.note("darstellung")
        return auftritt.notice(self.sprache)

    @cached_property
    def fuss(self) -> tuple[Verweis, ...]:
        herkunft.note("seiten")
        return auftritt.fuss(self.sprache)

    @cached_property
    def ort(self) -> Ort | None:
        """The place in the address, else the remembered one."""
        return ort_from(self.request).ort

    @cached_property
    def start_url(self) -> str:
        return start_url(self.sprache)

    @cached_property
    def suche_url(self) -> str:
        return reverse("suche")

    @cached_property
    def meldung_url(self) -> str:
        return reverse("meldung")

    @cached_property
    def angemeldet(self) -> tuple[Verweis, ...]:
        """Where somebody who is logged in may go from every page.

        Who has no session is not asked: the answer would be kept from others.
        """
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES or not hasattr(self.request, "user"):
            return ()
        path = self.request.path
        found = (one for path_ in settings.ANGEMELDET for one in import_string(path_)(self.request.user))
        return tuple(Verweis(title, url, self.sprache, path == url, path == url) for title, url in found)

    @cached_property
    def navigation(self) -> tuple[Verweis, ...]:
        """Start page, A–Z, search; the place is kept."""
        ort = f"?ort={self.ort.slug}" if self.ort else ""
        entries = [
            (gettext("Startseite"), self.start_url, ""),
            (gettext("Leistungen A–Z"), reverse("leistungen"), ort),
            (gettext("Suche"), self.suche_url, ort),
        ]
        path = self.request.path
        return tuple(
            Verweis(
                title,
                url + query,
                self.sprache,
                path == url or (url != self.start_url and path.startswith(url)),
                path == url,
            )
            for title, url, query in entries
        )
