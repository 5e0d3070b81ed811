"""Wiring by strings only."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve

from cms.views import darstellung, gesund, meldung, orte, seiten, verzeichnis

ANMELDEN = RedirectView.as_view(pattern_name="account_login", query_string=True)
PASSWORT_VERGESSEN = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("verwaltung/login/", ANMELDEN),
    re_path(r"^verwaltung/password_reset/", PASSWORT_VERGESSEN),
    path("konto/oidc/", include("cms.konto.oidc_urls")),
    path("verwaltung/", include("wagtail.admin.urls")),
    path("dokumente/", include("wagtail.documents.urls")),
    # Renditions only: documents may be restricted and go through Wagtail's own view.
    path("medien/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}, name="bild"),
    path("darstellung.css", darstellung.darstellung_css, name="darstellung_css"),
    path("gesund/", gesund.gesund, name="gesund"),
    path("bereit/", gesund.bereit, name="bereit"),
    path("robots.txt", verzeichnis.robots, name="robots"),
    path("sitemap.xml", verzeichnis.sitemap, name="sitemap"),
    *i18n_patterns(
        path("konto/", include("cms.konto.urls")),
        path("_util/login/", ANMELDEN),
        path("meldung/", meldung.meldung, name="meldung"),
        path("meldung/feld/<slug:name>/", meldung.feld, name="meldung_feld"),
        path("meldung/danke/", meldung.danke, name="meldung_danke"),
        path("orte/", orte.orte, name="orte"),
        path("orte/merken/", orte.ort_merken, name="ort_merken"),
        path("", include("search.urls")),
        path("", include("antraege.urls")),
        path("", include("leistungen.urls")),
        re_path(r"^(?!_util/)((?:[\w-]+/)*)$", seiten.seite, name="seite"),
        path("", include("wagtail.urls")),
        prefix_default_language=False,
    ),
]
