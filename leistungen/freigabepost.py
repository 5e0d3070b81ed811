"""Mail to those who may release a text that has been submitted. Wagtail mails the answer to who submitted it."""

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from cms.models import Redaktion
from leistungen.models import FreigabeTask
from leistungen.models.freigabe import authors_of
from leistungen.models.redaktion import bereich_of


class VorlageNotifier(EmailNotificationMixin, Notifier):
    """To the group Freigabe; where it has nobody who may, to those who run the portal, so that somebody is told."""

    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((TaskState,))

    def __call__(self, instance: Any = None, **kwargs: Any) -> bool:
        transaction.on_commit(partial(super().__call__, instance, **kwargs), robust=True)
        return True

    def can_handle(self, instance: TaskState, **kwargs: Any) -> bool:
        return super().can_handle(instance) and isinstance(instance.task.specific, FreigabeTask)

    def get_recipient_users(self, instance: TaskState, **kwargs: Any) -> QuerySet[Any]:
        page = instance.workflow_state.content_object
        bereich = bereich_of(page)
        users = get_user_model().objects.filter(is_active=True)
        if user := kwargs.get("user"):
            users = users.exclude(pk=user.pk)
        if bereich.vier_augen:
            users = users.exclude(pk__in=authors_of(page))
        group = Redaktion.objects.values("freigebende").filter(pk=bereich.redaktion)
        found = users.filter(groups__in=group)
        return found if found.exists() else users.filter(is_superuser=True)

    def get_context(self, instance: TaskState, **kwargs: Any) -> dict[str, Any]:
        page = instance.workflow_state.content_object.specific
        return super().get_context(instance) | {"page": page, "von": instance.workflow_state.requested_by}


def connect() -> None:
    """Start listening; called once when the app is ready."""
    task_submitted.connect(VorlageNotifier(), weak=False, dispatch_uid="leistungen.freigabepost")
