"""Collections of texts, each with a link for those who have no account."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PageChooserPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn

from cms.forms import VerweisForm, offer_own
from cms.viewsets import EigenesAnlegen, EigenesViewSet
from leistungen.models import Sammlung
from leistungen.models.redaktion import bereiche


class SammlungForm(VerweisForm):
    """A collection holds German texts of its own Redaktion; a page's id that is posted proves nothing."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_own(self, "redaktion")

    def is_valid(self) -> bool:
        return super().is_valid() and not self._foreign()

    def _foreign(self) -> bool:
        """Whether any text is not the Redaktion's; says so beside it."""
        redaktion = self.cleaned_data.get("redaktion") or self.instance.redaktion
        areas = [path for path, area in bereiche().items() if area.redaktion == redaktion.pk]
        foreign = False
        for form in self.formsets["posten"].forms:
            page = form.cleaned_data.get("seite")
            if page and not form.cleaned_data.get("DELETE") and page.path[: -page.steplen] not in areas:
                form.add_error("seite", _("Dieser Text gehört nicht zu Ihrer Redaktion."))
                foreign = True
        return foreign


SAMMLUNG = ObjectList(
    [
        HelpPanel(template="verwaltung/sammlung_link.html"),
        FieldPanel("redaktion"),
        FieldPanel("titel"),
        MultipleChooserPanel(
            "posten",
            chooser_field_name="seite",
            panels=[PageChooserPanel("seite", ["leistungen.StammtextPage", "leistungen.ErgaenzungPage"])],
            heading=_("Texte"),
            label=_("Text"),
            min_num=1,
        ),
        MultiFieldPanel([FieldPanel("mit_entwuerfen"), FieldPanel("mit_anmerkungen")], heading=_("Was der Link zeigt")),
        MultiFieldPanel([FieldPanel("gueltig_bis"), FieldPanel("gesperrt")], heading=_("Wie lange er gilt")),
    ],
    base_form_class=SammlungForm,
)


class SammlungAnlegen(EigenesAnlegen):
    """Leads on to the form, where the link now stands."""

    def get_success_url(self) -> str:
        return str(self.get_edit_url())


class SammlungViewSet(EigenesViewSet):
    model = Sammlung
    name = "sammlungen"
    icon = "link"
    menu_label = _("Sammlungen")
    add_to_admin_menu = False
    add_view_class = SammlungAnlegen
    edit_handler = SAMMLUNG
    mitladen = ("redaktion",)
    list_display = [
        "titel",
        Column("geltung", label=_("Link"), accessor=lambda one: one.geltung.label),
        DateColumn("gueltig_bis", label=_("gilt bis")),
        BooleanColumn("mit_entwuerfen", label=_("mit Entwürfen")),
        "redaktion",
    ]
    list_filter = ["redaktion"]
    search_fields = ["titel"]
