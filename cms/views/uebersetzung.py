"""Starting and renewing a translation is for those who may edit the page; wagtail-localize asks for a right on all."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.models import Page
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitTranslationView,
    TranslationComponentManager,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.services.uebersetzen import begin_freely
from cms.sprachen import FREI


class SeiteUebersetzenView(SubmitPageTranslationView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        _check(request, self.object)
        self.components = TranslationComponentManager.from_request(request, source_object_instance=self.object)
        return super(SubmitTranslationView, self).dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """A language that is written freely gets a page of its own, not a translation sentence by sentence."""
        locales = form.cleaned_data["locales"]
        free = locales.filter(language_code__in=FREI)
        pages = [
            begin_freely(page=self.object, sprache=locale.language_code, user=self.request.user) for locale in free
        ]
        form.cleaned_data["locales"] = others = locales.exclude(language_code__in=FREI)
        if others:
            return super().form_valid(form)
        return redirect(self.get_success_url() or self.get_default_success_url(pages[0]))


class UebersetzungErneuernView(UpdateTranslationsView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        page = self.object.get_source_instance()
        _check(request, page, publish=bool(request.POST.get("publish_translations")))
        self.components = TranslationComponentManager.from_request(request, source_object_instance=self.object)
        return super(UpdateTranslationsView, self).dispatch(request, *args, **kwargs)


def _check(request: HttpRequest, page: Any, *, publish: bool = False) -> None:
    if not isinstance(page, Page):
        raise PermissionDenied
    may = page.permissions_for_user(request.user)
    if not may.can_edit() or (publish and not may.can_publish()):
        raise PermissionDenied
