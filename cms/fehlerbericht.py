"""What is mailed to those who run the portal when a page fails (``ADMINS``), and nothing of what a visitor sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import ExceptionReporter


class Fehlerbericht(ExceptionReporter):
    """Kind of error and place in the code. Forms, files, cookies and variables are seen only while developing."""

    def __init__(self, request: HttpRequest | None, *args: Any, **kwargs: Any):
        super().__init__(request if settings.DEBUG else None, *args, **kwargs)

    def get_traceback_frames(self) -> list[dict[str, Any]]:
        frames: list[dict[str, Any]] = super().get_traceback_frames()
        return frames if settings.DEBUG else [frame | {"vars": []} for frame in frames]
