"""What the reading room's forms are made of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.orte import Ort
from cms.ortssuche import eindeutig, mehrdeutig
from leistungen.kennzahlen.bestand import bestand
from theme.forms import KernForm

ALLE = ("", gettext_lazy("alle"))


class OrtField(forms.CharField):
    """A place as people type it; the page shows it with ``components/ort_feld.html``."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Ort | None:
        text = super().clean(value)
        if not text:
            return None
        ort = eindeutig(text)
        if ort is None and (named := mehrdeutig(text)):
            names = ", ".join(one.anzeige for one in named[:5])
            raise ValidationError(_("Diesen Namen tragen mehrere Orte: %(orte)s.") % {"orte": names})
        if ort is None:
            raise ValidationError(_("Diesen Ort kennt das Portal nicht."))
        return ort


class LeistungField(forms.ChoiceField):
    """A Leistung that citizens can read somewhere, by its slug."""

    def __init__(self, **kwargs: Any):
        super().__init__(choices=_leistungen, **kwargs)


class SeitField(forms.DateField):
    """A day since which something has changed."""

    def __init__(self, **kwargs: Any):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=gettext_lazy("Geändert seit"), widget=widget, **kwargs)


class AdressForm(KernForm):
    """For forms whose answers stand in addresses, so that a choice can be sent around."""

    def query(self, **other: Any) -> dict[str, str]:
        """The choice as addresses name it, with some of it replaced. A field with an error chooses nothing."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in self.fields} | other
        return {name: _in_address(value) for name, value in chosen.items() if value}


def _in_address(value: Any) -> str:
    if isinstance(value, Ort):
        return value.slug
    return "1" if value is True else str(value)


def _leistungen() -> list[tuple[str, Any]]:
    found = ((one.slug, one.bezeichnung) for one in bestand())
    return [("", _("Bitte wählen")), *found]


def typed(form: forms.Form, name: str) -> str:
    """What stands in the field for a place: its full name, or what was typed and is not understood."""
    if not form.is_bound:
        return ""
    form.is_valid()
    ort = form.cleaned_data.get(name)
    return ort.anzeige if ort else str(form.data.get(name, ""))[:100]
