"""What a browser posts for the edit form of a form."""

from datetime import date
from typing import Any

from wagtail import blocks
from wagtail.test.utils.form_data import nested_form_data, rich_text

from antraege.models import FormularPage
from leistungen.blocks import CentBlock

STREAMS = ("unterlagen", "schritte", "gebuehren")
TEXTS = ("title", "slug", "kurztext", "dauer", "entwurf_tage", "aufbewahrung_tage", "seo_title", "search_description")


def posted(page: FormularPage, *, publish: bool = False, **mehr: Any) -> dict[str, Any]:
    """The page as it is, with ``mehr`` in place of some fields."""
    data: dict[str, Any] = {name: getattr(page, name) for name in TEXTS} | {"leistung": page.leistung_id}
    data |= {name: rich_text(getattr(page, name), features=[]) for name in ("voraussetzungen", "datenschutz", "danke")}
    for name in STREAMS:
        data[name] = data_of(page._meta.get_field(name).stream_block, getattr(page, name))
    return nested_form_data(data | mehr) | ({"action-publish": "1"} if publish else {})


def data_of(block: Any, value: Any) -> Any:
    if isinstance(block, blocks.StreamBlock):
        entries = [(one.block_type, one.block, one.value, one.id) for one in value or ()]
        data = {str(n): _entry(n, data_of(b, v), id_) | {"type": t} for n, (t, b, v, id_) in enumerate(entries)}
        return data | {"count": str(len(entries))}
    if isinstance(block, blocks.ListBlock):
        found = list(value.bound_blocks) if value else []
        data = {str(n): _entry(n, data_of(one.block, one.value), one.id) for n, one in enumerate(found)}
        return data | {"count": str(len(found))}
    if isinstance(block, blocks.StructBlock):
        return {name: data_of(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source if value else "", features=block.features)
    if isinstance(block, CentBlock):
        return block.value_for_form(value)
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else ""
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def _entry(number: int, value: Any, id_: str | None) -> dict[str, Any]:
    return {"value": value, "deleted": "", "order": str(number), "id": id_ or ""}
