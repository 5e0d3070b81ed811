"""The start page is made of sections that settings list by dotted path (``START_ABSCHNITTE``)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """A section: its template is ``theme/templates/cms/start/<key>.html``. Without data it is left out."""

    key: str
    daten: Any
    mehr: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"cms/start/{self.key}.html"


def abschnitte(seite: Any) -> list[Abschnitt]:
    """All sections that have something to show, in the order of the settings."""
    makers: list[Callable[[Any], Abschnitt]] = [import_string(path) for path in settings.START_ABSCHNITTE]
    return [abschnitt for make in makers if (abschnitt := make(seite)).daten]


def online_direkt(seite: Any) -> Abschnitt:
    """Online services of any authority that editors put on the start page."""
    return Abschnitt("online_direkt", list(seite.online_direkt), {"sprache": seite.inhalt_sprache})
