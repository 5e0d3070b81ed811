"""Lead from the page of a Leistung to its form."""

from typing import Any

from django.db import transaction

from antraege.models import FormularPage
from cms.prosa import content_hash
from leistungen.models import Ladestand, TextPage
from leistungen.services.texte import page_for, write_text

ONLINEDIENSTE = "onlinedienste"


@transaction.atomic
def link_form(page: FormularPage, titel: str) -> bool:
    """Put the form into the online services of its Redaktion's text, if it is not there. Returns whether it was added.

    A text that came from a file stays known as unchanged by editors.
    """
    redaktion, leistung = page.redaktion, page.leistung
    text = page_for(redaktion, leistung)
    items = _items(text) if text else []
    if any(item.get("seite") == page.pk for item in items):
        return False
    kept = Ladestand.objects.filter(objekt=f"text:{leistung.slug}/{redaktion.gebiet.slug}").first()
    unchanged = kept is not None and text is not None and kept.stand == content_hash(text.latest_revision_id)
    entry = {"titel": titel, "seite": page.pk, "url": "", "vertrauensniveau": "00", "anbieter": "", "gilt_fuer": []}
    module = {ONLINEDIENSTE: [{"inhalt": [*items, entry]}]}
    done = write_text(redaktion=redaktion, leistung=leistung, module=module, anlass="formulare_load")
    if kept is not None and unchanged:
        kept.stand = content_hash(done.page.latest_revision_id)
        kept.save(update_fields=["stand"])
    return True


def _items(text: TextPage) -> list[dict[str, Any]]:
    """The entries that are there, as ``write_text`` takes them."""
    found = [block["value"]["inhalt"] for block in text.module.raw_data if block["type"] == ONLINEDIENSTE]
    values = [item["value"] for items in found for item in items]
    return [one | {"gilt_fuer": [each["value"] for each in one.get("gilt_fuer") or []]} for one in values]
