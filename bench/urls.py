"""The portal's addresses, and the yardsticks beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import cache_page
from wagtail.views import serve

from cms.urls import urlpatterns as portal

BODY = "<!DOCTYPE html><title>Maß</title>" + "<p>Für diese Leistung brauchen Sie einen Ausweis.</p>" * 400


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [
    path("mass/nackt/", plain),
    path("mass/cache/", cache_page(600)(plain)),
    path("mass/bloecke/", serve, {"path": "bloecke/"}),
    *portal,
]
