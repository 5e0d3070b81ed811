"""What a browser posts for the form of a text page."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from leistungen.textmodule import NACH_KEY, Art

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
KEIN_BETRAG = {"cent": "", "von_cent": "", "bis_cent": "", "vorkasse": "", "gueltig_ab": "", "gueltig_bis": ""}
EINTRAG = {
    "kosten": KEIN_BETRAG | {"bezeichnung": "Hund", "kanal": "alle", "art": "fest", "hinweis": ""},
    "frist": dict.fromkeys(("bezeichnung", "anzahl", "bis_anzahl", "einheit", "stichtag", "bezug", "hinweis"), ""),
    "formulare": {"bezeichnung": "Antrag", "datei": "", "url": "", "groesse_kb": "", "format": ""},
    "onlinedienste": {"titel": "Antrag", "seite": "", "url": "", "vertrauensniveau": "00", "anbieter": ""},
    "dokumente": {"richtung": "ausgehend", "bezeichnung": "Bescheid", "hinweis": ""},
}


def liste(*items: tuple[str, Any]) -> dict[str, Any]:
    """A ListBlock's data; each item with its id."""
    data: dict[str, Any] = {"count": str(len(items))}
    for index, (id_, value) in enumerate(items):
        data[str(index)] = {"value": value, "deleted": "", "order": str(index), "id": id_}
    return data


def gebiete(*orte: Any) -> dict[str, Any]:
    """The data of ``gilt_fuer``."""
    return liste(*((f"00000000-0000-4000-8000-{gebiet.pk:012d}", gebiet.pk) for gebiet in orte))


def modul(key: str, inhalt: Any, *, id_: str = "", modus: str = "ergaenzen", basis: str = "", **mehr: Any) -> Any:
    """A section: key, data, id."""
    art = NACH_KEY[key].art
    if art is Art.PROSA:
        inhalt = rich_text(inhalt, features=FEATURES)
    elif art is Art.LISTE:
        entries = [(f"00000000-0000-4000-9000-{n:012d}", _entry(key, entry)) for n, entry in enumerate(inhalt)]
        inhalt = liste(*entries)
    empty = {"gilt_fuer": liste(), "grund": "", "quelle": "", "stand": ""}
    return key, empty | {"inhalt": inhalt, "modus": modus, "basis": basis} | mehr, id_


def _entry(key: str, entry: dict[str, Any]) -> dict[str, Any]:
    return EINTRAG[key] | {"gilt_fuer": liste()} | entry


def formular(*module: Any, publish: bool = False) -> dict[str, Any]:
    """The posted form."""
    stream = streamfield([(key, value) for key, value, _id in module])
    for index, (_key, _value, id_) in enumerate(module):
        stream[str(index)]["id"] = id_ or f"00000000-0000-4000-a000-{index:012d}"
    data = nested_form_data({"module": stream})
    return data | ({"action-publish": "1"} if publish else {})
