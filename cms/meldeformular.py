"""The form by which visitors report a mistake or a barrier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import Meldung
from theme.forms import KernForm, KernRadioSelect

LONGEST_TEXT = 4000


class MeldungForm(KernForm):
    art = forms.ChoiceField(
        label=_("Was möchten Sie melden?"), choices=Meldung.Art.choices, widget=KernRadioSelect, required=True
    )
    seite = forms.CharField(
        label=_("Um welche Seite geht es?"),
        help_text=_("Die Adresse der Seite, soweit Sie sie wissen."),
        max_length=500,
        required=False,
    )
    text = forms.CharField(
        label=_("Ihre Mitteilung"),
        help_text=_("Was stimmt nicht, oder was hindert Sie? Bitte schreiben Sie nichts Vertrauliches."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Bitte schreiben Sie, was Sie uns mitteilen möchten.")},
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Nur wenn Sie eine Antwort wünschen."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Bitte prüfen Sie die Adresse. Sie sieht zum Beispiel so aus: name@beispiel.de")},
    )

    # Hidden from people by the style sheet; programs fill it in.
    webseite = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def sichtbare(self) -> list[Any]:
        """The fields for people."""
        return [field for field in self if field.name != "webseite"]

    @property
    def is_spam(self) -> bool:
        return bool(self.cleaned_data.get("webseite"))
