"""Who did what with which case: for data protection officers and those who run the portal."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antraege.enums import Folgeart, Vorgangszustand
from antraege.models import Vorgangsereignis
from antraege.permissions import ereignisse_of, may_oversee, may_work
from antraege.schreibtisch.filter import midnight, tag
from leistungen.schreibtisch.tisch import TischView

AUF_EINER_SEITE = 100


class ProtokollFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Vorgangsnummer"), required=False, max_length=80)
    wer = forms.CharField(label=gettext_lazy("Wer"), required=False, max_length=80)
    art = forms.ChoiceField(label=gettext_lazy("Was"), required=False)
    von = tag(gettext_lazy("ab"))
    bis = tag(gettext_lazy("bis"))

    def __init__(self, data: QueryDict):
        super().__init__(data, label_suffix="")
        field: Any = self.fields["art"]
        field.choices = [("", gettext_lazy("alles")), *Vorgangsereignis.Art.choices]

    def apply(self, rows: QuerySet[Vorgangsereignis]) -> QuerySet[Vorgangsereignis]:
        self.is_valid()
        said = self.cleaned_data
        for name, lookup in (("q", "vorgang__nummer__icontains"), ("wer", "wer__icontains"), ("art", "art")):
            if said.get(name):
                rows = rows.filter(**{lookup: said[name]})
        if said.get("von"):
            rows = rows.filter(zeit__gte=midnight(said["von"]))
        if said.get("bis"):
            rows = rows.filter(zeit__lt=midnight(said["bis"] + timedelta(days=1)))
        return rows


class ProtokollView(TischView):
    template_name = "verwaltung/vorgang_protokoll.html"
    page_title = gettext_lazy("Protokoll der Vorgänge")
    header_icon = "history"

    def test_func(self) -> bool:
        return may_oversee(self.request.user)

    def steps(self) -> list[tuple[str, Any]]:
        upper = [(reverse("vorgaenge"), _("Vorgänge"))] if may_work(self.request.user) else []
        return [*upper, ("", self.get_page_title())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ProtokollFilter(self.request.GET)
        rows = form.apply(ereignisse_of(self.request.user)).select_related("vorgang").order_by("-pk")
        seite = Paginator(rows, AUF_EINER_SEITE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "form": form,
            "seite": seite,
            "zeilen": [(one, in_words(one)) for one in seite.object_list],
        }


def in_words(ereignis: Vorgangsereignis) -> str:
    """What an event says beside its kind."""
    said = ereignis.angaben
    if "nach" in said:
        zustaende = dict(Vorgangszustand.choices)
        return f"{zustaende.get(said['von'], said['von'])} → {zustaende.get(said['nach'], said['nach'])}"
    if "folge" in said:
        return str(dict(Folgeart.choices).get(said["folge"], said["folge"]))
    return _("Anlage %(nr)s") % {"nr": said["anlage"]} if "anlage" in said else ""
