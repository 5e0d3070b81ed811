"""How often one address may make the portal search anew in a minute. What the page cache answers costs nothing and is
not counted.

Generous, because a library, a school or a whole authority may stand behind one address. Of the address only a keyed
digest is remembered, for two minutes.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from time import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FENSTER = 60  # seconds

View = Callable[..., HttpResponse]


def limited(what: str, times: int = 1) -> Callable[[View], View]:
    """Answers 429 with the time to wait where an address asks far too much: ``times`` as often as it may search."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _count(request, what) <= times * settings.SUCHEN_JE_MINUTE:
                return view(request, *args, **kwargs)
            response = render(request, "search/zu_viele.html", status=429)
            response["Retry-After"] = str(FENSTER)
            return response

        return limited_view

    return decorate


def _count(request: HttpRequest, what: str) -> int:
    address = get_adapter().get_client_ip(request) or ""
    digest = blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=8).hexdigest()
    key = f"{what}:{digest}:{int(time()) // FENSTER}"
    cache.add(key, 0, 2 * FENSTER)
    try:
        return cache.incr(key)
    except ValueError:  # dropped by a full cache a moment ago
        return 1
