"""The Redaktionen, for those who run the portal: whether a second person releases, and how one is dissolved."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import Redaktion
from cms.viewsets import without
from leistungen.schreibtisch.tisch import TischView
from leistungen.services.dissolve import covers, dissolve, estate


def runs_the_portal(user: Any) -> bool:
    return bool(ModelPermissionPolicy(Redaktion).user_has_permission(user, "change"))


class NurBetrieb(UserPassesTestMixin, View):
    """For views of those who run the portal; a Redaktion's own people may do more with it elsewhere."""

    def test_func(self) -> bool:
        return runs_the_portal(self.request.user)


class RedaktionListe(NurBetrieb, generic.IndexView):
    def get_list_more_buttons(self, instance: Redaktion) -> list[Any]:
        url = reverse("redaktion_aufloesen", args=[instance.pk])
        return [*super().get_list_more_buttons(instance), Button(_("Auflösen"), url=url, icon_name="bin", priority=90)]


class RedaktionBearbeiten(NurBetrieb, generic.EditView):
    def save_instance(self) -> Redaktion:
        redaktion: Redaktion = super().save_instance()
        if redaktion.vier_augen and redaktion.freigebende.user_set.filter(is_active=True).count() < 2:
            text = _(
                "In der Gruppe Freigabe sind weniger als zwei Personen. Deren eigene Texte kann niemand freigeben."
            )
            messages.warning(self.request, text)
        return redaktion


class RedaktionGeschichte(NurBetrieb, history.HistoryView):
    pass


class RedaktionenMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return runs_the_portal(request.user)


class RedaktionViewSet(ModelViewSet):
    """A Redaktion begins with the texts of its place and ends by being dissolved: nothing to add or delete here."""

    model = Redaktion
    name = "redaktionen"
    icon = "group"
    menu_label = gettext_lazy("Redaktionen")
    menu_order = 265
    menu_item_class = RedaktionenMenuItem
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = RedaktionListe
    edit_view_class = RedaktionBearbeiten
    history_view_class = RedaktionGeschichte
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("vier_augen")])
    list_display = [
        "name",
        Column("gebiet", label=gettext_lazy("Gebiet")),
        StatusFlagColumn(
            "vier_augen", label=gettext_lazy("Freigabe"), true_label=gettext_lazy("durch eine zweite Person")
        ),
    ]
    list_per_page = 50
    search_fields = ["name"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None, "delete_url_name": None}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(**kwargs) | {"delete_url_name": None, "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        return without(super().get_urlpatterns(), "add", "delete", "usage")


class AufloesenForm(forms.Form):
    """Who takes over."""

    nachfolger = forms.ModelChoiceField(Redaktion.objects.none(), label=gettext_lazy("Wer übernimmt?"))
    gelesen = forms.BooleanField(label=gettext_lazy("Ich habe gelesen, was damit geschieht."))

    def __init__(self, *args: Any, redaktion: Redaktion, **kwargs: Any):
        super().__init__(*args, **kwargs)
        others = Redaktion.objects.exclude(pk=redaktion.pk).select_related("gebiet")
        field: Any = self.fields["nachfolger"]
        field.queryset = others
        upper = [one for one in others if covers(one, redaktion)]
        self.initial["nachfolger"] = max(upper, key=lambda one: len(one.gebiet.kette), default=None)


class AufloesenView(NurBetrieb, TischView, FormView):
    """Says what depends on a Redaktion before anything happens."""

    form_class = AufloesenForm
    template_name = "verwaltung/redaktion_aufloesen.html"
    page_title = gettext_lazy("Redaktion auflösen")
    header_icon = "bin"

    @cached_property
    def redaktion(self) -> Redaktion:
        return get_object_or_404(Redaktion.objects.select_related("gebiet"), pk=self.kwargs["pk"])

    def steps(self) -> list[tuple[str, Any]]:
        return [(reverse("redaktionen:index"), _("Redaktionen")), ("", self.redaktion.name)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"redaktion": self.redaktion}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "redaktion": self.redaktion,
            "nachlass": estate(self.redaktion),
        }

    def form_valid(self, form: AufloesenForm) -> HttpResponse:
        for meldung in dissolve(redaktion=self.redaktion, nachfolger=form.cleaned_data["nachfolger"]):
            messages.success(self.request, meldung)
        return redirect("redaktionen:index")
