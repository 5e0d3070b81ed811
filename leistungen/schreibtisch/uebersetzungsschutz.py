"""wagtail-localize's screens for text pages: the same addresses, without the ways that would spoil a translation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import convert, edit_translation

from cms.services.uebersetzen import gaps
from leistungen.models import TextPage
from leistungen.services.zusammensetzen import assemble, renew_source, save_translation, translation_of


def take_over(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the translation screen of a page opens or publishes it."""
    text = page.specific
    if not isinstance(text, TextPage) or (translation := translation_of(text)) is None:
        return None
    renew_source(translation)
    if request.method != "POST":
        return None
    if request.POST.get("action") == "publish":
        return _publish(request, text, translation)
    if {"localize-restart-translation", "localize-convert-to-alias"}.isdisjoint(request.POST):
        return None
    return _refuse(request, text)


def _publish(request: HttpRequest, page: TextPage, translation: Translation) -> HttpResponse:
    """Whoever may not publish submits it for release."""
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if save_translation(translation=translation, user=request.user, publish=True):
        messages.success(request, _("Die Übersetzung ist veröffentlicht."))
    else:
        messages.info(request, _("Die Übersetzung wartet auf Freigabe."))
    if missing := gaps(page):
        text = ngettext(
            "Ein Text ist noch nicht übersetzt. Sein Abschnitt erscheint auf Deutsch.",
            "%(n)d Texte sind noch nicht übersetzt. Ihre Abschnitte erscheinen auf Deutsch.",
            missing,
        )
        messages.warning(request, text % {"n": missing})
    return redirect(request.path)


def preview(request: HttpRequest, translation_id: int, mode: str | None = None) -> Any:
    """As it would be published: what is not translated yet is read in German."""
    translation, page = _text(translation_id)
    if page is None:
        return edit_translation.preview_translation(request, translation_id, mode)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    response = assemble(translation).make_preview_request(request, mode or page.default_preview_mode)
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """A page that goes on without segments would have two sources of its words."""
    _translation, page = _text(translation_id)
    return _refuse(request, page) if page else edit_translation.stop_translation(request, translation_id)


def to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would show the German text under the address of the translation."""
    page = get_object_or_404(Page, pk=page_id).specific
    return _refuse(request, page) if isinstance(page, TextPage) else convert.convert_to_alias(request, page_id)


def _text(translation_id: int) -> tuple[Translation, TextPage | None]:
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    return translation, page if isinstance(page, TextPage) else None


def _refuse(request: HttpRequest, page: TextPage) -> HttpResponse:
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(request, _("Das geht hier nicht: Der Text würde dann auf Deutsch erscheinen."))
    return redirect("wagtailadmin_pages:edit", page.pk)
