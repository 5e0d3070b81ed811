"""Writing use case: what was published last is taken back; citizens read the version before it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from leistungen.models import TextPage, Textstand
from leistungen.services.release import submit

ZURUECK = "leistungen.zurueck"  # log action: the version before the last one was brought back


class NichtMoeglichError(Exception):
    """Something newer would be lost, or there is no version before."""


def previous(page: TextPage) -> Revision | None:
    """The version that was live before the one that is, if it said something else."""
    stand = Textstand.objects.select_related("vorige").filter(pk=page.pk, revision=page.live_revision_id).first()
    return stand.vorige if stand else None


def may_undo(page: TextPage) -> bool:
    """Whether going back would hide nothing: no draft, nothing that waits for release or for its day."""
    return not (page.has_unpublished_changes or page.workflow_in_progress or page.scheduled_revision)


@transaction.atomic
def undo(*, page: TextPage, gesehen: int, user: Any) -> bool:
    """Bring back the version before, as a new one; who may not publish submits it. Returns whether it is live.

    ``gesehen`` is the id of the version that the user wants back. Raises ``NichtMoeglichError`` if that is no longer
    the one before, or if something newer would be lost.
    """
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    before = previous(page)
    if before is None or before.pk != gesehen or not may_undo(page):
        raise NichtMoeglichError
    old: Any = before.as_object()
    page.module = old.module
    may_publish = page.permissions_for_user(user).can_publish()
    revision = page.save_revision(user=user, log_action=False, clean=False)
    data = {"revision": {"id": before.pk, "created": before.created_at.isoformat()}}
    log(instance=page, action=ZURUECK, user=user, revision=revision, content_changed=True, data=data)
    if may_publish:
        revision.publish(user=user, previous_revision=before)
    else:
        submit(page=type(page).objects.get(pk=page.pk), user=user)
    return may_publish
