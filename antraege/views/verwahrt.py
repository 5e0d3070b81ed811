"""What was typed is handed back where it cannot be taken now: the draft is not open here, or a token has run out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as plain_failure

from antraege.zugang import comes_from_here
from cms import herkunft

OURS = ("csrfmiddlewaretoken", "aktion")
LONGEST = 2_000_000  # letters that are handed back; more was not typed by anybody


def keep_typed(request: HttpRequest, grund: str, status: int) -> HttpResponse:
    """A page that sends the same again at the press of a button. Only what came from a page of ours is repeated."""
    found = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    if not comes_from_here(request) or sum(len(value) for _, value in found) > LONGEST:
        found = []
    context = {
        "grund": grund,
        "eingaben": found,
        "lesbar": [(name, value) for name, value in found if value and not name.startswith("_")],
        "aktion": request.POST.get("aktion", "weiter"),
        "hat_dateien": bool(request.FILES),
    }
    response = render(request, "antraege/verwahrt.html", context, status=status)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a POST whose token does not fit: its cookie was deleted, or belongs to a newer login."""
    match = request.resolver_match
    if match is None or match.url_name != "antrag":
        return plain_failure(request, reason)
    herkunft.note_uncacheable()
    return keep_typed(request, "token", status=403)
