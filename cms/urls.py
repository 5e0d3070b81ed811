"""Wiring by strings only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from cms.views import darstellung

urlpatterns = [
    path("verwaltung/", include("wagtail.admin.urls")),
    path("dokumente/", include("wagtail.documents.urls")),
    path("darstellung.css", darstellung.darstellung_css, name="darstellung_css"),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("leistungen.urls")),
        path("", include("wagtail.urls")),
        prefix_default_language=False,
    ),
]
