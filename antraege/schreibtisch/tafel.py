"""On the desk's first page: how many cases wait."""

from typing import Any

from django.db.models import Count
from django.forms import Media
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from antraege.enums import Vorgangszustand
from antraege.permissions import vorgaenge_of


class Vorgangstafel(Component):
    name = "vorgaenge"
    template_name = "verwaltung/vorgang_tafel.html"
    order = 5

    def __init__(self, user: Any):
        self.user = user

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("theme/verwaltung/schreibtisch.css")]})

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        rows = vorgaenge_of(self.user).filter(vorschau=False).order_by()
        counted = dict(rows.values_list("zustand").annotate(n=Count("pk")))
        wait = (Vorgangszustand.EINGEGANGEN, Vorgangszustand.IN_BEARBEITUNG)
        return {"stapel": [(zustand, counted.get(zustand, 0)) for zustand in wait]}
