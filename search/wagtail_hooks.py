"""Registers with Wagtail what the search brings to the editors' desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from search.schreibtisch.ausweichen import Stoerungstafel, present_failure
from search.schreibtisch.uebersicht import SucheView, may_see
from search.schreibtisch.waehlen import ort_ziel, stelle_ziel
from search.viewsets import SucheViewSetGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [SucheViewSetGroup(), stelle_ziel, ort_ziel]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("suche/", SucheView.as_view(), name="was_gesucht_wird")]


@hooks.register("construct_homepage_panels", order=2000)
def tell_of_failure(request: HttpRequest, panels: list[Any]) -> None:
    if may_see(request.user) and (found := present_failure()):
        panels.insert(0, Stoerungstafel(found))
