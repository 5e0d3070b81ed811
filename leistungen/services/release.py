"""Writing use case: a text is submitted for release, released, given back; Wagtail's workflow lies underneath."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from leistungen.models import TextPage
from leistungen.services.texte import set_module
from leistungen.vorpruefung import stops


class AndersAlsGesehenError(Exception):
    """The text is no longer the one that was looked at, or no longer waits."""


class LueckenError(Exception):
    """The text lacks what every text must say, or a field of it is filled in wrongly."""

    def __init__(self, meldungen: list[str]):
        super().__init__("; ".join(meldungen))


@transaction.atomic
def submit(*, page: TextPage, user: Any) -> None:
    """Let the latest draft of a page wait for release; nothing happens if it does already."""
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            raise PermissionDenied
        workflow.start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)


def stand_of(page: TextPage) -> str:
    """Names the draft that waits, as it now reads: autosave overwrites a revision, with a new time."""
    revision = page.get_latest_revision()
    return f"{revision.pk}@{revision.created_at.timestamp()}"


@transaction.atomic
def release(*, page: TextPage, user: Any, gesehen: str) -> None:
    """Publish what waits, or schedule it if it names a day.

    ``gesehen`` is the ``stand_of`` what the user looked at. Raises ``AndersAlsGesehenError``, ``LueckenError``, and
    ``PermissionDenied`` for an author where four eyes are wanted.
    """
    page = _locked(page)
    task_state = _waiting(page, gesehen)
    draft = page.get_latest_revision_as_object()
    missing = [befund.meldung for befund in stops(draft.vorpruefung(draft.module))]
    if missing := [*missing, *wrong_fields(draft)]:
        raise LueckenError(missing)
    task_state.task.specific.on_action(task_state, user, "approve")


@transaction.atomic
def give_back(*, page: TextPage, user: Any, wort: str, gesehen: str) -> None:
    """Send what waits back to its author, with a word why."""
    task_state = _waiting(_locked(page), gesehen)
    task_state.task.specific.on_action(task_state, user, "reject", comment=wort)


def wrong_fields(draft: TextPage) -> list[str]:
    """What keeps the fields of a draft from being published; only the form has seen to that so far."""
    try:
        set_module(draft, [dict(block) for block in draft.module.raw_data])
    except ValidationError as error:
        return list(error.messages)
    return []


def _locked(page: TextPage) -> TextPage:
    """The page as it is now; whoever saves a version of it meanwhile waits until the answer is written."""
    return type(page).objects.select_for_update().get(pk=page.pk)


def _waiting(page: TextPage, gesehen: str) -> TaskState:
    task_state = page.current_workflow_task_state
    if task_state is None or task_state.status != TaskState.STATUS_IN_PROGRESS or stand_of(page) != gesehen:
        raise AndersAlsGesehenError
    return task_state
