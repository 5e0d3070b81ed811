"""How the Vorgangsnummern of a Redaktion are written: set by those who publish for it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from antraege.models import Nummernkreis
from antraege.models.nummernkreis import usual_muster, validate_muster
from antraege.services.nummern import preview_nummer, set_muster
from cms.models import Redaktion
from cms.permissions import rechte


class NummernMenuItem(MenuItem):
    """For those who publish for a Redaktion."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(rechte(request.user).freigeben)


class NummernSeite(UserPassesTestMixin, WagtailAdminTemplateMixin):
    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "order"

    def test_func(self) -> bool:
        return bool(rechte(self.request.user).freigeben)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        steps = [(reverse("wagtailadmin_home"), _("Übersicht")), *self.steps()]
        return [{"url": url, "label": label} for url, label in steps]

    def steps(self) -> list[tuple[str, Any]]:
        return [("", self.get_page_title())]


class NummernView(NummernSeite, TemplateView):
    """The own Redaktionen, each with its pattern and the number that comes next."""

    template_name = "verwaltung/nummern.html"
    page_title = gettext_lazy("Vorgangsnummern")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Redaktion.objects.filter(pk__in=rechte(self.request.user).freigeben)
        rows = own.select_related("gebiet", "nummernkreis").order_by("gebiet__name")
        return super().get_context_data(**kwargs) | {"zeilen": [(one, *current(one)) for one in rows]}


def current(redaktion: Redaktion) -> tuple[str, str]:
    """The pattern of a Redaktion, and the number that comes next; none yet where the usual one is another's."""
    if kreis := getattr(redaktion, "nummernkreis", None):
        return kreis.muster, kreis.next_on(timezone.localdate())
    muster = usual_muster(redaktion)
    try:
        return muster, preview_nummer(redaktion.pk, muster)
    except ValidationError:
        return "", ""


class MusterForm(forms.Form):
    muster = forms.CharField(
        label=gettext_lazy("Muster"),
        max_length=Nummernkreis._meta.get_field("muster").max_length,
        validators=[validate_muster],
        help_text=gettext_lazy(
            "{jahr} steht für das Jahr, {nummer} für die laufende Nummer; {nummer:04} füllt sie auf vier Stellen auf. "
            "Was Sie sonst schreiben, steht in jeder Nummer. Zum Beispiel wird aus „OA {nummer:04}/{jahr}“ die Nummer "
            "„OA 0034/2026“."
        ),
    )


class MusterView(NummernSeite, FormView):
    form_class = MusterForm
    template_name = "verwaltung/nummern_muster.html"
    naechste = ""

    def get_page_title(self) -> str:
        return _("Vorgangsnummern: %(name)s") % {"name": self.redaktion.gebiet.name}

    @cached_property
    def redaktion(self) -> Redaktion:
        own = Redaktion.objects.filter(pk__in=rechte(self.request.user).freigeben)
        found = own.select_related("gebiet", "nummernkreis").filter(pk=self.kwargs["redaktion_id"]).first()
        if found is None:
            raise Http404
        return found

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("vorgangsnummern"), _("Vorgangsnummern")), ("", self.get_page_title())]

    def get_initial(self) -> dict[str, Any]:
        return {"muster": current(self.redaktion)[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"redaktion": self.redaktion, "jetzt": current(self.redaktion)[1], "naechste": self.naechste}
        return super().get_context_data(**kwargs) | more

    def form_valid(self, form: MusterForm) -> HttpResponse:
        muster = form.cleaned_data["muster"]
        try:
            if "vorschau" in self.request.POST:
                self.naechste = preview_nummer(self.redaktion.pk, muster)
                return self.render_to_response(self.get_context_data(form=form))
            set_muster(redaktion=self.redaktion.pk, muster=muster)
        except ValidationError as error:
            form.add_error("muster", error)
            return self.form_invalid(form)
        naechste = preview_nummer(self.redaktion.pk, muster)
        messages.success(self.request, _("Die nächste Nummer ist %(nummer)s.") % {"nummer": naechste})
        return redirect("vorgangsnummern")
