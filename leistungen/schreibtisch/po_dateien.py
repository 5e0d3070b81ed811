"""Translations as PO files: all texts of a Redaktion at once, or one from its translation screen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from cms.models import Redaktion
from cms.permissions import rechte
from cms.sprachen import FREI, sprachnamen
from leistungen.models import TextPage
from leistungen.schreibtisch.tisch import TischView
from leistungen.schreibtisch.uebersetzungen import SPRACHEN
from leistungen.services.po import KENNUNG, Ergebnis, export, export_all, filename, import_files, read, unpack

SATZ_FUER_SATZ = [code for code in SPRACHEN if code not in FREI]
BYTES = 5_000_000


def _sprachen() -> list[tuple[str, str]]:
    return [(code, sprachnamen()[code]) for code in SATZ_FUER_SATZ]


class HolenForm(forms.Form):
    redaktion = forms.ModelChoiceField(Redaktion.objects.none(), label=gettext_lazy("Redaktion"), empty_label=None)
    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"), choices=_sprachen)
    beginnen = forms.BooleanField(
        label=gettext_lazy("Auch Texte, deren Übersetzung noch nicht begonnen ist"), required=False
    )

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["redaktion"]
        field.queryset = Redaktion.objects.filter(pk__in=rechte(for_user).schreiben)


class BringenForm(forms.Form):
    datei = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy("Eine PO-Datei oder eine ZIP-Datei mit mehreren."),
        widget=forms.FileInput(attrs={"accept": ".po,.zip"}),
    )
    veroeffentlichen = forms.BooleanField(
        label=gettext_lazy("Gleich veröffentlichen oder zur Freigabe vorlegen"), required=False
    )

    def clean_datei(self) -> list[tuple[str, bytes]]:
        return _unpacked(self.cleaned_data["datei"])


def _unpacked(datei: Any) -> list[tuple[str, bytes]]:
    if datei.size > BYTES:
        raise ValidationError(_("Die Datei enthält zu viel auf einmal."))
    return unpack(datei.name, datei.read())


class PoView(TischView):
    """Fetch files and bring them back."""

    template_name = "verwaltung/po.html"
    page_title = gettext_lazy("Übersetzungen als Datei")
    header_icon = "wagtail-localize-language"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = {"holen": HolenForm(for_user=self.request.user), "bringen": BringenForm()}
        return super().get_context_data(**(forms | kwargs))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._bring(request) if "bringen" in request.POST else self._fetch(request)

    def _fetch(self, request: HttpRequest) -> HttpResponse:
        form = HolenForm(request.POST, for_user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(holen=form))
        packed = export_all(user=request.user, **form.cleaned_data)
        name = f"{form.cleaned_data['redaktion'].gebiet.slug}-{form.cleaned_data['sprache']}.zip"
        return HttpResponse(
            packed, "application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    def _bring(self, request: HttpRequest) -> HttpResponse:
        form = BringenForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(bringen=form))
        publish = form.cleaned_data["veroeffentlichen"]
        found = import_files(dateien=form.cleaned_data["datei"], user=request.user, publish=publish)
        return self.render_to_response(self.get_context_data(ergebnisse=[(one, problems(one)) for one in found]))


# --- From the translation screen of one text --------------------------------------------------------------------------


def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    if not isinstance(page, TextPage):
        return edit_translation.download_pofile(request, translation_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    headers = {"Content-Disposition": f'attachment; filename="{filename(translation)}"'}
    return HttpResponse(export(translation), "text/x-gettext-translation; charset=utf-8", headers=headers)


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes the file over as a draft, and says what of it could not be used."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not isinstance(page, TextPage):
        return _upload_other(request, translation)
    file: Any = request.FILES.get("file")
    try:
        if file is None:
            raise ValidationError(_("Bitte wählen Sie eine Datei."))
        dateien = _unpacked(file)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        for found in import_files(dateien=dateien, user=request.user, publish=False, nur=translation):
            _report(request, found)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _upload_other(request: HttpRequest, translation: Translation) -> HttpResponse:
    """wagtail-localize expects its own mark in the file."""
    file: Any = request.FILES.get("file")
    try:
        known = file is not None and file.size <= BYTES and KENNUNG in read(file.read()).metadata
    except ValidationError:
        known = False
    if not known:
        messages.error(request, _("Das ist keine PO-Datei."))
        return redirect(translation.get_target_instance_edit_url())
    file.seek(0)
    return edit_translation.upload_pofile(request, translation.pk)


def _report(request: HttpRequest, found: Ergebnis) -> None:
    if found.abgelehnt:
        messages.error(request, found.abgelehnt)
        return
    text = ngettext("%(n)d Übersetzung ist übernommen.", "%(n)d Übersetzungen sind übernommen.", found.uebernommen)
    messages.success(request, text % {"n": found.uebernommen})
    for label, texts in problems(found):
        messages.warning(request, f"{label} {' · '.join(texts)}")


def problems(found: Ergebnis) -> list[tuple[str, list[str]]]:
    """What of a file could not be used, in words."""
    named = [
        (_("Der deutsche Text hat sich inzwischen geändert:"), found.veraltet),
        (_("Als unsicher markiert (fuzzy), nicht übernommen:"), found.unsicher),
        (_("Diese deutschen Texte gibt es hier nicht:"), found.unbekannt),
        (_("In der Übersetzung stimmen Verweise oder Auszeichnungen nicht:"), found.fehlerhaft),
    ]
    return [(label, texts) for label, texts in named if texts]
