"""Trying a form, by itself or with the answers of an example case, and keeping what was filled in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from antraege.fallansicht import expected
from antraege.formularspeicher import auswerter
from antraege.models import Antrag
from antraege.pruefung import Fall
from antraege.pruefung.faelle import differences
from antraege.services.ausprobieren import KeineStelleError, NichtAusfuellbarError, try_form
from antraege.services.faelle import KeinFallError, case_of, find_case, keep_case, tried
from antraege.werkstatt.pruefen import AenderndeView, FormularView
from antraege.zugang import grant


class FallOeffnenView(FormularView, View):
    """Opens a trial that is filled in as the case says, on the day of the case."""

    def post(self, request: HttpRequest, page_id: int, fall: Any) -> HttpResponse:
        try:
            found = find_case(self.formular.get_latest_revision_as_object(), str(fall))
            antrag = try_form(page=self.formular, fall=found, kennung=str(fall))
        except KeinFallError:
            raise Http404 from None
        except (NichtAusfuellbarError, KeineStelleError) as error:
            return not_now(self, error)
        return opened(antrag, "pruefen")


def not_now(view: FormularView, error: NichtAusfuellbarError | KeineStelleError) -> HttpResponse:
    """Say what keeps a form from being tried."""
    if isinstance(error, NichtAusfuellbarError):
        for fund in error.funde:
            messages.error(view.request, str(fund))
    else:
        messages.error(view.request, _("Ihre Redaktion hat noch keine Stelle, die Anträge bekommt."))
    return redirect(view.pruefen_url)


def opened(antrag: Antrag, station: str) -> HttpResponse:
    response = redirect("antrag", antrag.kennung, station)
    grant(response, antrag, timedelta(days=1))
    return response


class AusprobierenView(FormularView, View):
    """Opens a draft of one's own on the form as it was saved last."""

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            return opened(try_form(page=self.formular), "voraussetzungen")
        except (NichtAusfuellbarError, KeineStelleError) as error:
            return not_now(self, error)


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Wer und was"),
        max_length=200,
        help_text=gettext_lazy("z. B. „Verein, großes Zelt, rechtzeitig“"),
    )


class BehaltenForm(NameForm):
    """``alter``: the case that the trial was opened with."""

    wohin = forms.ChoiceField(label=gettext_lazy("Der Fall"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, alter: Fall | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if alter is None:
            del self.fields["wohin"]
            return
        ersetzt = _("ersetzt „%(name)s“") % {"name": alter.name}
        self.fields["wohin"].choices = [("ersetzt", ersetzt), ("neu", _("kommt dazu"))]  # type: ignore[attr-defined]
        self.initial = {"wohin": "ersetzt", "name": alter.name}


class FallBehaltenView(AenderndeView, FormView):
    """Keep what was filled in for trial as an example case."""

    form_class = BehaltenForm
    template_name = "verwaltung/fall_behalten.html"
    page_title = gettext_lazy("Als Beispielfall behalten")
    header_icon = "user"
    steps = FormularView.own_steps

    @cached_property
    def antrag(self) -> Antrag:
        trials = Antrag.objects.filter(vorschau=True, formular=self.formular)
        return get_object_or_404(trials, kennung=self.kwargs["kennung"])

    @cached_property
    def alter(self) -> Fall | None:
        """The case that the trial was opened with, unless it has been deleted."""
        try:
            return find_case(self.formular.get_latest_revision_as_object(), tried(self.antrag))
        except KeinFallError:
            return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"alter": self.alter}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fall = case_of(self.antrag, "")
        definition = auswerter(self.antrag.fassung_id).definition
        more = {
            "formular": self.formular,
            "folgen": expected(fall, definition),
            "submit_button_label": self.page_title,
            "abweichungen": list(differences(self.alter, fall.erwartet, definition)) if self.alter else [],
        }
        return super().get_context_data(**kwargs) | more

    def form_valid(self, form: BehaltenForm) -> HttpResponse:
        name = form.cleaned_data["name"]
        statt = tried(self.antrag) if form.cleaned_data.get("wohin") == "ersetzt" else ""
        keep_case(page=self.formular, antrag=self.antrag, name=name, user=self.request.user, statt=statt)
        messages.success(
            self.request, _("„%(name)s“ steht jetzt bei den Beispielfällen des Entwurfs.") % {"name": name}
        )
        return redirect(self.pruefen_url)
