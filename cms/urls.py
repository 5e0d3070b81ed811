"""Wiring by strings only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("verwaltung/", include("wagtail.admin.urls")),
    path("dokumente/", include("wagtail.documents.urls")),
    *i18n_patterns(
        path("", include("leistungen.urls")),
        path("", include("wagtail.urls")),
        prefix_default_language=False,
    ),
]
