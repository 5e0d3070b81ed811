"""Synonyms in the admin; who may change them is a matter of permissions (the group Portal)."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import Synonym


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "search"
    menu_label = _("Suchwörter")
    list_display = ["wort", "bedeutet"]
    search_fields = ["wort", "bedeutet"]
    add_to_settings_menu = True
