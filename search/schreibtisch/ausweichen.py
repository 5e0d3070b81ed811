"""What staff read while the search does without Elasticsearch."""

from typing import Any

from wagtail.admin.ui.components import Component

from search import stoerung, suchmaschinen
from search.models import Suchstoerung


def present_failure() -> Suchstoerung | None:
    """None where there is no Elasticsearch at all (any more)."""
    return stoerung.current() if suchmaschinen.elastic() else None


class Stoerungstafel(Component):
    """On the first page of the desk."""

    name = "suchstoerung"
    template_name = "verwaltung/suchstoerung.html"
    order = 5

    def __init__(self, suchstoerung: Suchstoerung):
        self.suchstoerung = suchstoerung

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"stoerung": self.suchstoerung}
