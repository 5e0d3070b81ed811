"""Registers with Wagtail what the search brings to the editors' desk."""

from typing import Any

from wagtail import hooks

from search.viewsets import SynonymViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [SynonymViewSet()]
