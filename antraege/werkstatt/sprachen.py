"""A form in other languages: what is missing or out of date, and the screen on which it is translated."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.rich_text import get_rich_text_editor_widget

from antraege.blocks import FEATURES
from antraege.platzhalter import names
from antraege.services.uebersetzen import set_worte
from antraege.sprachstand import Sprachstand, Wortlaut
from antraege.werkstatt.pruefen import FormularView, states


class WorteForm(forms.Form):
    """An input for each German text."""

    def __init__(self, *args: Any, stand: Sprachstand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stand = stand
        for one in stand.texte:
            widget = get_rich_text_editor_widget(features=FEATURES) if one.ist_html else _textarea(one.deutsch)
            self.fields[one.name] = forms.CharField(
                label=_("Übersetzung") if one.ist_html else one.deutsch,
                required=False,
                widget=widget,
                help_text=_("Bisher, zu einem anderen deutschen Text: %(text)s") % {"text": one.frueher}
                if one.frueher and not one.ist_html
                else "",
            )
            self.initial[one.name] = one.uebersetzt or (one.frueher if one.ist_html else "")

    def clean(self) -> dict[str, Any]:
        for one in self.stand.texte:
            unknown = set(names(self.cleaned_data.get(one.name, ""))) - set(names(one.deutsch))
            if unknown:
                meldung = _("Im deutschen Text steht nicht: %(namen)s")
                shown = ", ".join(f"{{{name}}}" for name in sorted(unknown))
                self.add_error(one.name, ValidationError(meldung % {"namen": shown}))
        return self.cleaned_data

    def zeilen(self) -> list[tuple[Wortlaut, Any]]:
        """What is missing comes first."""
        return sorted(((one, self[one.name]) for one in self.stand.texte), key=lambda row: bool(row[0].uebersetzt))

    @property
    def worte(self) -> dict[str, str]:
        """Of an empty rich text some tags are left: it says nothing."""
        sent = [(one.deutsch, self.cleaned_data[one.name].strip()) for one in self.stand.texte if one.name in self.data]
        return {german: other if strip_tags(other).strip() else "" for german, other in sent}


def _textarea(text: str) -> forms.Widget:
    return forms.Textarea(attrs={"rows": 3}) if len(text) > 80 else forms.TextInput()


class SpracheView(FormularView, FormView):
    """Translate a form. What is saved is read at once, so it is for those who publish."""

    form_class = WorteForm
    template_name = "verwaltung/formular_sprache.html"
    header_icon = "wagtail-localize-language"
    steps = FormularView.own_steps

    def test_func(self) -> bool:
        return bool(self.formular.permissions_for_user(self.request.user).can_publish())

    def get_page_title(self) -> str:
        return _("Übersetzen: %(sprache)s") % {"sprache": self.sprache[1]}

    @cached_property
    def sprache(self) -> tuple[str, str, Sprachstand]:
        daten = self.formular.get_latest_revision_as_object().definition()
        found = [one for one in states(self.formular, daten) if one[0] == self.kwargs["sprache"]]
        if not found:
            raise Http404
        return found[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stand": self.sprache[2]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        more = {"formular": self.formular, "stand": self.sprache[2], "submit_button_label": _("Speichern")}
        return context | {"media": context["form"].media, **more}

    def form_valid(self, form: WorteForm) -> HttpResponse:
        set_worte(formular=self.formular, sprache=self.sprache[0], worte=form.worte)
        messages.success(self.request, _("Die Übersetzung ist gespeichert."))
        return redirect(self.pruefen_url)
