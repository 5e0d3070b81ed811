"""What happens to a page whose workflow has ended well (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

Wagtail loads this together with its own models, so it knows none.
"""

from typing import Any


def publish_released(workflow_state: Any, user: Any = None) -> None:
    """Publish the latest revision. What our task let through needs no right to publish at once."""
    task = workflow_state.current_task_state.task.specific
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=getattr(task, "has_released", False))
