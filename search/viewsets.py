"""The list and form of synonyms; the group Portal keeps them."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from search.models import Synonym


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "synonyme"
    icon = "search"
    menu_label = gettext_lazy("Synonyme")
    menu_order = 260
    add_to_admin_menu = True
    panels = [FieldPanel("wort"), FieldPanel("bedeutet")]
    copy_view_enabled = False
    list_display = ["wort", "bedeutet"]
    search_fields = ["wort", "bedeutet"]
