"""Checks of the catalogue as a whole: what is missing, what has no source, what repeats, what is broken."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from cms.orte import verzeichnis
from leistungen.enums import Kostenart
from leistungen.models import Leistung, Textstand
from leistungen.textmodule import NACH_KEY, Art
from leistungen.vorpruefung import PLACEHOLDER

NOETIG = ("leistungsbezeichnung", "volltext", "unterlagen", "kosten", "rechtsgrundlagen")
INTERNAL = re.compile(r'href="/leistungen/([a-z0-9-]+)/"')
PARAGRAPH = re.compile(r"(?:§|Art(?:ikel|\.)|Nr\.|Nummer)\s*\d", re.I)
NEAR_EQUAL = 90  # per cent of similar characters
LEAST_LENGTH = 120  # characters; short texts are alike by nature


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding. ``defekt``: the catalogue is broken there; otherwise it only could be better."""

    art: str
    leistung: str
    wo: str
    modul: str
    text: str
    defekt: bool = False


def check() -> dict[str, Any]:
    """All findings, with the number of Leistungen, texts and sections looked at."""
    leistungen = {leistung.pk: leistung for leistung in Leistung.objects.prefetch_related("zustaendigkeiten")}
    rows = list(Textstand.objects.filter(sprache="de").order_by("leistung__slug", "gebiet__ars"))
    befunde = [*_rows(leistungen, rows), *_leistungen(leistungen, rows), *_near_equal(leistungen, rows)]
    return {
        "leistungen": len(leistungen),
        "texte": len(rows),
        "module": sum(len(row.module) for row in rows),
        "defekt": any(befund.defekt for befund in befunde),
        "befunde": [asdict(befund) for befund in befunde],
    }


def _rows(leistungen: dict[int, Leistung], rows: list[Textstand]) -> Iterator[Befund]:
    slugs = {leistung.slug for leistung in leistungen.values()}
    for row in rows:
        slug, wo = leistungen[row.leistung_id].slug, verzeichnis().by_id[row.gebiet_id].slug
        for key, texts in row.module.items():
            for text in texts:
                for art, message, defekt in _text(key, text, slugs):
                    yield Befund(art, slug, wo, key, message, defekt)


def _text(key: str, text: dict[str, Any], slugs: set[str]) -> Iterator[tuple[str, str, bool]]:
    inhalt = text["inhalt"]
    modul = NACH_KEY.get(key)
    if modul is None:
        yield "modul", "unbekanntes Textmodul", True
        return
    if modul.art is Art.LISTE:
        for item in inhalt:
            yield from _entry(key, item)
        return
    if found := PLACEHOLDER.search(inhalt):
        yield "platzhalter", found.group(), False
    for slug in INTERNAL.findall(inhalt):
        if slug not in slugs:
            yield "verweis", f"führt zu einer Leistung, die es nicht gibt: {slug}", True
    if key == "rechtsgrundlagen" and not PARAGRAPH.search(inhalt) and text["modus"] != "ausblenden":
        yield "rechtsgrundlage", "nennt keinen Paragrafen", False


def _entry(key: str, item: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    name = item.get("bezeichnung") or item.get("titel") or ""
    if PLACEHOLDER.search(" ".join(str(value) for value in item.values())):
        yield "platzhalter", name, False
    if key != "kosten":
        return
    amounts = {Kostenart.FEST: ("cent",), Kostenart.SPANNE: ("von_cent", "bis_cent")}.get(item["art"], ())
    if any(item.get(field) is None for field in amounts):
        yield "betrag", f"{name}: der Betrag fehlt", True
    if amounts and not (item.get("vorschrift") and item.get("stand")):
        yield "betrag", f"{name}: Vorschrift oder Tag der Prüfung fehlt", False


def _leistungen(leistungen: dict[int, Leistung], rows: list[Textstand]) -> Iterator[Befund]:
    by_leistung: dict[int, list[Textstand]] = defaultdict(list)
    for row in rows:
        by_leistung[row.leistung_id].append(row)
    for pk, leistung in leistungen.items():
        own = by_leistung[pk]
        if not any(row.stamm for row in own):
            yield Befund("stammtext", leistung.slug, "", "", "hat keinen Stammtext", bool(own))
            continue
        there = {key for row in own if row.stamm for key in row.module}
        for key in NOETIG:
            if key not in there:
                yield Befund("modul", leistung.slug, "", key, "fehlt im Stammtext")
        for key in leistung.schluessel:
            if not (re.fullmatch(r"99\d{12}", key.get("code", "")) and key.get("quelle") and key.get("stand")):
                yield Befund("schluessel", leistung.slug, "", "", f"{key.get('code')}: Form, Quelle oder Tag fehlt")
        yield from _responsible(leistung, own)


def _responsible(leistung: Leistung, own: list[Textstand]) -> Iterator[Befund]:
    """Where a Redaktion below the Land writes about a Leistung, somebody is responsible there, above or below."""
    orte = verzeichnis()
    entered = [orte.by_id[entry.gebiet_id] for entry in leistung.zustaendigkeiten.all()]
    for row in own:
        ort = orte.by_id[row.gebiet_id]
        if not ort.hoheitlich and not any(one.id in ort.kette or ort.id in one.kette for one in entered):
            yield Befund("zustaendigkeit", leistung.slug, ort.slug, "", "niemand ist eingetragen")


def _near_equal(leistungen: dict[int, Leistung], rows: list[Textstand]) -> Iterator[Befund]:
    """Prose of one section that says nearly the same at two places."""
    by_modul: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        slug, wo = leistungen[row.leistung_id].slug, verzeichnis().by_id[row.gebiet_id].slug
        for key, texts in row.module.items():
            if key in NACH_KEY and NACH_KEY[key].art is Art.PROSA:
                plain = (re.sub(r"<[^>]+>", " ", text["inhalt"]) for text in texts)
                by_modul[key] += [(slug, wo, text) for text in plain if len(text) >= LEAST_LENGTH]
    for key, texts in by_modul.items():
        for (slug, wo, one), (other, elsewhere, two) in combinations(texts, 2):
            if fuzz.ratio(one, two, score_cutoff=NEAR_EQUAL):
                yield Befund("fast gleich", slug, wo, key, f"wie {other} ({elsewhere})")
