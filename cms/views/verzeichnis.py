"""For search engines: which addresses there are, and which to leave alone."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from cms import herkunft
from cms.models import InhaltPage, StartPage


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /verwaltung/",
        "Disallow: /meldung/",
        "Disallow: /suche/",
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses that ``settings.SITEMAP`` names sources of."""
    urls = [f"{settings.BASE_URL}{url}" for path in settings.SITEMAP for url in import_string(path)()]
    return render(request, "cms/sitemap.xml", {"urls": urls}, content_type="application/xml; charset=utf-8")


def pages() -> Iterable[str]:
    """Start pages and pages of text, in every language they are written in."""
    herkunft.note("seiten")
    for model in (StartPage, InhaltPage):
        for page in model.objects.live().public().filter(alias_of=None).order_by("path"):
            if url := page.url:
                yield url
