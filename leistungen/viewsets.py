"""The admin's lists, forms and choosers of Leistungen, Zuständigkeiten and Lebenslagen; where a text begins."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms.auswahl import choosable
from cms.models import Redaktion
from cms.permissions import rechte
from cms.viewsets import EigeneListe, EigenerChooser, EigenesAnlegen, EigenesViewSet
from leistungen.models import Lebenslage, Leistung, Textstand, Zustaendigkeit
from leistungen.panels import LEBENSLAGE, LEISTUNG, ZUSTAENDIGKEIT
from leistungen.services.texte import page_for, start_text


class LeistungChooser(EigenerChooser):
    model = Leistung
    icon = "doc-full"
    choose_one_text = gettext_lazy("Leistung auswählen")
    choose_another_text = gettext_lazy("Andere Leistung auswählen")
    edit_item_text = gettext_lazy("Diese Leistung bearbeiten")
    suchfelder = ("bezeichnung", "synonyme")


leistung_chooser = LeistungChooser("leistung_chooser", url_prefix="leistungen/waehlen")


class LeistungListe(EigeneListe):
    """All Leistungen, since each can be written about; those of the own Redaktion can be changed."""

    def get_base_queryset(self) -> QuerySet[Leistung]:
        own = rechte(self.request.user).schreiben.values()
        texts = Textstand.objects.filter(leistung=OuterRef("pk"), gebiet__in=list(own), sprache="de")
        return Leistung.objects.select_related(*self.mitladen).annotate(mit_text=Exists(texts))

    def get_edit_url(self, instance: Leistung) -> str | None:
        return super().get_edit_url(instance) if self._may("change", instance) else self.text_url(instance)

    def get_delete_url(self, instance: Leistung) -> str | None:
        return super().get_delete_url(instance) if self._may("delete", instance) else None

    def get_list_more_buttons(self, instance: Leistung) -> list[Any]:
        buttons = super().get_list_more_buttons(instance) if self._may("change", instance) else []
        if url := self.text_url(instance):
            buttons.append(Button(_("Text schreiben"), url=url, icon_name="edit", priority=5))
        return buttons

    def text_url(self, instance: Leistung) -> str | None:
        if not rechte(self.request.user).schreiben:
            return None
        return f"{reverse('text_beginnen')}?leistung={instance.pk}"

    def _may(self, action: str, instance: Leistung) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, action, instance)


class LeistungViewSet(EigenesViewSet):
    model = Leistung
    name = "leistungen"
    icon = "doc-full"
    menu_label = gettext_lazy("Leistungen")
    menu_order = 210
    edit_handler = LEISTUNG
    index_view_class = LeistungListe
    mitladen = ("redaktion",)
    list_display = [
        "bezeichnung",
        Column("redaktion", label=gettext_lazy("geführt von")),
        "themenfeld",
        StatusFlagColumn("mit_text", label=gettext_lazy("Ihr Text"), true_label=gettext_lazy("veröffentlicht")),
    ]
    list_filter = ["redaktion"]
    search_fields = ["bezeichnung", "synonyme"]


class ZustaendigkeitAnlegen(EigenesAnlegen):
    """Leads on to the form in which the staff of the office can be chosen, where it has any."""

    def get_success_url(self) -> str:
        entry = self.object
        if not entry.personen.exists() and entry.stelle.personen.exists():
            return str(self.get_edit_url())
        return super().get_success_url()


class ZustaendigkeitViewSet(EigenesViewSet):
    model = Zustaendigkeit
    add_view_class = ZustaendigkeitAnlegen
    name = "zustaendigkeiten"
    icon = "crosshairs"
    menu_label = gettext_lazy("Zuständigkeiten")
    menu_order = 240
    edit_handler = ZUSTAENDIGKEIT
    mitladen = ("leistung", "gebiet", "stelle")
    ordering = ("leistung__bezeichnung", "gebiet__ars", "pk")
    list_display = ["leistung", "gebiet", "rolle", Column("stelle", label=gettext_lazy("Stelle"))]
    list_filter = ["rolle"]
    search_fields = ["leistung__bezeichnung", "gebiet__bezeichnung", "stelle__name"]


class LebenslageViewSet(ModelViewSet):
    model = Lebenslage
    name = "lebenslagen"
    icon = "tag"
    menu_label = gettext_lazy("Lebenslagen")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = LEBENSLAGE
    list_display = ["titel", "slug", "symbol", "sort_order"]


# --- Where a text begins ----------------------------------------------------------------------------------------------


class TextBeginnenForm(forms.Form):
    """Which Leistung to write about, and for which Redaktion if there are several."""

    leistung = forms.ModelChoiceField(
        Leistung.objects.none(), label=gettext_lazy("Leistung"), widget=leistung_chooser.widget_class
    )
    redaktion = forms.ModelChoiceField(Redaktion.objects.none(), label=gettext_lazy("Redaktion"))

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["leistung"]).queryset = choosable(for_user, Leistung)
        own = Redaktion.objects.for_user(for_user)
        field = cast(forms.ModelChoiceField, self.fields["redaktion"])
        field.queryset = own
        if own.count() == 1:
            field.initial = own.first()
            field.widget = forms.HiddenInput()


class TextBeginnenView(WagtailAdminTemplateMixin, FormView):
    """Opens the text of the own Redaktion about a Leistung; makes an empty draft if there is none yet."""

    form_class = TextBeginnenForm
    template_name = "verwaltung/text_beginnen.html"
    page_title = gettext_lazy("Text zu einer Leistung")
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rechte(request.user).schreiben:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if page := self._existing():
            return redirect("wagtailadmin_pages:edit", page.pk)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"leistung": self.leistung}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"for_user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media, "submit_button_label": _("Text schreiben")}

    def form_valid(self, form: TextBeginnenForm) -> HttpResponse:
        leistung, redaktion = form.cleaned_data["leistung"], form.cleaned_data["redaktion"]
        page = start_text(redaktion=redaktion, leistung=leistung, user=self.request.user)
        return redirect("wagtailadmin_pages:edit", page.pk)

    @cached_property
    def leistung(self) -> Leistung | None:
        """The Leistung that the link named."""
        wanted = self.request.GET.get("leistung", "")
        return Leistung.objects.filter(pk=wanted).first() if wanted.isdecimal() else None

    def _existing(self) -> Any:
        own = list(Redaktion.objects.for_user(self.request.user)[:2])
        return page_for(own[0], self.leistung) if self.leistung and len(own) == 1 else None
