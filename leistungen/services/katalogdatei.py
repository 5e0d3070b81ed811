"""Reading catalogue files (``docs/katalog-format.md``): YAML in, checked plain values out. Writes nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from cms.prosa import sanitise
from leistungen.blocks import LISTEN
from leistungen.textmodule import NACH_KEY, Art, Textmodul

TOP = {"redaktionen", "lebenslagen", "stellen", "leistung", "online_direkt", "haeufige_anliegen"}
LEISTUNG = {
    "slug", "bezeichnung", "redaktion", "schluessel", "typisierung", "themenfeld", "lebenslagen",
    "zielgruppen", "synonyme", "texte", "uebersetzungen", "zustaendigkeit",
}  # fmt: skip
LANG = {"inhalt", "modus", "gilt_fuer", "grund", "ersetzbar", "quelle", "stand"}

_LEISTUNG = re.compile(r'href="leistung:([a-z0-9-]+)"')

Value = dict[str, Any]


@dataclass(slots=True)
class Katalog:
    """All files together. ``fehler`` lists what could not be understood, each with its file."""

    redaktionen: list[Value] = field(default_factory=list)
    lebenslagen: list[Value] = field(default_factory=list)
    stellen: list[Value] = field(default_factory=list)
    leistungen: dict[str, Value] = field(default_factory=dict)
    fehler: list[str] = field(default_factory=list)


def read(paths: Iterable[Path]) -> Katalog:
    """Read files and folders. Descriptions of one Leistung in several files are put together."""
    katalog = Katalog()
    for path in _files(paths):
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            katalog.fehler.append(f"{path.name}: {error}")
            continue
        if not isinstance(content, dict):
            katalog.fehler.append(f"{path.name}: erwartet werden Schlüssel wie „leistung“ oder „stellen“")
            continue
        _add(katalog, content, path.name)
    return katalog


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _add(katalog: Katalog, content: Value, name: str) -> None:
    katalog.fehler += [f"{name}: unbekannter Schlüssel {key}" for key in set(content) - TOP]
    for key in ("redaktionen", "lebenslagen", "stellen"):
        getattr(katalog, key).extend(content.get(key) or [])
    leistung = content.get("leistung")
    if not leistung:
        return
    katalog.fehler += [f"{name}: unbekannter Schlüssel leistung.{key}" for key in set(leistung) - LEISTUNG]
    found = katalog.leistungen.setdefault(leistung["slug"], {"datei": name})
    for key, value in leistung.items():
        if isinstance(value, list) and key in found:
            found[key] = [*found[key], *value]
        else:
            found[key] = value


def modules(raw: Value, where: str, fehler: list[str]) -> dict[str, list[Value]]:
    """The sections of a text: per key a list of block values, places still by slug or ARS."""
    found: dict[str, list[Value]] = {}
    for key, given in raw.items():
        modul = NACH_KEY.get(key)
        if modul is None:
            fehler.append(f"{where}: unbekanntes Textmodul {key}")
            continue
        found[key] = [_module(modul, one, f"{where} {key}", fehler) for one in _variants(modul, given)]
    return found


def contents(raw: Value, where: str, fehler: list[str]) -> dict[str, list[Any]]:
    """The sections of a translation: per key a list of contents."""
    found = modules(raw, where, fehler)
    return {key: [value["inhalt"] for value in values] for key, values in found.items()}


def _variants(modul: Textmodul, given: Any) -> list[Any]:
    """A section may be given as its content, as a mapping with ``inhalt``, or as a list of such mappings."""
    if isinstance(given, dict):
        return [given]
    if isinstance(given, list) and (modul.art is not Art.LISTE or _is_long(given)):
        return given
    return [{"inhalt": given}]


def _is_long(given: list[Any]) -> bool:
    return bool(given) and all(isinstance(one, dict) and {"inhalt", "modus"} & set(one) for one in given)


def _module(modul: Textmodul, given: Any, where: str, fehler: list[str]) -> Value:
    if not isinstance(given, dict):
        given = {"inhalt": given}
    fehler += [f"{where}: unbekannte Angabe {key}" for key in set(given) - LANG]
    value = {key: given[key] for key in LANG & set(given)}
    inhalt = given.get("inhalt")
    if modul.art is Art.LISTE:
        value["inhalt"] = [_entry(modul, item, where, fehler) for item in inhalt or []]
    elif modul.art is Art.PROSA:
        value["inhalt"] = prose(str(inhalt or ""))
    else:
        value["inhalt"] = " ".join(str(inhalt or "").split())
    return _plain(value)


def prose(html: str) -> str:
    """Rich text as editors' fields store it; ``leistung:slug`` becomes an address of the catalogue."""
    return sanitise(_LEISTUNG.sub(r'href="/leistungen/\1/"', html), stored=True)


def _entry(modul: Textmodul, item: Any, where: str, fehler: list[str]) -> Value:
    block = LISTEN[modul.key]()
    if not isinstance(item, dict):
        fehler.append(f"{where}: Eintrag „{item}“ ist keine Liste von Angaben")
        return {}
    fehler += [f"{where}: unbekannte Angabe {key}" for key in set(item) - set(block.child_blocks)]
    known = {key: value for key, value in item.items() if key in block.child_blocks}
    return _plain(
        {name: child.get_prep_value(child.get_default()) for name, child in block.child_blocks.items()} | known
    )


def _plain(value: Value) -> Value:
    """Dates as ISO text, as StreamField data has them."""
    return {key: one.isoformat() if isinstance(one, date) else one for key, one in value.items()}
