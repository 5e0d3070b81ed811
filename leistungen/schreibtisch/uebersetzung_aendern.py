"""One stale section of an English text: the German texts, each with a field for its translation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import Translation

from leistungen.schreibtisch.tisch import TextView
from leistungen.schreibtisch.uebersetzungen import Uebersetzungspunkt, section_of
from leistungen.services.satzweise import Satz, sentences_of, write_sentences
from leistungen.services.zusammensetzen import renew_source, translation_of


class SaetzeForm(forms.Form):
    """A field for each German text, named by its segment."""

    def __init__(self, *args: Any, saetze: list[Satz], sprache: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for satz in saetze:
            widget = forms.Textarea(attrs={"rows": max(2, len(satz.deutsch) // 90 + 1), "lang": sprache})
            help_text = _("Noch nicht bestätigt. Vorgeschlagen sind die bisherigen Worte.") if satz.offen else ""
            self.fields[str(satz.segment)] = forms.CharField(
                label=satz.deutsch, initial=satz.worte, required=False, help_text=help_text, widget=widget
            )

    @property
    def worte(self) -> dict[int, str]:
        return {int(name): text.strip() for name, text in self.cleaned_data.items()}


class UebersetzungAendernView(TextView):
    template_name = "verwaltung/uebersetzung_aendern.html"
    page_title = gettext_lazy("Übersetzung ändern")
    header_icon = "wagtail-localize-language"
    punkt: Uebersetzungspunkt
    translation: Translation

    def test_func(self) -> bool:
        return bool(self.redaktionen) and super().test_func()

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("uebersetzungen"), _("Übersetzungen")), *super().steps()]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._elsewhere() or super().get(request, *args, **kwargs)

    def _elsewhere(self) -> HttpResponse | None:
        """Reads what is to be translated; leads on where that is nothing that could be translated here."""
        if not (translation := translation_of(self.text)):
            return redirect("wagtailadmin_pages:edit", self.text.pk)
        if not (punkt := section_of(self.text, str(self.kwargs["block"]))):
            messages.warning(self.request, _("Diesen deutschen Text gibt es nicht mehr."))
            return redirect("uebersetzungen")
        self.punkt, self.translation = punkt, translation
        renew_source(translation)
        return None

    def form(self, data: Any = None, getippt: list[str] | None = None) -> SaetzeForm:
        saetze = sentences_of(self.translation, self.punkt.aufgabe.text, getippt)
        return SaetzeForm(data, saetze=saetze, sprache=self.punkt.sprache)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        screen = reverse("wagtailadmin_pages:edit", args=[self.text.pk])
        return super().get_context_data(**({"form": self.form()} | kwargs)) | {
            "punkt": self.punkt,
            "ganze": f"{screen}#block-{self.punkt.aufgabe.text}-section",
            "darf_veroeffentlichen": self.text.permissions_for_user(self.request.user).can_publish(),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if elsewhere := self._elsewhere():
            return elsewhere
        if request.POST.get("jetzt") != self.punkt.aufgabe.jetzt:
            return self._changed_meanwhile(request)
        form = self.form(request.POST)
        done: dict[str, Any] = {"user": request.user, "publish": "veroeffentlichen" in request.POST}
        published = False
        if form.is_valid():
            try:
                published = write_sentences(translation=self.translation, worte=form.worte, **done)
            except ValidationError as error:
                form.add_error(None, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self._report(published, all(form.worte.values()))
        return redirect("uebersetzungen")

    def _changed_meanwhile(self, request: HttpRequest) -> HttpResponse:
        """What was typed stands beside the new German texts."""
        getippt = [str(text) for name, text in request.POST.items() if name.isdecimal()]
        text = _("Der deutsche Text hat sich inzwischen geändert. Ihre Worte sind noch da. Bitte prüfen Sie sie.")
        messages.warning(request, text)
        return self.render_to_response(self.get_context_data(form=self.form(getippt=getippt)))

    def _report(self, published: bool, whole: bool) -> None:
        if not whole:
            text = _("Gespeichert. Solange ein Satz fehlt, lesen die Leute den Abschnitt auf Deutsch.")
            messages.warning(self.request, text)
        elif published:
            messages.success(self.request, _("Die Übersetzung ist veröffentlicht."))
        else:
            messages.info(self.request, _("Gespeichert. Die Übersetzung ist noch nicht veröffentlicht."))
