"""The texts of a page in canonical form, as rows of plain values that the read model keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from cms.prosa import content_hash
from cms.verweise import address, address_without_place, with_addresses
from leistungen.textmodule import NACH_KEY, Art, Textmodul
from leistungen.textteil import text_id
from leistungen.wortlaut import text_hash

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Blocktext:
    """What an editor's block says: HTML, a line, or entries. ``orte`` are the places of each entry of a list."""

    modul: Textmodul
    id: str
    value: Any
    inhalt: Any
    gilt_fuer: list[int]
    orte: tuple[tuple[int, ...], ...] = ()


def block_texts(module: StreamValue, sprache: str = "de") -> Iterator[Blocktext]:
    """The blocks of a page in canonical form."""
    for block in module:
        modul = NACH_KEY.get(block.block_type)
        if modul is None:
            continue
        value = block.value
        whole = _places(value["gilt_fuer"])
        if modul.art is Art.LISTE:
            items = list(value["inhalt"] or ())
            orte = tuple(tuple(_places(item["gilt_fuer"]) or whole) for item in items)
            yield Blocktext(modul, block.id, value, [entry(item) for item in items], whole, orte)
        else:
            yield Blocktext(modul, block.id, value, _prose(modul, value["inhalt"], sprache), whole)


def texts_of(module: StreamValue, sprache: str = "de") -> dict[str, list[Row]]:
    """The texts of a page by section; what is empty and hides nothing is left out."""
    found: dict[str, list[Row]] = {}
    for text in block_texts(module, sprache):
        for row in _rows(text):
            if row["inhalt"] or row["modus"] == "ausblenden":
                found.setdefault(text.modul.key, []).append(row)
    return found


def _rows(text: Blocktext) -> Iterator[Row]:
    value = text.value
    common = {
        "modus": value["modus"],
        "texthash": text_hash(text.modul, text.inhalt),
        "ersetzbar": bool(value["ersetzbar"]),
        "basis": value["basis"] or "",
        "grund": value["grund"] or "",
        "quelle": value["quelle"] or "",
        "geprueft": value["stand"].isoformat() if value["stand"] else "",
    }
    for part in _parts(text):
        yield common | part | {"hash": content_hash(part["inhalt"])}


def _parts(text: Blocktext) -> Iterator[Row]:
    """The block as one text; entries of a list that hold for other places become texts of their own.

    ``nummern`` then say which entries of the block they are, so that a translation of the block finds its words.
    """
    whole = tuple(text.gilt_fuer)
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, orte in enumerate(text.orte):
        groups.setdefault(orte, []).append(number)
    if set(groups) <= {whole}:
        yield {"id": text_id(text.id), "gilt_fuer": text.gilt_fuer, "inhalt": text.inhalt}
        return
    for orte, nummern in groups.items():
        yield {
            "id": text_id(text.id, () if orte == whole else orte),
            "gilt_fuer": list(orte),
            "inhalt": [text.inhalt[number] for number in nummern],
            "nummern": nummern,
        }


def _places(gebiete: Any) -> list[int]:
    return sorted(gebiet.pk for gebiet in gebiete if gebiet)


def _prose(modul: Textmodul, inhalt: Any, sprache: str) -> str:
    if modul.art is Art.PROSA:
        source = inhalt.source if isinstance(inhalt, RichText) else str(inhalt or "")
        return with_addresses(source, sprache)
    return " ".join(str(inhalt or "").split())


def entry(item: Any) -> Row:
    """An entry of a typed list as plain values. A file or page becomes its address."""
    row: Row = {}
    for name, value in item.items():
        if name == "datei" and value:
            row["url"] = value.url
            row["groesse_kb"] = max(1, round((value.get_file_size() or 0) / 1000))
            row["format"] = value.file_extension.upper()
            row["barrierefrei"] = value.ist_barrierefrei
        elif name == "seite" and value:
            anywhere = address_without_place(value)
            row |= {"url": anywhere, "am_ort": True} if anywhere else {"url": address(value)}
        elif isinstance(value, date):
            row[name] = value.isoformat()
        elif name not in {"gilt_fuer", "datei", "seite"} and not row.get(name):
            row[name] = value
    return row
