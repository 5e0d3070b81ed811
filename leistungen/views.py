"""The page of a Leistung, at a place or without one."""

from django.http import HttpRequest, HttpResponse


def leistung(request: HttpRequest, slug: str, ort: str = "") -> HttpResponse:
    return HttpResponse(slug)
