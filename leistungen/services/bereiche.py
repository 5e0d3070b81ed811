"""Writing use case: the area of the page tree in which a Redaktion writes."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale, Page

from cms.models import Redaktion
from leistungen.models import RedaktionPage

REDAKTEUR = ("add_page", "change_page", "lock_page")
FREIGABE = (*REDAKTEUR, "publish_page", "unlock_page", "bulk_delete_page")


@transaction.atomic
def ensure_bereiche(redaktion: Redaktion) -> dict[str, RedaktionPage]:
    """The area of a Redaktion in every language, with the rights of its groups. Repeatable."""
    german = _bereich(redaktion, "de", None)
    areas = {"de": german}
    for sprache, _name in settings.LANGUAGES:
        if sprache != "de":
            areas[sprache] = _bereich(redaktion, sprache, german)
    for page in areas.values():
        _grant(page, redaktion)
    return areas


def _bereich(redaktion: Redaktion, sprache: str, german: RedaktionPage | None) -> RedaktionPage:
    locale, _created = Locale.objects.get_or_create(language_code=sprache)
    page = RedaktionPage.objects.filter(redaktion=redaktion, locale=locale).first()
    if page is None:
        slug = redaktion.gebiet.slug if german is None else f"{redaktion.gebiet.slug}-{sprache}"
        page = RedaktionPage(title=redaktion.name, slug=slug, redaktion=redaktion, locale=locale)
        if german:
            page.translation_key = german.translation_key
        Page.get_first_root_node().add_child(instance=page)
    return page


def _grant(page: RedaktionPage, redaktion: Redaktion) -> None:
    for group, codenames in ((redaktion.redakteure, REDAKTEUR), (redaktion.freigebende, FREIGABE)):
        for codename in codenames:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
