"""Pages that a signed link leads to, for people without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms import herkunft


def secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nobody but who was sent the link is to find the page or keep what it shows."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        herkunft.note_uncacheable()
        request.geheime_adresse = True  # type: ignore[attr-defined]  # no message of a visitor names it
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded
