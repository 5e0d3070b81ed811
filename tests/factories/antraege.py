"""Forms and what is filled in."""

from typing import Any

from antraege.blocks import as_raw
from antraege.models import FormularPage
from antraege.services.bereiche import ensure_formularbereich
from antraege.vergleichswerte import written
from cms.models import Redaktion
from leistungen.models import Leistung

STREAMS = ("unterlagen", "schritte", "gebuehren")


def formular(
    leistung: Leistung, redaktion: Redaktion, definition: dict[str, Any], *, live: bool = True, **felder: Any
) -> FormularPage:
    """A form that says what ``definition`` says; its address is that of the Leistung unless ``slug`` is given."""
    parent = ensure_formularbereich(redaktion)
    texts = {name: value for name, value in definition.items() if name not in STREAMS}
    title = texts.pop("titel", leistung.bezeichnung)
    page = FormularPage(
        title=title, **{"slug": leistung.slug} | texts | felder, leistung=leistung, live=False, locale=parent.locale
    )
    definition = written(definition)
    for name in STREAMS:
        field = FormularPage._meta.get_field(name)
        setattr(page, name, as_raw(field.stream_block, definition.get(name, [])))
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page
