"""A draft of a form looked over as a whole, and the buttons that belong to it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from antraege.definition import Definition
from antraege.enums import Antragszustand
from antraege.models import Antrag, Formularfassung, FormularPage
from antraege.pruefung import Fallergebnis, Fund, examine, run, stops
from antraege.pruefung.faelle import ERWARTET, name_of, outcome, say
from antraege.pruefung.pruefen import read_faelle
from antraege.pruefung.vergleich import Wirkung, changes, effects
from antraege.services.ausprobieren import KeineStelleError, NichtAusfuellbarError, try_form
from antraege.services.faelle import case_of, keep_case
from antraege.services.fassungen import NochGueltigError, end_fassung, newest
from antraege.uebersicht import Teil, teile
from antraege.umgebung import land_at
from antraege.zugang import grant


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


@dataclass(frozen=True, slots=True)
class Fallzeile:
    """An example case as the screen shows it."""

    ergebnis: Fallergebnis
    folgen: tuple[tuple[str, str], ...]
    teile: tuple[Teil, ...]


class PruefenView(FormularView, TemplateView):
    """Findings, what changes and for whom, example cases, old states."""

    template_name = "verwaltung/formular_pruefen.html"
    page_title = gettext_lazy("Prüfen und ausprobieren")
    header_icon = "form"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        daten = self.formular.get_latest_revision_as_object().pruefdaten()
        land = land_at(self.formular.redaktion.gebiet_id)
        funde = examine(daten, timezone.localdate(), land)
        context = {
            "formular": self.formular,
            "fehler": stops(funde),
            "hinweise": [one for one in funde if one not in stops(funde)],
            "fassungen": self._fassungen(),
        }
        return super().get_context_data(**kwargs) | context | self._seen(daten, funde, land)

    def _seen(self, daten: dict[str, Any], funde: list[Fund], land: str) -> dict[str, Any]:
        """What can only be said of a form that works but for its cases."""
        faelle, unreadable = read_faelle(daten)
        if unreadable or any(one.pfad[:1] != ("faelle",) for one in stops(funde)):
            return {}
        definition = Definition.from_json(daten)
        rows = [_row(one) for one in run(definition, faelle, land)]
        live = newest(self.formular.pk) if self.formular.live else None
        if live is None:
            return {"faelle": rows}
        old = Definition.from_json(live.definition)
        wirkungen: list[Wirkung] = effects(old, definition, faelle, land)
        return {"faelle": rows, "aenderungen": changes(old, definition), "wirkungen": wirkungen, "live": live}

    def _fassungen(self) -> list[tuple[Formularfassung, int, bool]]:
        """All states that citizens began with, the newest first, each with its running drafts."""
        latest = newest(self.formular.pk)
        rows = Formularfassung.objects.filter(formular=self.formular, vorschau=False).order_by("-pk")
        return [(one, running(one), one == latest) for one in rows]


def running(fassung: Formularfassung) -> int:
    """How many citizens have begun with it and not sent yet."""
    return Antrag.objects.filter(fassung=fassung, zustand=Antragszustand.ENTWURF, leer=False).count()


def _row(ergebnis: Fallergebnis) -> Fallzeile:
    if ergebnis.auswertung is None:
        return Fallzeile(ergebnis, (), ())
    found = outcome(ergebnis.auswertung)
    return Fallzeile(
        ergebnis,
        tuple((name_of(was), say(was, found[was])) for was in ERWARTET if found[was] or was == "gebuehr"),
        tuple(teile(ergebnis.auswertung)),
    )


class AusprobierenView(FormularView, View):
    """Opens a draft of one's own on the form as it was saved last."""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            antrag = try_form(page=self.formular)
        except NichtAusfuellbarError as error:
            for fund in error.funde:
                messages.error(request, str(fund))
            return redirect(self.pruefen_url)
        except KeineStelleError:
            messages.error(request, _("Ihre Redaktion hat noch keine Stelle, die Anträge bekommt."))
            return redirect(self.pruefen_url)
        response = redirect("antrag", antrag.kennung, "voraussetzungen")
        grant(response, antrag, timedelta(days=1))
        return response


class FallForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Wer und was"),
        max_length=200,
        help_text=gettext_lazy("z. B. „Verein, großes Zelt, rechtzeitig“"),
    )


class FallBehaltenView(FormularView, FormView):
    """Keep what was filled in for trial as an example case."""

    form_class = FallForm
    template_name = "verwaltung/fall_behalten.html"
    page_title = gettext_lazy("Als Beispielfall behalten")
    header_icon = "user"
    steps = FormularView.own_steps

    @cached_property
    def antrag(self) -> Antrag:
        trials = Antrag.objects.filter(vorschau=True, formular=self.formular)
        return get_object_or_404(trials, kennung=self.kwargs["kennung"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fall = case_of(self.antrag, "")
        folgen = [(name_of(was), say(was, wert)) for was, wert in fall.erwartet.items()]
        more = {"formular": self.formular, "fall": fall, "folgen": folgen, "submit_button_label": self.page_title}
        return super().get_context_data(**kwargs) | more

    def form_valid(self, form: FallForm) -> HttpResponse:
        name = form.cleaned_data["name"]
        keep_case(page=self.formular, antrag=self.antrag, name=name, user=self.request.user)
        messages.success(
            self.request, _("„%(name)s“ steht jetzt bei den Beispielfällen des Entwurfs.") % {"name": name}
        )
        return redirect(self.pruefen_url)


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
        return get_object_or_404(own, pk=self.kwargs["fassung_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"formular": self.formular, "fassung": self.fassung, "entwuerfe": running(self.fassung)}
        return super().get_context_data(**kwargs) | more

    def form_valid(self, form: BeendenForm) -> HttpResponse:
        try:
            end_fassung(fassung=self.fassung.pk, grund=form.cleaned_data["grund"])
        except NochGueltigError:
            messages.error(self.request, _("Diese Fassung gilt gerade. Veröffentlichen Sie zuerst eine neue."))
        else:
            messages.success(self.request, _("Wer damit angefangen hat, macht mit der neuen Fassung weiter."))
        return redirect(self.pruefen_url)
