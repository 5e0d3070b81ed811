"""Lists and forms of what editors tell the search; the group Portal keeps them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from leistungen.viewsets import leistung_chooser
from search.models import Anheftung, Regel, Synonym
from search.schreibtisch.anheften import AnheftungForm, art_panel, ziel_panel
from search.schreibtisch.uebersicht import may_see
from search.schreibtisch.vorschau import RegelAnlegen, RegelBearbeiten
from search.schreibtisch.waehlen import SeiteZielWidget, ort_ziel, stelle_ziel


def _author(regel: Regel) -> str:
    return get_user_display_name(regel.created_by) if regel.created_by else "–"


HERKUNFT = [Column("created_by", label=_("angelegt von"), accessor=_author), DateColumn("created_at", label=_("am"))]


class RegelListe(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related(*self.list_related)

    @property
    def list_related(self) -> list[str]:
        """What a row shows of others."""
        return [field.name for field in self.model._meta.get_fields() if field.many_to_one]


class RegelViewSet(ModelViewSet):
    index_view_class = RegelListe
    add_view_class = RegelAnlegen
    edit_view_class = RegelBearbeiten
    create_template_name = edit_template_name = "verwaltung/regel.html"
    copy_view_enabled = False
    list_per_page = 50


class SynonymViewSet(RegelViewSet):
    model = Synonym
    name = "synonyme"
    icon = "resubmit"
    menu_label = _("Synonyme")
    panels = [FieldPanel("wort"), FieldPanel("bedeutet")]
    list_display = ["wort", "bedeutet", *HERKUNFT]
    search_fields = ["wort", "bedeutet"]


class AnheftungViewSet(RegelViewSet):
    model = Anheftung
    name = "anheftungen"
    icon = "thumbtack"
    menu_label = _("Angeheftete Treffer")
    edit_handler = ObjectList(
        [
            FieldPanel("ausdruck"),
            MultiFieldPanel(
                [
                    art_panel(),
                    ziel_panel("leistung", leistung_chooser.widget_class),
                    ziel_panel("stelle", stelle_ziel.widget_class),
                    ziel_panel("seite", SeiteZielWidget),
                ],
                heading=_("Was anheften?"),
                attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
            ),
            MultiFieldPanel(
                [
                    FieldPanel("gebiet", widget=ort_ziel.widget_class),
                    FieldRowPanel([FieldPanel("platz"), FieldPanel("bis")]),
                ],
                heading=_("Wo und wie lange"),
            ),
        ],
        base_form_class=AnheftungForm,
    )
    list_display = ["ausdruck", Column("ziel", label=_("oben steht")), "gebiet", "platz", "bis", *HERKUNFT]
    search_fields = ["ausdruck"]


class SucheMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_see(request.user)


class SucheViewSetGroup(ViewSetGroup):
    menu_label = _("Portalsuche")
    menu_icon = "search"
    menu_order = 260
    items = (SynonymViewSet, AnheftungViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        first = SucheMenuItem(_("Was gesucht wird"), reverse_lazy("was_gesucht_wird"), icon_name="view", order=-1)
        return [first, *super().get_submenu_items()]
