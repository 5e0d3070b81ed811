"""The form for a pinned result: first what kind of thing it is, then which one."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

from search.models import Anheftung

ARTEN = [("leistung", _("Leistung")), ("stelle", _("Stelle")), ("seite", _("Seite"))]
assert [name for name, _label in ARTEN] == list(Anheftung.ZIELE)


class AnheftungForm(WagtailAdminModelForm):  # type: ignore[misc]
    """``art`` says which target counts, whatever else had been chosen before."""

    art = forms.ChoiceField(label="", choices=ARTEN, widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["art"] = next((name for name, _label in ARTEN if getattr(self.instance, f"{name}_id")), "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if art := cleaned.get("art"):
            cleaned |= {name: None for name, _label in ARTEN if name != art}
        return cleaned


def art_panel() -> FieldPanel:
    return FieldPanel("art", attrs={"role": "radiogroup", "aria-label": _("Was anheften?")})


def ziel_panel(name: str, widget: Any) -> FieldPanel:
    """Shown while its kind is chosen; without JavaScript, which a chooser needs, always."""
    return FieldPanel(
        name, widget=widget, attrs={"data-w-rules-target": "show", "data-w-rules": json.dumps({"art": name})}
    )
