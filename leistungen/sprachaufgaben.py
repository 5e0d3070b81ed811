"""What waits for a Redaktion in its translations: texts whose German wording has changed, and texts without words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, Textstand, Vorlage
from leistungen.sprachstand import FEHLT, VERALTET, states
from leistungen.textteil import block_of
from leistungen.vererbung import Abschnitt
from leistungen.vergleich import is_trivial
from leistungen.worte import wording_as_html

ARTEN = {VERALTET: Aufgabenart.UEBERSETZUNG, FEHLT: Aufgabenart.UNUEBERSETZT}


@dataclass(frozen=True, slots=True)
class Offen:
    """A German block that a live translated page does not have, or has in words made from another wording."""

    page: Textstand
    block: str
    art: str
    original: str
    deutsch: Abschnitt


def due(leistungen: Iterable[int], teams: dict[int, int]) -> Iterator[Aufgabe]:
    """The tasks about some Leistungen. ``teams`` are the Redaktionen by Gebiet. Three queries."""
    found = [one for one in _open(list(leistungen)) if one.page.gebiet_id in teams]
    kept = Vorlage.objects.in_bulk({one.original for one in found} - {""}) if found else {}
    for one in found:
        before = kept.get(one.original)
        yield Aufgabe(
            page_id=one.page.pk,
            leistung_id=one.page.leistung_id,
            redaktion_id=teams[one.page.gebiet_id],
            art=ARTEN[one.art],
            modul=one.deutsch.modul,
            text=one.block,
            geschrieben_fuer=one.original,
            jetzt=one.deutsch.hash,
            nebensache=before is not None and _is_trivial(before, one.deutsch),
        )


def _open(leistungen: list[int]) -> Iterator[Offen]:
    fremd = list(Textstand.objects.filter(leistung__in=leistungen).exclude(sprache="de"))
    if not fremd:
        return
    there = {one.leistung_id for one in fremd}
    rows = Textstand.objects.filter(leistung__in=there, gebiet__in={one.gebiet_id for one in fremd}, sprache="de")
    german = {(row.leistung_id, row.gebiet_id, row.stamm): row for row in rows}
    for page in fremd:
        if source := german.get((page.leistung_id, page.gebiet_id, page.stamm)):
            yield from _open_blocks(source, page)


def _open_blocks(source: Textstand, page: Textstand) -> Iterator[Offen]:
    """Each block once, though it may consist of several texts."""
    open_blocks = {
        block_of(row["id"]): stand for row, stand in states(source.module, page.module) if stand.art in ARTEN
    }
    vorlagen = source.vorlagen() if open_blocks else {}
    for block, stand in open_blocks.items():
        yield Offen(page, block, stand.art, stand.original, vorlagen[block])


def _is_trivial(before: Vorlage, now: Abschnitt) -> bool:
    return is_trivial(*(wording_as_html(now.modul, one) for one in (before.inhalt[0], now.teile[0].text.inhalt)))
