"""Small middleware of the house: language by address alone, and security headers on every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class SpracheMiddleware(LocaleMiddleware):
    """The language is in the address (none: German), whatever the browser asks for."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        vary = [name.strip() for name in response.get("Vary", "").split(",")]
        kept = [name for name in vary if name and name.lower() != "accept-language"]
        if kept:
            response["Vary"] = ", ".join(kept)
        elif "Vary" in response:
            del response["Vary"]
        return response


class SicherheitMiddleware:
    """Headers that Django does not set itself."""

    HEADERS = {
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.setdefault(name, value)
        return response


class VerwaltungMiddleware:
    """The strictest Content-Security-Policy that the admin works under.

    Wagtail's choosers and modals bring scripts and styles inside of their markup, without a nonce; everything still
    comes from the own site. An answer that has a policy, such as a preview of a public page, keeps it.
    """

    PREFIX = "/verwaltung/"
    POLICY = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline'",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(self.PREFIX):
            response.setdefault("Content-Security-Policy", self.POLICY)
        return response
