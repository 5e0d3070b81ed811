"""The form that takes a remark on a section."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.generic import View

from cms.models import Redaktion
from cms.orte import Ort, verzeichnis
from leistungen.anzeige import sections
from leistungen.fassung import Fassung, NichtAngebotenError, fassung
from leistungen.katalog.anmerkungen import lesen_url
from leistungen.katalog.zugang import KatalogZugangMixin
from leistungen.models import Leistung
from leistungen.services.anmerken import LONGEST, remark
from leistungen.textmodule import NACH_KEY
from theme.forms import KernForm, KernRadioSelect


def textfeld() -> forms.CharField:
    """What one has to say."""
    return forms.CharField(
        label=gettext_lazy("Ihre Anmerkung"),
        help_text=gettext_lazy("Bitte schreiben Sie nichts über einzelne Personen."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was Sie anmerken möchten.")},
    )


class AnmerkungForm(KernForm):
    """What one has to say, and to whom if several Redaktionen wrote the section."""

    redaktion = forms.ChoiceField(label=gettext_lazy("An welche Redaktion?"), widget=KernRadioSelect)
    text = textfeld()

    def __init__(self, *args: Any, redaktionen: list[Redaktion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["redaktion"]
        field.choices = [(str(one.pk), one.name) for one in redaktionen]
        field.initial = str(redaktionen[0].pk)
        if len(redaktionen) == 1:
            field.widget = forms.HiddenInput()


@dataclass(frozen=True, slots=True)
class Ziel:
    """The section that is remarked on, as it is read at a place, and whose text it is, the nearest Redaktion first."""

    fassung: Fassung
    ort: Ort
    modul: str
    redaktionen: list[Redaktion]


def target(request: HttpRequest) -> Ziel:
    """What the address names. Raises ``Http404`` if there is no such section."""
    slug, modul = request.GET.get("leistung", ""), request.GET.get("modul", "")
    ort = verzeichnis().find(request.GET.get("ort", ""))
    if ort is None or modul not in NACH_KEY or not NACH_KEY[modul].zeigen:
        raise Http404
    try:
        found = fassung(slug, ort)
    except (Leistung.DoesNotExist, NichtAngebotenError) as error:
        raise Http404 from error
    abschnitt = found.abschnitt(modul)
    gebiete = dict.fromkeys(teil.gebiet for teil in reversed(abschnitt.teile)) if abschnitt else {}
    teams = {one.gebiet_id: one for one in Redaktion.objects.filter(gebiet__in=list(gebiete))}
    if not teams:
        raise Http404
    return Ziel(found, ort, modul, [teams[gebiet] for gebiet in gebiete if gebiet in teams])


class AnmerkenView(KatalogZugangMixin, View):
    """Shows the section and takes a remark on it."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        ziel = target(request)
        return self._page(request, ziel, AnmerkungForm(redaktionen=ziel.redaktionen))

    def post(self, request: HttpRequest) -> HttpResponse:
        ziel = target(request)
        form = AnmerkungForm(request.POST, redaktionen=ziel.redaktionen)
        if not form.is_valid():
            return self._page(request, ziel, form, status=422)
        chosen = next(one for one in ziel.redaktionen if str(one.pk) == form.cleaned_data["redaktion"])
        made = remark(
            leistung=Leistung.objects.get(pk=ziel.fassung.leistung),
            redaktion=chosen,
            modul=ziel.modul,
            ort=ziel.ort,
            text=form.cleaned_data["text"],
            user=request.user,
        )
        return redirect(lesen_url(ziel.fassung.slug, ziel.ort, f"anmerkung-{made.pk}"))

    def _page(self, request: HttpRequest, ziel: Ziel, form: AnmerkungForm, status: int = 200) -> HttpResponse:
        context = {
            "ziel": ziel,
            "form": form,
            "abschnitt": next((one for one in sections(ziel.fassung) if one.key == ziel.modul), None),
            "zurueck": lesen_url(ziel.fassung.slug, ziel.ort, ziel.modul),
        }
        return render(request, "leistungen/katalog/anmerken.html", context, status=status)
