"""Writing use case: a draft is submitted for release from outside of its form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from leistungen.models import TextPage
from leistungen.services.release import submit
from leistungen.services.zusammensetzen import save_translation, translation_of


@transaction.atomic
def submit_draft(*, page: TextPage, user: Any) -> None:
    """Submit the latest draft of a page; a translation by sentences is put together first."""
    if not page.permissions_for_user(user).can_submit_for_moderation():
        raise PermissionDenied
    if translation := translation_of(page):
        save_translation(translation=translation, user=user, publish=False)
        page = type(page).objects.get(pk=page.pk)
    submit(page=page, user=user)
