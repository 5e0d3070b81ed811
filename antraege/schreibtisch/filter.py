"""What narrows the list of cases."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antraege.enums import Vorgangszustand
from antraege.models import Vorgang
from cms.orte import verzeichnis

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # beyond there is no midnight in every time zone


def tag(label: Any) -> forms.DateField:
    """A day, or none."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    limits = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
    return forms.DateField(label=label, required=False, widget=widget, validators=limits)


class VorgangFilter(forms.Form):
    """Offers what there is among ``rows``; ``found`` are those that match, whatever is wrong with the rest."""

    q = forms.CharField(label=_("Vorgangsnummer oder ein Teil davon"), required=False, max_length=80)
    zustand = forms.ChoiceField(label=_("Stand"), required=False)
    formular = forms.TypedChoiceField(label=_("Formular"), required=False, coerce=int, empty_value=None)
    stelle = forms.TypedChoiceField(label=_("Stelle"), required=False, coerce=int, empty_value=None)
    ort = forms.TypedChoiceField(label=_("Ort"), required=False, coerce=int, empty_value=None)
    von = tag(_("eingegangen ab"))
    bis = tag(_("eingegangen bis"))

    def __init__(self, data: QueryDict, rows: QuerySet[Vorgang]):
        super().__init__(data, prefix=None, label_suffix="")
        self.rows = rows
        kinds = set(
            rows.order_by().values_list("formular", "formular__title", "stelle", "stelle__name", "gebiet").distinct()
        )
        orte = verzeichnis().by_id
        self._offer("zustand", list(Vorgangszustand.choices))
        self._offer("formular", _sorted({(one[0], one[1]) for one in kinds}))
        self._offer("stelle", _sorted({(one[2], one[3]) for one in kinds}))
        self._offer("ort", _sorted({(one[4], orte[one[4]].anzeige) for one in kinds}))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("alle")), *choices]
        if len(choices) < 2 and not self.data.get(name):
            del self.fields[name]

    @property
    def nummer(self) -> str:
        return str(self.data.get("q", "")).strip()

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def narrows_more(self) -> bool:
        """Whether anything but the number is."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def found(self) -> QuerySet[Vorgang]:
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        rows = self.rows
        for name, lookup in (("zustand", "zustand"), ("formular", "formular"), ("stelle", "stelle"), ("ort", "gebiet")):
            if said.get(name):
                rows = rows.filter(**{lookup: said[name]})
        if said.get("q"):
            rows = rows.filter(nummer__icontains=said["q"])
        if said.get("von"):
            rows = rows.filter(eingegangen_at__gte=midnight(said["von"]))
        if said.get("bis"):
            rows = rows.filter(eingegangen_at__lt=midnight(said["bis"] + timedelta(days=1)))
        return rows


def midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _sorted(choices: set[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(choices, key=lambda one: one[1].casefold())
