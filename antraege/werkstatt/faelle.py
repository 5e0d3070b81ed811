"""The screens about one example case: look at it, try it, renew what it expects, rename and delete it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.widgets import AdminDateInput

from antraege.fallansicht import Fallansicht, cases_of
from antraege.pruefung.faelle import renewed
from antraege.services.faelle import (
    change_case,
    delete_case,
    rename_case,
)
from antraege.werkstatt.ausprobieren import NameForm
from antraege.werkstatt.pruefen import AenderndeView, FormularView


class FallSeite(FormularView):
    """A screen about one case of the draft."""

    @cached_property
    def fall(self) -> Fallansicht:
        draft = self.formular.get_latest_revision_as_object()
        found = [one for one in cases_of(draft) if one.kennung == str(self.kwargs["fall"])]
        if not found:
            raise Http404
        return found[0]

    def steps(self) -> list[tuple[str, Any]]:
        """Below the case."""
        return [
            (self.pruefen_url, _("Prüfen und ausprobieren")),
            (self.fall_url, self.fall.name),
            ("", self.page_title),
        ]  # type: ignore[attr-defined]

    @property
    def fall_url(self) -> str:
        return reverse("formular_beispiel", args=[self.formular.pk, self.kwargs["fall"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"formular": self.formular, "fall": self.fall, "fall_url": self.fall_url}


class FallView(FallSeite, TemplateView):
    template_name = "verwaltung/fall.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        return _("Beispielfall „%(name)s“") % {"name": self.fall.name}

    steps = FormularView.own_steps  # type: ignore[assignment]


class FallStimmtView(AenderndeView, FallSeite, View):
    """What comes out now is what must come out from now on."""

    def change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ergebnis = self.fall.ergebnis
        if not self.fall.stand or request.POST.get("stand") != self.fall.stand or ergebnis is None:
            messages.error(
                request, _("Jetzt kommt etwas anderes heraus. Bitte sehen Sie sich den Fall noch einmal an.")
            )
            return redirect(self.fall_url)
        found = ergebnis.auswertung
        change_case(
            page=self.formular,
            kennung=self.fall.kennung,
            user=request.user,
            change=lambda old: renewed(old, found) if found else old,
        )
        messages.success(request, _("Der Beispielfall erwartet jetzt, was heute herauskommt."))
        return redirect(self.fall_url)


class NameUndTagForm(NameForm):
    tag = forms.DateField(
        label=gettext_lazy("Tag des Antrags"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Fristen rechnen von diesem Tag an, egal wann geprüft wird."),
    )


class FallUmbenennenView(AenderndeView, FallSeite, FormView):
    form_class = NameUndTagForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Name und Tag ändern")
    header_icon = "edit"
    submit_button_label = gettext_lazy("Speichern")

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.fall.name, "tag": self.fall.fall.tag if self.fall.fall else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        more = {"form": form, "media": form.media, "submit_button_label": self.submit_button_label}
        return super().get_context_data(**kwargs) | more

    def form_valid(self, form: NameUndTagForm) -> HttpResponse:
        rename_case(page=self.formular, kennung=self.fall.kennung, user=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Der Beispielfall ist geändert."))
        return redirect(self.fall_url)


class FallLoeschenView(AenderndeView, FallSeite, TemplateView):
    template_name = "verwaltung/fall_loeschen.html"
    page_title = gettext_lazy("Beispielfall löschen")
    header_icon = "bin"

    def change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = self.fall.name
        delete_case(page=self.formular, kennung=self.fall.kennung, user=request.user)
        messages.success(request, _("„%(name)s“ ist gelöscht.") % {"name": name})
        return redirect(self.pruefen_url)
