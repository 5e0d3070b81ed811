"""Release: the task that a submitted text waits in, who wrote the text, and what that forbids."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractPage,
    Page,
    PageLogEntry,
    PagePermissionTester,
    Revision,
    Task,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from cms.permissions import rechte
from leistungen.freigaberegel import may_publish_at_once, may_release
from leistungen.models.redaktion import bereich_of, bereiche, lies_in

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")  # log actions with the revision that went public


class FreigabeTask(Task):
    """A submitted text waits until somebody of the Redaktion's group Freigabe releases it or gives it back.

    One task serves all Redaktionen: whose text it is, its place in the page tree says.
    """

    has_released = True  # ``leistungen.veroeffentlichen`` publishes what it approved

    class Meta:
        verbose_name = _("Freigabe durch die Redaktion")
        verbose_name_plural = _("Freigaben durch die Redaktion")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Die Gruppe Freigabe der Redaktion gibt den Text frei oder zurück."))

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        if not may_give_back(obj, user):
            return []
        actions: list[tuple[str, Any, bool]] = [("reject", _("Zurückgeben"), True)]
        return [*actions, ("approve", _("Freigeben"), False)] if may_approve(obj, user) else actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Asks again who may: whoever has just changed the text in the same request is one of its authors by now.

        The state keeps which revision was answered, since what waits may have been changed after it was submitted.
        """
        page = task_state.workflow_state.content_object
        if action_name not in {name for name, _label, _modal in self.get_actions(page, user)}:
            raise PermissionDenied
        task_state.revision = page.get_latest_revision()
        super().on_action(task_state, user, action_name, **kwargs)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """What waits is not changed by those who wrote it; they take it back first."""
        return not may_give_back(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        mine = waiting_states().filter(seite__in=waiting_for(user).values("pk"))
        return TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__in=mine)


def waiting_states(*status: str) -> QuerySet[WorkflowState]:
    """The workflows that pages are in, each with the id of its page as ``seite``; by default those in progress."""
    found = WorkflowState.objects.filter(
        status__in=status or [WorkflowState.STATUS_IN_PROGRESS], base_content_type=get_default_page_content_type()
    )
    return found.annotate(seite=Cast("object_id", models.BigIntegerField()))


def is_waiting(page: str) -> Q:
    """Whether something of a page (the name of its id) waits for release, or for the day on which it appears."""
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    scheduled = scheduled.annotate(seite=Cast("object_id", models.BigIntegerField()))
    return Exists(waiting_states().filter(seite=OuterRef(page))) | Exists(scheduled.filter(seite=OuterRef(page)))


def released_at(page: AbstractPage) -> datetime | None:
    """When somebody else than who submitted it released what is live; ``None`` if nobody has."""
    states = TaskState.objects.filter(
        task__in=FreigabeTask.objects.all(),
        status=TaskState.STATUS_APPROVED,
        revision=page.live_revision_id,
        revision__created_at__lte=F("finished_at"),
    ).exclude(finished_by=F("workflow_state__requested_by"))
    return states.order_by("-finished_at").values_list("finished_at", flat=True).first()


def waiting_for(user: Any) -> QuerySet[Page]:
    """The texts that wait for a user to release them: of the own Redaktionen, submitted by somebody else."""
    states = waiting_states().filter(workflow__workflow_tasks__task__in=FreigabeTask.objects.all())
    found = Page.objects.filter(pk__in=states.exclude(requested_by=user).values("seite"))
    return found if user.is_superuser else found.filter(lies_in(rechte(user).freigeben))


class TextPermissionTester(PagePermissionTester):
    """Where a Redaktion wants four eyes, nobody publishes at once; not even a superuser."""

    def can_publish(self) -> bool:
        return may_publish_at_once(freigebend=super().can_publish(), vier_augen=bereich_of(self.page).vier_augen)

    def can_unschedule(self) -> bool:
        return bool(super().can_publish())

    def can_copy_to(self, destination: AbstractPage, recursive: bool = False) -> bool:
        """A text belongs to one Leistung and Redaktion; a copy would come in live with nobody having looked."""
        return False

    def can_move_to(self, destination: AbstractPage) -> bool:
        return bool(super().can_move_to(destination)) and not comes_in_unseen(self.page, destination)


def comes_in_unseen(page: AbstractPage, destination: AbstractPage) -> bool:
    """Whether citizens would read there, now or on its day, what nobody of that Redaktion released."""
    area = bereiche().get(destination.path)
    return bool(area and area.vier_augen and (page.live or page.scheduled_revision))


def may_give_back(page: AbstractPage, user: Any) -> bool:
    """Whether a user looks after what waits for release there."""
    return bereich_of(page).redaktion in rechte(user).freigeben


def may_approve(page: AbstractPage, user: Any) -> bool:
    """Whether a user may release what waits there."""
    bereich = bereich_of(page)
    return may_release(
        user.pk,
        freigebend=bereich.redaktion in rechte(user).freigeben,
        vier_augen=bereich.vier_augen,
        urheber=authors_of(page) if bereich.vier_augen else (),
    )


def authors_of(page: AbstractPage) -> set[int]:
    """Who wrote a revision of the page since it was last made public; all who did if it has moved here since.

    By number, and by time: autosave overwrites the revision of its session, which may be the one that is live.
    """
    revisions = Revision.page_revisions.filter(object_id=str(page.pk), user__isnull=False)
    stand = Page.objects.values("live_revision_id", "last_published_at").get(pk=page.pk)
    released = stand["live_revision_id"] or _last_published(page)
    if released:
        revisions = revisions.filter(Q(pk__gt=released) | Q(created_at__gt=stand["last_published_at"]))
    return set(revisions.values_list("user", flat=True))


def _last_published(page: AbstractPage) -> int | None:
    """The revision that was live before the page was taken off, unless another Redaktion had published it."""
    own = PageLogEntry.objects.filter(page=page.pk)
    entries = own.filter(action__in=PUBLISHED, revision__isnull=False)
    if moved := own.filter(action="wagtail.move").order_by("-timestamp").values_list("timestamp", flat=True).first():
        entries = entries.filter(timestamp__gt=moved)
    return entries.order_by("-timestamp", "-pk").values_list("revision", flat=True).first()
