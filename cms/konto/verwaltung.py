"""In the editors' desk: those who run the portal take a lost second factor from a colleague."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.konto.zuruecksetzen import reset_second_factor


@require_http_methods(["GET", "HEAD", "POST"])
def zweiter_faktor_zuruecksetzen(request: HttpRequest, user_id: int) -> HttpResponse:
    if not (request.user.is_authenticated and request.user.is_superuser):
        raise PermissionDenied
    konto = get_object_or_404(get_user_model(), pk=user_id)
    if request.method == "POST":
        reset_second_factor(user=konto, by=request.user)
        messages.success(
            request,
            _("%(name)s richtet beim nächsten Anmelden einen neuen zweiten Faktor ein.")
            % {"name": konto.get_username()},
        )
        return redirect("wagtailusers_users:index")
    context = {"konto": konto, "page_title": _("Zweiten Faktor zurücksetzen"), "header_icon": "lock"}
    return TemplateResponse(request, "verwaltung/zweiter_faktor_zuruecksetzen.html", context)
