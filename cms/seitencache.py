"""Full-page cache of anonymous answers, as the first of all middleware.

Each answer carries the tags of what it was made from and the instant until which it is true (``cms.herkunft``). Every
request first brings the process in line with the journal, so nothing is served that is older than the journal.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.module_loading import import_string

from cms import gedaechtnis, herkunft
from cms.abgleich import Abgleich
from cms.herkunft import Herkunft
from cms.orte import verzeichnis
from cms.ortswahl import COOKIE as ORT_COOKIE
from cms.seitenspeicher import Seite, Seitenspeicher

UNVERFOLGT = (settings.STATIC_URL, "/gesund/", "/bereit/")  # made from nothing that the journal follows
PRIVAT = ("/verwaltung/", "/dokumente/")
LONGEST_QUERY = 500
HTMX = ("HTTP_HX_REQUEST", "HTTP_HX_BOOSTED", "HTTP_HX_TARGET")
VARY = "Accept, Cookie, HX-Request"
KEYED = frozenset({"accept", "hx-request"})  # an answer that says it depends on more than the key holds is not kept

speicher = Seitenspeicher(settings.SEITENCACHE_MB * 2**20)
abgleich = Abgleich(gedaechtnis.forget, speicher.drop)


class SeitencacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.treffer = {tag: import_string(path) for tag, path in settings.SEITENCACHE_TREFFER.items()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNVERFOLGT):
            return self.get_response(request)
        nummer = abgleich.catch_up()
        key = key_of(request)
        if key is not None:
            seite = speicher.get(key)
            if seite is not None and seite.is_true_at(timezone.now()):
                self._tell(request, seite)
                return answer(request, seite)
        return self._make(request, key, nummer)

    def _tell(self, request: HttpRequest, seite: Seite) -> None:
        """An app that counts what is asked for hears of answers it did not have to make."""
        for tag, hook in self.treffer.items():
            if tag in seite.tags:
                hook(request)

    def _make(self, request: HttpRequest, key: Hashable | None, nummer: int) -> HttpResponse:
        uhr = speicher.uhr
        with herkunft.collect(nummer) as source:
            response = self.get_response(request)
        if key is None or not may_be_shared(response, source):
            response.setdefault("Cache-Control", "private, no-cache")
            return response
        response.setdefault("Cache-Control", "no-cache")
        response["Vary"] = VARY
        response["ETag"] = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
        seite = Seite(
            body=response.content,
            headers=tuple(response.items()),
            etag=response["ETag"],
            tags=frozenset(source.tags),
            gueltig_bis=source.gueltig_bis,
        )
        # An index that has not yet followed the journal answers from an older catalogue.
        if request.method == "GET" and (source.stand is None or source.stand >= nummer):
            speicher.put(key, seite, uhr)
        return response if request.method == "GET" and not _has(request, seite) else answer(request, seite)


def key_of(request: HttpRequest) -> Hashable | None:
    """What tells anonymous answers apart; ``None`` if the answer is for this visitor only."""
    meta = request.META
    if request.method not in {"GET", "HEAD"} or request.path_info.startswith(PRIVAT) or "HTTP_AUTHORIZATION" in meta:
        return None
    query = meta.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return None
    ort = ""
    if "HTTP_COOKIE" in meta:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
            return None
        ort = request.COOKIES.get(ORT_COOKIE, "")
        ort = ort if ort in verzeichnis().by_slug else ""  # an invented one would be a key of its own
    htmx = tuple(meta.get(name) for name in HTMX) if "HTTP_HX_REQUEST" in meta else None
    accept = accepted(meta.get("HTTP_ACCEPT", "*/*"))
    return request.is_secure(), meta.get("HTTP_HOST"), request.path_info, query, accept, htmx, ort


@lru_cache(maxsize=256)
def accepted(header: str) -> tuple[str | bool | None, ...]:
    """All that a view that offers HTML and JSON can learn from ``Accept``, whichever way it asks."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = header
    kinds = ["text/html", "application/json"]
    preferred = request.get_preferred_type(kinds), request.get_preferred_type(kinds[::-1])
    return *preferred, *(request.accepts(kind) for kind in kinds), "json" in header.lower()


def may_be_shared(response: Any, source: Herkunft) -> bool:
    """Whether others may get the same answer. One without tags says nothing of its sources and is not kept."""
    if response.status_code != 200 or response.streaming or response.cookies or not source.cacheable:
        return False
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    control = response.get("Cache-Control", "")
    return bool(source.tags) and vary <= KEYED and "no-store" not in control and "private" not in control


def answer(request: HttpRequest, seite: Seite) -> HttpResponse:
    """The stored answer; "not modified" if the browser has it; without a body if only the head was asked for."""
    if _has(request, seite):
        response: HttpResponse = HttpResponseNotModified()
        left_out = {"Content-Type", "Content-Length"}
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else seite.body)
        left_out = set()
    for name, value in seite.headers:
        if name not in left_out:
            response.headers[name] = value
    return response


def _has(request: HttpRequest, seite: Seite) -> bool:
    """Whether ``If-None-Match`` names the answer; a proxy that compresses makes the tag weak (RFC 9110, 13.1.2)."""
    wanted = request.META.get("HTTP_IF_NONE_MATCH")
    if not wanted:
        return False
    found = parse_etags(wanted)
    return found == ["*"] or seite.etag in {one.removeprefix("W/") for one in found}
