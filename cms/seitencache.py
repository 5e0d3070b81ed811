"""Full-page cache of anonymous answers, as the first of all middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms import herkunft


class SeitencacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with herkunft.collect():
            return self.get_response(request)
