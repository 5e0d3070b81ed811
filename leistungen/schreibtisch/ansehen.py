"""A draft as citizens would read it, at any place and in any language."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.orte import Ort
from cms.ortssuche import eindeutig, suche
from leistungen.models import TextPage
from leistungen.schreibtisch.tisch import TextView


class AnsehenForm(forms.Form):
    ort = forms.CharField(
        label=gettext_lazy("Ort oder Postleitzahl"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Leer: nur, was Bund und Land geschrieben haben."),
    )
    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"), choices=settings.LANGUAGES)

    def clean_ort(self) -> Ort | None:
        text = self.cleaned_data["ort"].strip()
        found = eindeutig(text) if text else None
        if text and found is None:
            similar = ", ".join(ort.anzeige for ort in suche(text, 5))
            if similar:
                raise forms.ValidationError(_("Welcher Ort ist gemeint? Zum Beispiel: %(orte)s.") % {"orte": similar})
            raise forms.ValidationError(_("Diesen Ort kennt das Verzeichnis nicht."))
        return found


class AnsehenView(TextView, FormView):
    """Asks for place and language, and answers with the page."""

    form_class = AnsehenForm
    template_name = "wagtailadmin/generic/form.html"
    header_icon = "view"

    @cached_property
    def page(self) -> Any:
        return self.text.get_latest_revision_as_object()

    def get_page_title(self) -> str:
        return _("„%(text)s“ an einem Ort ansehen") % {"text": self.page}

    def get_initial(self) -> dict[str, Any]:
        return {"ort": str(self.page.redaktion.gebiet), "sprache": self.page.sprache}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"submit_button_label": _("Ansehen")}

    def form_valid(self, form: AnsehenForm) -> HttpResponse:
        ort = form.cleaned_data["ort"]
        mode = f"{ort.slug if ort else ''}:{form.cleaned_data['sprache']}"
        return self.page.make_preview_request(self.request, mode)


def button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """In the header of a text."""
    if issubclass(page.specific_class or Page, TextPage) and page.permissions_for_user(user).can_edit():
        url = reverse("text_ansehen", args=[page.pk])
        yield Button(_("An einem Ort ansehen"), url=url, icon_name="view", priority=55)
