"""Starting and renewing a translation is for those who may edit the page; wagtail-localize asks for a right on all.

What would put German into a translated page, or take a translation away, is closed (docs/sprachen.md).
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitTranslationView,
    TranslationComponentManager,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.services.uebersetzen import begin_by_strings, begin_freely, gaps
from cms.sprachen import FREI, sprachnamen


class SeiteUebersetzenView(SubmitPageTranslationView):
    """One page at a time: a subtree would be saved with what is translated already, gaps filled with German."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        _check(request, self.object)
        self.components = TranslationComponentManager.from_request(request, source_object_instance=self.object)
        return super(SubmitTranslationView, self).dispatch(request, *args, **kwargs)

    def get_form(self) -> Form:
        form = super().get_form()
        del form.fields["include_subtree"]
        return form

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """A language that is written freely gets a page of its own, not a translation sentence by sentence."""
        codes = [locale.language_code for locale in form.cleaned_data["locales"]]
        pages = [
            (begin_freely if code in FREI else begin_by_strings)(page=self.object, sprache=code, user=self.request.user)
            for code in codes
        ]
        messages.success(self.request, self.get_success_message(", ".join(sprachnamen()[code] for code in codes)))
        only = pages[0] if len(pages) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))


class UebersetzungErneuernView(UpdateTranslationsView):
    """Shows translators what is new in the German text. Publishing at once would fill what is new with German."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        _check(request, self.object.get_source_instance())
        self.components = TranslationComponentManager.from_request(request, source_object_instance=self.object)
        return super(UpdateTranslationsView, self).dispatch(request, *args, **kwargs)

    def get_form(self) -> Form:
        form = super().get_form()
        del form.fields["publish_translations"]
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        form.cleaned_data["publish_translations"] = False
        return super().form_valid(form)


class UebersetzungsberichtView(TranslationsReportView):
    """All translations of the portal, for those who run it; a Redaktion has its own list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Translation]:
        return super().get_queryset().order_by("source__object_repr", "target_locale", "pk")


def refuse_gaps(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize publishes a page with gaps, German in them."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    missing = gaps(page)
    if not missing:
        return None
    text = ngettext(
        "Es fehlt noch ein Text. Sonst stünde Deutsch in der Übersetzung.",
        "Es fehlen noch %(n)d Texte. Sonst stünde Deutsch in der Übersetzung.",
        missing,
    )
    messages.error(request, text % {"n": missing})
    return redirect(request.path)


def _check(request: HttpRequest, page: Any) -> None:
    if not isinstance(page, Page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
