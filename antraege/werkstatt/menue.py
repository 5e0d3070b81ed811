"""The way to the own forms."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from antraege.models import FormularePage
from cms.permissions import rechte
from leistungen.models import RedaktionPage


class FormulareMenuItem(MenuItem):
    """For those who write for a Redaktion."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rechte(request.user).schreiben)


class FormulareView(View):
    """The forms of the own Redaktion; where there are none yet, its area; with several, to where they part."""

    def get(self, request: HttpRequest) -> HttpResponse:
        redaktionen = rechte(request.user).schreiben
        if not redaktionen:
            raise PermissionDenied
        areas = list(RedaktionPage.objects.filter(redaktion__in=redaktionen, locale__language_code="de")[:2])
        if len(areas) != 1:
            return redirect("wagtailadmin_explore_root")
        found: Page | None = FormularePage.objects.child_of(areas[0]).first()
        return redirect("wagtailadmin_explore", (found or areas[0]).pk)
