"""From what an engine has found to what is shown of it: title, address and excerpt, at a place and in a language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cms.orte import Ort
from search.analysis import Vokabular
from search.auszug import Gesucht, best_passage, excerpt
from search.engines.base import Fund
from search.registry import NACH_TYP
from search.results import Treffer


def treffer_from(fund: Fund, ort: Ort | None, wanted: Sequence[Gesucht], vokabular: Vokabular) -> Treffer:
    kopf, art = fund.kopf, NACH_TYP[fund.kopf["typ"]]
    titel = title_at(kopf, ort)
    passage = best_passage(_passages(fund, ort), wanted, vokabular, titel)
    return Treffer(
        typ=art.typ,
        art=art.name,
        titel=titel,
        url=url_at(kopf, ort),
        auszug=excerpt(passage, wanted, vokabular),
        titel_sprache=language_of(kopf, titel),
        auszug_sprache="de" if passage in fund.dokument.deutsch else kopf["sprache"],
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


def _passages(fund: Fund, ort: Ort | None) -> Iterable[str]:
    """What readers at the place see, the summary and the nearest first; without a place everything."""
    dokument = fund.dokument
    local = [one for one in dokument.lokal if ort is None or one.gebiet in ort.kette]
    if ort:
        local.sort(key=lambda one: -ort.kette.index(one.gebiet))
        whole = next((index for index, one in enumerate(local) if one.ganz), None)
        upper, local = whole is None, local[: len(local) if whole is None else whole + 1]
    else:
        upper = True
    yield from [one.kurz for one in local if one.kurz]
    yield from dokument.zonen.get("kurz", ()) if upper else ()
    yield from (text for one in local for text in one.text)
    for zone in ("text", "recht"):
        yield from dokument.zonen.get(zone, ()) if upper else ()


def url_at(kopf: Mapping[str, Any], ort: Ort | None) -> str:
    return NACH_TYP[kopf["typ"]].url(kopf["ziel"], ort.slug if ort else "")
