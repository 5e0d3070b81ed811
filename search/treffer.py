"""From what an engine has found to what is shown of it: title, address and excerpt, at a place and in a language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from cms.orte import Ort, verzeichnis
from search.analysis import Vokabular
from search.auszug import Gesucht, best_passage, excerpt
from search.engines.base import Fund
from search.registry import NACH_TYP
from search.results import Treffer


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an entry: the section it stands in, and whose text it is if it is a place's own."""

    text: str
    abschnitt: str = ""
    gebiet: int | None = None


def treffer_from(fund: Fund, ort: Ort | None, wanted: Sequence[Gesucht], vokabular: Vokabular) -> Treffer:
    kopf, art = fund.kopf, NACH_TYP[fund.kopf["typ"]]
    titel = title_at(kopf, ort)
    passages = list(_passages(fund, ort))
    best = best_passage((one.text for one in passages), wanted, vokabular, titel)
    auszug = excerpt(best, wanted, vokabular)
    hit = Treffer(
        typ=art.typ,
        art=art.name,
        titel=titel,
        url=url_at(kopf, ort),
        auszug=auszug,
        titel_sprache=language_of(kopf, titel),
        auszug_sprache="de" if best in fund.dokument.deutsch else kopf["sprache"],
    )
    passage = next((one for one in passages if one.text == best), Passage(""))
    if not passage.abschnitt or not any(stueck.hervor for stueck in auszug):
        return hit
    return _with_section(hit, passage, kopf, ort)


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
    dokument = fund.dokument
    local = [one for one in dokument.lokal if ort is None or one.gebiet in ort.kette]
    if ort:
        local.sort(key=lambda one: -ort.kette.index(one.gebiet))
        whole = next((index for index, one in enumerate(local) if one.ganz), None)
        upper, local = whole is None, local[: len(local) if whole is None else whole + 1]
    else:
        upper = True
    yield from (Passage(one.kurz) for one in local if one.kurz)
    yield from (Passage(text) for text in dokument.zonen.get("kurz", ()) if upper)
    for one in local:
        yield from map(Passage, one.text, _sections(one.abschnitte, one.text), repeat(one.gebiet))
    for zone in ("text", "recht") if upper else ():
        texts = dokument.zonen.get(zone, ())
        yield from map(Passage, texts, _sections(dokument.abschnitte.get(zone, ()), texts))


def _sections(sections: Sequence[str], texts: Sequence[str]) -> Sequence[str]:
    return sections or [""] * len(texts)


def url_at(kopf: Mapping[str, Any], ort: Ort | None) -> str:
    return NACH_TYP[kopf["typ"]].url(kopf["ziel"], ort.slug if ort else "")
