"""A draft of a form looked over as a whole, and the buttons that belong to it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from antraege.definition import Definition
from antraege.enums import Antragszustand
from antraege.fallansicht import cases_of
from antraege.models import Formularfassung, FormularPage, Formulartexte
from antraege.pruefung import Fund, examine, stops
from antraege.pruefung.pruefen import read_faelle
from antraege.pruefung.vergleich import changes, effects
from antraege.services.faelle import KeinFallError
from antraege.services.fassungen import NochGueltigError, end_fassung, newest
from antraege.sprachstand import Sprachstand, state
from antraege.umgebung import land_at
from cms.sprachen import sprachnamen

# How many citizens have begun with a state and not sent yet.
RUNNING = Count("antraege", filter=Q(antraege__zustand=Antragszustand.ENTWURF, antraege__leer=False))


class FormularView(UserPassesTestMixin, WagtailAdminTemplateMixin):
    """A screen about one form, for those who may change it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def formular(self) -> FormularPage:
        found = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        if not isinstance(found, FormularPage) or not found.wird_ausgefuellt:
            raise Http404
        return found

    def test_func(self) -> bool:
        return bool(self.formular.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        steps = [
            (reverse("wagtailadmin_home"), _("Übersicht")),
            (reverse("wagtailadmin_pages:edit", args=[self.formular.pk]), self.formular.draft_title),
        ]
        return [{"url": url, "label": label} for url, label in (*steps, *self.steps())]

    def steps(self) -> list[tuple[str, Any]]:
        return [("", self.get_page_title())]

    def own_steps(self) -> list[tuple[str, Any]]:
        """Of a screen below the one that looks the form over."""
        return [(self.pruefen_url, _("Prüfen und ausprobieren")), ("", self.get_page_title())]  # type: ignore[attr-defined]

    @property
    def pruefen_url(self) -> str:
        return reverse("formular_pruefen", args=[self.formular.pk])


class AenderndeView(FormularView):
    """Changes the draft, unless somebody else holds it: while it waits for release it stays as it was handed over."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lock = self.formular.get_lock()
        if lock is not None and lock.for_user(request.user):
            messages.error(request, _("Das Formular ist gerade gesperrt. Es wurde nichts geändert."))
            return redirect(self.pruefen_url)
        try:
            return self.change(request, *args, **kwargs)
        except KeinFallError:
            raise Http404 from None

    def change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response


class PruefenView(FormularView, TemplateView):
    """Findings, what changes and for whom, example cases, old states."""

    template_name = "verwaltung/formular_pruefen.html"
    page_title = gettext_lazy("Prüfen und ausprobieren")
    header_icon = "form"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.formular.get_latest_revision_as_object()
        daten = draft.pruefdaten()
        land = land_at(self.formular.redaktion.gebiet_id)
        funde = examine(daten, timezone.localdate(), land)
        context = {
            "formular": self.formular,
            "fehler": stops(funde),
            "hinweise": [one for one in funde if one not in stops(funde)],
            "fassungen": self._fassungen(),
            "faelle": cases_of(draft, land),
            "sprachen": states(self.formular, draft.definition()),
            "darf_uebersetzen": self.formular.permissions_for_user(self.request.user).can_publish(),
        }
        return super().get_context_data(**kwargs) | context | self._compared(daten, funde, land)

    def _compared(self, daten: dict[str, Any], funde: list[Fund], land: str) -> dict[str, Any]:
        """What changes against the live form, and for whom; nothing for a form that does not work but for its cases."""
        faelle, unreadable = read_faelle(daten)
        live = newest(self.formular.pk) if self.formular.live else None
        if live is None or unreadable or any(one.pfad[:1] != ("faelle",) for one in stops(funde)):
            return {}
        old, new = Definition.from_json(live.definition), Definition.from_json(daten)
        return {"aenderungen": changes(old, new), "wirkungen": effects(old, new, faelle, land), "live": live}

    def _fassungen(self) -> list[tuple[Formularfassung, int, bool]]:
        """All states that citizens began with, the newest first, each with its running drafts."""
        latest = newest(self.formular.pk)
        rows = Formularfassung.objects.filter(formular=self.formular, vorschau=False).defer("definition")
        return [(one, one.entwuerfe, one == latest) for one in rows.annotate(entwuerfe=RUNNING).order_by("-pk")]


def states(formular: FormularPage, daten: dict[str, Any]) -> list[tuple[str, str, Sprachstand]]:
    """Each other language with its name and how far ``daten`` are translated."""
    worte = dict(Formulartexte.objects.filter(formular=formular).values_list("sprache", "worte"))
    return [
        (code, sprachnamen()[code], state(daten, worte.get(code, {})))
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]


class BeendenForm(forms.Form):
    grund = forms.CharField(
        label=gettext_lazy("Grund"),
        max_length=300,
        help_text=gettext_lazy("Das lesen alle, die mit dieser Fassung angefangen haben."),
    )


class FassungBeendenView(FormularView, FormView):
    """End an old state: whoever began with it goes on with the newest."""

    form_class = BeendenForm
    template_name = "verwaltung/fassung_beenden.html"
    page_title = gettext_lazy("Fassung beenden")
    header_icon = "history"
    steps = FormularView.own_steps

    def test_func(self) -> bool:
        return bool(self.formular.permissions_for_user(self.request.user).can_publish())

    @cached_property
    def fassung(self) -> Formularfassung:
        own = Formularfassung.objects.filter(formular=self.formular, vorschau=False, beendet_at=None)
        return get_object_or_404(own.annotate(entwuerfe=RUNNING), pk=self.kwargs["fassung_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"formular": self.formular, "fassung": self.fassung}
        return super().get_context_data(**kwargs) | more | {"submit_button_label": self.page_title}

    def form_valid(self, form: BeendenForm) -> HttpResponse:
        try:
            end_fassung(fassung=self.fassung.pk, grund=form.cleaned_data["grund"])
        except NochGueltigError:
            messages.error(self.request, _("Diese Fassung gilt gerade. Veröffentlichen Sie zuerst eine neue."))
        else:
            messages.success(self.request, _("Wer damit angefangen hat, macht mit der neuen Fassung weiter."))
        return redirect(self.pruefen_url)
