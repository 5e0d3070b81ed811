"""What waits for each Redaktion, derived from the live catalogue; follows the journal of changes.

Nothing happens while somebody publishes: whoever reads the tasks brings them up to date first, and so does the
``zeitplan`` every minute.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from django.db.models import QuerySet

from cms import aenderungen
from cms.models import Ebene, Redaktion
from cms.orte import Ort, verzeichnis
from leistungen import sprachaufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, Pruefplan, Textstand, Vorlage, Zustaendigkeit
from leistungen.querysets import is_served, lage_from
from leistungen.textmodule import REIHENFOLGE
from leistungen.vererbung import Abschnitt, Lage, resolve, stamm_above
from leistungen.vergleich import is_trivial
from leistungen.verlauf import start_of
from leistungen.vorlagen import wording
from leistungen.vorpruefung import Entwurf, gaps, stops
from leistungen.worte import as_html

FOLLOWER = "aufgaben"
EVERYTHING = frozenset({"gebiete", "redaktion"})
VERWALTEN = frozenset({Ebene.VERBANDSGEMEINDE, Ebene.VERBANDSFREIE_GEMEINDE, Ebene.KREISFREIE_STADT})
CHUNK = 5  # Leistungen at a time
STEPS_WHILE_WAITING = 5


def current() -> QuerySet[Aufgabe]:
    """The tasks, up to date unless so much has changed at once that nobody should wait for it."""
    aenderungen.follow(FOLLOWER, _plan, most=STEPS_WHILE_WAITING)
    return Aufgabe.objects.waiting()


def catch_up() -> None:
    """Follow the journal."""
    aenderungen.follow(FOLLOWER, _plan)


def _plan(tags: set[str] | None) -> list[aenderungen.Schritt]:
    everything = tags is None or not EVERYTHING.isdisjoint(tags)
    if everything:
        leistungen = list(Textstand.objects.order_by("leistung").values_list("leistung", flat=True).distinct())
    else:
        leistungen = sorted(aenderungen.ids_of(tags or (), "leistung"))
    teams = dict(Redaktion.objects.values_list("gebiet", "pk")) if leistungen else {}
    chunks = [leistungen[start : start + CHUNK] for start in range(0, len(leistungen), CHUNK)]
    steps: list[aenderungen.Schritt] = [partial(_write, chunk, teams) for chunk in chunks]
    return [Aufgabe.objects.exclude(leistung__in=leistungen).delete, *steps] if everything else steps


def _write(leistungen: list[int], teams: dict[int, int]) -> None:
    """Bring the tasks about some Leistungen in line; one that stays keeps the day it came."""
    due = {aufgabe.key: aufgabe for aufgabe in _due(leistungen, teams)}
    there = {aufgabe.key: aufgabe.pk for aufgabe in Aufgabe.objects.filter(leistung__in=leistungen)}
    Aufgabe.objects.filter(pk__in=[pk for key, pk in there.items() if key not in due]).delete()
    Aufgabe.objects.bulk_create([aufgabe for key, aufgabe in due.items() if key not in there], batch_size=500)


def _due(leistungen: list[int], teams: dict[int, int]) -> Iterator[Aufgabe]:
    rows = Textstand.objects.filter(leistung__in=leistungen, sprache="de")
    texts: dict[int, list[tuple[int, Lage]]] = defaultdict(list)
    for leistung, page, gebiet, ebene, stamm, module in rows.values_list(
        "leistung", "page", "gebiet", "gebiet__ebene", "stamm", "module"
    ):
        texts[leistung].append((page, lage_from(gebiet, ebene, stamm, module)))
    served: dict[int, set[int]] = defaultdict(set)
    for leistung, gebiet in Zustaendigkeit.objects.filter(leistung__in=leistungen).values_list("leistung", "gebiet"):
        served[leistung].add(gebiet)
    pages = [page for found in texts.values() for page, _lage in found]
    plans = dict(Pruefplan.objects.filter(page__in=pages).values_list("page", "naechste"))
    vorlagen = _Vorlagen()
    for leistung, found in texts.items():
        lagen = [lage for _page, lage in found]
        for page, lage in found:
            if lage.gebiet in teams:
                common = {"page_id": page, "leistung_id": leistung, "redaktion_id": teams[lage.gebiet]}
                yield from _of_text(common, lage, lagen, served[leistung], vorlagen)
                if page in plans:
                    yield Aufgabe(**common, art=Aufgabenart.PRUEFUNG, ab=plans[page], seit=start_of(plans[page]))
        yield from _unserved(leistung, lagen, teams, served[leistung])
    yield from sprachaufgaben.due(leistungen, teams)


def _unserved(leistung: int, lagen: list[Lage], teams: dict[int, int], served: set[int]) -> Iterator[Aufgabe]:
    """Where citizens read what others wrote and find no office; whoever wrote there too hears of it with the text."""
    own = {lage.gebiet for lage in lagen}
    stamm = {lage.gebiet for lage in lagen if lage.stamm}
    by_id = verzeichnis().by_id
    for gebiet, redaktion in teams.items():
        ort = by_id[gebiet]
        readable = ort.ebene in VERWALTEN and gebiet not in own and not stamm.isdisjoint(ort.kette)
        if readable and not is_served(ort, served):
            yield Aufgabe(leistung_id=leistung, redaktion_id=redaktion, art=Aufgabenart.ZUSTAENDIGKEIT)


def _of_text(
    common: dict[str, Any], lage: Lage, lagen: list[Lage], served: set[int], vorlagen: "_Vorlagen"
) -> Iterator[Aufgabe]:
    ort = verzeichnis().by_id[lage.gebiet]
    here = [one for one in lagen if one.gebiet in ort.kette]
    above = {one.modul: one for one in stamm_above(here, ort.kette, ort.id, REIHENFOLGE)}
    for text in lage.texte:
        now = above[text.modul].hash if text.modul in above else ""
        if text.basis != now:
            trivial = vorlagen.is_trivial(text.modul, text.basis, above.get(text.modul))
            pins = {"text": text.id, "geschrieben_fuer": text.basis, "jetzt": now, "nebensache": trivial}
            yield Aufgabe(**common, art=Aufgabenart.ZU_PRUEFEN, modul=text.modul, **pins)
    yield from _gaps(common, lage, ort, here, served)


def _gaps(common: dict[str, Any], lage: Lage, ort: Ort, here: list[Lage], served: set[int]) -> Iterator[Aufgabe]:
    entwurf = Entwurf(
        abschnitte=resolve(here, ort.kette, REIHENFOLGE),
        eigene=lage.texte,
        zustaendig=is_served(ort, served),
        hoheitlich=ort.hoheitlich,
    )
    for befund in stops(gaps(entwurf)):
        art = Aufgabenart.ZUSTAENDIGKEIT if befund.art == "zustaendigkeit" else Aufgabenart.LUECKE
        yield Aufgabe(**common, art=art, modul=befund.modul)


class _Vorlagen:
    """Wordings that texts were written for, compared once for all Redaktionen that built on them."""

    def __init__(self) -> None:
        self.is_same = lru_cache(maxsize=None)(self._is_same)
        self._now: dict[str, Abschnitt] = {}

    def is_trivial(self, modul: str, before: str, now: Abschnitt | None) -> bool:
        """Whether only spacing, links or spelling differ."""
        if not before or now is None:
            return False
        self._now[now.hash] = now
        return self.is_same(modul, before, now.hash)

    def _is_same(self, modul: str, before: str, now: str) -> bool:
        kept = Vorlage.objects.filter(pk=before).first()
        return kept is not None and is_trivial(as_html(modul, kept.inhalt), as_html(modul, wording(self._now[now])))


def of_redaktionen(redaktionen: Iterable[int]) -> QuerySet[Aufgabe]:
    """What waits for some Redaktionen."""
    return current().filter(redaktion__in=list(redaktionen))
