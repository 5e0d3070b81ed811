"""Groups of people who work on cases, for those who run the portal. Who is in them is set with the accounts."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from antraege.models import Sachbearbeitung
from antraege.services.sachbearbeitung import equip


class SachbearbeitungForm(WagtailAdminModelForm):
    name = forms.CharField(label=_("Name der Gruppe"), max_length=140)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = self.instance.gruppe.name

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if Group.objects.filter(name=name).exclude(pk=self.instance.gruppe_id).exists():
            raise forms.ValidationError(_("Eine Gruppe mit diesem Namen gibt es schon."))
        return name

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        stellen = said.get("stellen") or []
        if any(one.redaktion_id != getattr(said.get("redaktion"), "pk", None) for one in stellen):
            self.add_error("stellen", _("Diese Stellen gehören nicht alle zu der Redaktion."))
        if not said.get("alle_stellen") and not stellen:
            self.add_error("stellen", _("Wählen Sie mindestens eine Stelle, oder „alle Stellen“."))
        return said

    def save(self, commit: bool = True) -> Any:
        equip(row=self.instance, name=self.cleaned_data["name"])
        return super().save(commit)


class GruppenListe(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Sachbearbeitung]:
        rows = super().get_base_queryset().select_related("redaktion", "gruppe")
        return rows.annotate(n=Count("gruppe__user", distinct=True))


class SachbearbeitungViewSet(ModelViewSet):
    model = Sachbearbeitung
    name = "sachbearbeitungen"
    url_prefix = "vorgaenge/gruppen"
    icon = "group"
    menu_label = _("Gruppen für Vorgänge")
    menu_order = 267
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = GruppenListe
    edit_handler = ObjectList(
        [
            FieldPanel("name", help_text=_("Personen kommen in die Gruppe unter „Einstellungen“, „Benutzer“.")),
            FieldPanel("redaktion"),
            FieldPanel("aufgabe"),
            FieldPanel("alle_stellen"),
            FieldPanel("stellen"),
        ],
        base_form_class=SachbearbeitungForm,
    )
    list_display = [
        "__str__",
        Column("redaktion", label=_("Redaktion")),
        Column("aufgabe", label=_("Aufgabe"), accessor="get_aufgabe_display"),
        Column("n", label=_("Personen")),
        StatusFlagColumn("ruht", label=_("Gilt"), true_label=_("ruht: Redaktion ging über"), false_label=_("ja")),
    ]
    list_per_page = 50
    ordering = ["redaktion__name", "gruppe__name"]
