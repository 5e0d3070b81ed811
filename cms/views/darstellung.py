"""The municipality's colours as a style sheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from cms import auftritt, herkunft

EIN_JAHR = 365 * 24 * 3600


@cache_control(public=True, max_age=EIN_JAHR, immutable=True)
def darstellung_css(request: HttpRequest) -> HttpResponse:
    """Custom properties that the theme builds on. The address carries a version, so browsers may keep it."""
    herkunft.note("darstellung")
    farben = auftritt.darstellung()
    css = f"html[data-kern-theme] {{ --portal-farbe: {farben.farbe}; --portal-flaeche: {farben.farbe_flaeche}; }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")
