"""From what an engine has found to what is shown of it: title, address and excerpt, at a place and in a language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Any

from cms.orte import Ort, verzeichnis
from search.analysis import Vokabular
from search.auszug import Gesucht, Passage, best_passage, excerpt
from search.engines.base import Fund
from search.registry import NACH_TYP
from search.results import Treffer


def treffer_from(fund: Fund, ort: Ort | None, wanted: Sequence[Gesucht], vokabular: Vokabular) -> Treffer:
    kopf, art = fund.kopf, NACH_TYP[fund.kopf["typ"]]
    titel = title_at(kopf, ort)
    best = best_passage(_passages(fund, ort), wanted, vokabular, titel)
    auszug = excerpt(best.text, wanted, vokabular)
    hit = Treffer(
        typ=art.typ,
        art=art.name,
        titel=titel,
        url=url_at(kopf, ort),
        auszug=auszug,
        titel_sprache=language_of(kopf, titel),
        auszug_sprache="de" if best.text in fund.teile[0].get("deutsch", ()) else kopf["sprache"],
    )
    if not best.abschnitt or not any(stueck.hervor for stueck in auszug):
        return hit
    return _with_section(hit, best, kopf, ort)


def _with_section(hit: Treffer, passage: Passage, kopf: Mapping[str, Any], ort: Ort | None) -> Treffer:
    """Without a place, what only one place says is to be read on the page at that place."""
    orte = verzeichnis()
    writer = orte.by_id.get(passage.gebiet) if passage.gebiet and ort is None else None
    writer = orte.today(writer) if writer else None
    return replace(
        hit,
        abschnitt=NACH_TYP[hit.typ].abschnitt(passage.abschnitt),
        abschnitt_url=f"{url_at(kopf, ort or writer)}#{passage.abschnitt}",
        abschnitt_ort=writer.anzeige if writer else "",
    )


def language_of(kopf: Mapping[str, Any], text: str) -> str:
    """The language of a name that the list shows."""
    return "de" if text in kopf["deutsch"] else str(kopf["sprache"])


def title_at(kopf: Mapping[str, Any], ort: Ort | None) -> str:
    """The title at the place, from the nearest level that has one of its own."""
    for gebiet in reversed(ort.kette if ort else ()):
        if title := kopf["lokal"].get(str(gebiet), ("",))[0]:
            return str(title)
    return str(kopf["titel"])


def _passages(fund: Fund, ort: Ort | None) -> Iterable[Passage]:
    """What readers at the place see, the summary and the nearest first; without a place everything."""
    oben, local = fund.teile
    if ort:
        local = sorted(local, key=lambda one: -ort.kette.index(one["gebiet"]))
        whole = next((index for index, one in enumerate(local) if one.get("ganz")), None)
        upper, local = whole is None, local[: len(local) if whole is None else whole + 1]
    else:
        upper = True
    yield from (Passage(one["kurz"], marken=one["marken"][0]) for one in local if one.get("kurz"))
    if upper:
        yield from _of_zone(oben, "kurz")
    for one in local:
        texts = one.get("text", ())
        yield from map(Passage, texts, _sections(one, texts), repeat(one["gebiet"]), one["marken"][1:])
    for zone in ("text", "recht") if upper else ():
        yield from _of_zone(oben, zone)


def _of_zone(oben: Mapping[str, Any], zone: str) -> Iterable[Passage]:
    texts = oben.get("zonen", {}).get(zone, ())
    sections = oben.get("abschnitte", {}).get(zone) or repeat("")
    return map(Passage, texts, sections, repeat(None), oben.get("marken", {}).get(zone, ()))


def _sections(part: Mapping[str, Any], texts: Sequence[str]) -> Sequence[str]:
    return part.get("abschnitte") or [""] * len(texts)


def url_at(kopf: Mapping[str, Any], ort: Ort | None) -> str:
    return NACH_TYP[kopf["typ"]].url(kopf["ziel"], ort.slug if ort else "")
