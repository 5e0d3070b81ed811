"""References between contents: the addresses they lead to, and who holds the address of what.

What citizens read is projected with the addresses of the pages and files that editors chose. So whoever refers to a
page or file is projected anew when that is renamed, moved, replaced, unpublished or deleted. Wagtail's reference index
knows who refers to what.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q
from django.db.models.functions import Cast
from django.utils.translation import override
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import extract_attrs

from cms.models import BasePage, Dokument, Verfolgt
from cms.prosa import canonical

_LINK = re.compile(r"<a\b([^>]*)>")
_LEADS_NOWHERE = re.compile(r'<a(?: href="(?:None)?")?>(.*?)</a>', re.S)


def referring(target: Any) -> Iterator[Any]:
    """The live pages and followed objects that hold the address of ``target``.

    A page's address is also that of the pages below it, and which translation a link leads to depends on all of them.
    """
    if isinstance(target, Page):
        same = Q(path__startswith=target.path) | Q(translation_key=target.translation_key)
        ids = Page.objects.filter(same).order_by().values(text=Cast("pk", CharField()))
        found = ReferenceIndex.objects.filter(to_content_type=_content_type(Page), to_object_id__in=ids)
    elif isinstance(target, Dokument):
        found = ReferenceIndex.get_references_to(target)
    else:
        return
    by_type: dict[int, set[str]] = defaultdict(set)
    for content_type, id_ in found.values_list("content_type", "object_id"):
        by_type[content_type].add(id_)
    for content_type, some in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model and issubclass(model, BasePage):
            yield from model.objects.filter(pk__in=some, live=True).exclude(pk=target.pk)
        elif model and issubclass(model, Verfolgt):
            yield from model._default_manager.filter(pk__in=some)


def _content_type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def with_addresses(html: str, sprache: str = "de") -> str:
    """Rich text as citizens get it in a language. A link to what they cannot see becomes plain text."""
    tags = {tag: extract_attrs(tag) for tag in _LINK.findall(html)}
    wanted = {attrs["id"] for attrs in tags.values() if attrs.get("linktype") == "page" and "id" in attrs}
    public = Page.objects.live().public().filter(pk__in=wanted).values_list("pk", flat=True) if wanted else ()
    hidden = wanted - {str(pk) for pk in public}

    def link(found: re.Match[str]) -> str:
        attrs = tags[found[1]]
        return "<a>" if attrs.get("linktype") == "page" and attrs.get("id") in hidden else found[0]

    with override(sprache):
        expanded = expand_db_html(_LINK.sub(link, html))
    return _LEADS_NOWHERE.sub(r"\1", canonical(expanded))


def address(page: Page) -> str:
    """The address of a page; empty if citizens cannot see it."""
    return (page.url or "") if _is_public(page) else ""


def address_without_place(page: Page) -> str:
    """Of a page that is another at each place: its address, behind which the place is put. Empty for others."""
    specific = page.specific
    found = specific.url_ohne_ort if isinstance(specific, BasePage) else ""
    return found if found and _is_public(page) else ""


def _is_public(page: Page) -> bool:
    return page.live and not page.get_view_restrictions().exists()
