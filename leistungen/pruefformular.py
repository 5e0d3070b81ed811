"""The part of a text's edit form that says when the text is to be looked at again, and by whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateInput

from cms.forms import SeitenForm
from leistungen.enums import Pruefabstand

FELDER = {  # field of the form → field of the plan
    "pruefen_am": "naechste",
    "pruef_abstand": "abstand",
    "kontakt_name": "kontakt_name",
    "kontakt_email": "kontakt_email",
}


class PruefplanForm(SeitenForm):
    """The plan is no part of the text: it holds as soon as the form is saved, published or not."""

    pruefen_am = forms.DateField(label=gettext_lazy("Wieder prüfen am"), required=False, widget=AdminDateInput())
    pruef_abstand = forms.TypedChoiceField(
        label=gettext_lazy("Danach wieder"),
        choices=Pruefabstand.choices,
        coerce=int,
        empty_value=None,
        required=False,
        initial=Pruefabstand.JAHR.value,
    )
    kontakt_name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    kontakt_email = forms.EmailField(
        label=gettext_lazy("E-Mail"),
        required=False,
        help_text=gettext_lazy("Bekommt zum Termin eine Mail und antwortet darin per Link. Braucht dafür kein Konto."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.is_translation:
            for name in FELDER:
                self.fields.pop(name, None)
        elif plan := self.instance.pruefplan:
            self.initial |= {name: getattr(plan, field) for name, field in FELDER.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = cleaned.get("kontakt_email") or cleaned.get("kontakt_name")
        if asked and "pruefen_am" in cleaned and not cleaned["pruefen_am"]:
            self.add_error("pruefen_am", _("Wann soll der Kontakt gefragt werden?"))
        if cleaned.get("kontakt_name") and "kontakt_email" in cleaned and not cleaned["kontakt_email"]:
            self.add_error("kontakt_email", _("An welche Adresse soll die Mail gehen?"))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "pruefen_am" in self.cleaned_data:
            wanted = {field: self.cleaned_data[name] for name, field in FELDER.items()}
            self.instance.wanted_plan = wanted | {"abstand": wanted["abstand"] or Pruefabstand.JAHR}
        return super().save(commit)


PRUEFUNG = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("pruefen_am"), FieldPanel("pruef_abstand")]),
        FieldRowPanel([FieldPanel("kontakt_name"), FieldPanel("kontakt_email")]),
    ],
    heading=gettext_lazy("Prüfung"),
    help_text=gettext_lazy(
        "Wann jemand nachsehen soll, ob der Text noch stimmt. Gilt sofort, auch wenn der Text noch Entwurf ist."
    ),
)
