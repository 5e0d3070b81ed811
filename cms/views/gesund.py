"""Whether the process lives and whether it can serve. For whoever operates the portal, not for visitors."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def gesund(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing else, so that a slow database doesn't get it killed."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def bereit(request: HttpRequest) -> JsonResponse:
    """Whether each of ``settings.BEREITSCHAFT`` holds: 200 if all do, else 503 with what is missing."""
    results = {name: _holds(name, import_string(path)) for name, path in settings.BEREITSCHAFT.items()}
    ready = all(results.values())
    found = {name: "ok" if holds else "fehlt" for name, holds in results.items()}
    return JsonResponse({"status": "ok" if ready else "nicht bereit", **found}, status=200 if ready else 503)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        # Whatever goes wrong in a check means that the portal can't serve; the reason is for the log.
        logger.exception("Readiness check %s failed.", name)
        return False
