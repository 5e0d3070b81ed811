"""What the desk keeps for the council."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.viewsets import EigenesViewSet
from leistungen.models import Sitzung
from leistungen.panels import SITZUNG
from leistungen.schreibtisch.sammlungen import SammlungViewSet


class SitzungViewSet(EigenesViewSet):
    model = Sitzung
    name = "sitzungen"
    icon = "calendar"
    menu_label = _("Sitzungen")
    add_to_admin_menu = False
    edit_handler = SITZUNG
    mitladen = ("redaktion",)
    list_display = ["gremium", DateColumn("tag", label=_("Tag")), "redaktion"]
    list_filter = ["redaktion"]
    search_fields = ["gremium"]


class RatViewSetGroup(ViewSetGroup):
    menu_label = _("Rat")
    menu_icon = "group"
    menu_order = 255
    items = (SammlungViewSet, SitzungViewSet)
