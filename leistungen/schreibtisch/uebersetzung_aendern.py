"""One stale section of an English text: the German texts, each with a field for its translation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail_localize.models import Translation

from cms.permissions import rechte
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe
from leistungen.schreibtisch.uebersetzungen import translation_points
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


class UebersetzungAendernView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "verwaltung/uebersetzung_aendern.html"
    page_title = gettext_lazy("Übersetzung ändern")
    header_icon = "wagtail-localize-language"
    _show_breadcrumbs = True
    aufgabe: Aufgabe
    translation: Translation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = rechte(request.user).schreiben
        if not own:
            raise PermissionDenied
        tasks = aufgaben.of_redaktionen(own).filter(art=Aufgabenart.UEBERSETZUNG, pk=kwargs["pk"])
        if not (found := tasks.select_related("leistung", "redaktion").first()):
            messages.warning(request, _("Dieser Text ist inzwischen erledigt oder hat sich wieder geändert."))
            return redirect("uebersetzungen")
        self.aufgabe, self.text = found, found.page.specific
        if not self.text.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if not (translation := translation_of(self.text)):
            return redirect("wagtailadmin_pages:edit", found.page_id)
        self.translation = translation
        renew_source(translation)
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> SaetzeForm:
        saetze = sentences_of(self.translation, self.aufgabe.text)
        return SaetzeForm(data, saetze=saetze, sprache=self.translation.target_locale.language_code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        [punkt] = translation_points([self.aufgabe], ganz=True)
        screen = reverse("wagtailadmin_pages:edit", args=[self.aufgabe.page_id])
        return super().get_context_data(**({"form": self.form()} | kwargs)) | {
            "breadcrumbs_items": [
                {"url": reverse("uebersetzungen"), "label": _("Übersetzungen")},
                {"url": "", "label": self.page_title},
            ],
            "punkt": punkt,
            "ganze": f"{screen}#block-{self.aufgabe.text}-section",
            "darf_veroeffentlichen": self.text.permissions_for_user(self.request.user).can_publish(),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
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

    def _report(self, published: bool, whole: bool) -> None:
        if not whole:
            text = _("Gespeichert. Solange ein Satz fehlt, lesen die Leute den Abschnitt auf Deutsch.")
            messages.warning(self.request, text)
        elif published:
            messages.success(self.request, _("Die Übersetzung ist veröffentlicht."))
        else:
            messages.info(self.request, _("Gespeichert. Die Übersetzung ist noch nicht veröffentlicht."))
