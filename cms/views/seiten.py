"""The generic pages by their addresses.

Wagtail finds a page with one query per part of its address and two more for restrictions. The pages that everybody may
read are few and change seldom, so their addresses are remembered; all others go Wagtail's way.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve

from cms.gedaechtnis import remember
from cms.models import BasePage
from cms.sprachen import code_of


@remember("seiten")
def public_pages() -> dict[tuple[str, str], tuple[type[BasePage], int]]:
    """Type and id of each live page without restrictions, by language and address below the start page."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    found: dict[tuple[str, str], tuple[type[BasePage], int]] = {}
    for root in site.root_page.get_translations(inclusive=True).live() if site else ():
        pages = Page.objects.descendant_of(root, inclusive=True).live().public()
        for page in pages.only("pk", "url_path", "content_type"):
            if (model := page.specific_class) and issubclass(model, BasePage):
                found[code_of(root.locale_id), page.url_path.removeprefix(root.url_path)] = model, page.pk
    return found


def seite(request: HttpRequest, path: str) -> HttpResponse:
    """A generic page. One query, and what the page itself asks."""
    model, pk = public_pages().get((get_language() or "", path), (None, 0))
    page = model.objects.filter(pk=pk).first() if model and request.method in {"GET", "HEAD"} else None
    return page.serve(request) if page else serve(request, path)
