"""A Leistung as it reads at one place in one language: texts of all levels resolved, and who is responsible."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from cms import herkunft
from cms.orte import Ort, Verzeichnis, verzeichnis
from cms.vorbereitet import Vorbereitet
from leistungen.enums import Rolle
from leistungen.models import Leistung, TextPage, Textstand, Zustaendigkeit
from leistungen.querysets import EINTRAG_FIELDS, LAGE_FIELDS, Eintrag, eintraege_from, lagen_from
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.textstand import module_of
from leistungen.vererbung import Abschnitt, Lage, Teil, resolve
from leistungen.wortlaut import has_words

TEXTE = Vorbereitet(
    lambda slug, kette, sprache: (
        Textstand.objects.filter(leistung__slug=slug)
        .live_in(kette)
        .only_words_of(sprache)
        .values_list(*LAGE_FIELDS[:-1], "worte", "leistung__bezeichnung")
    )
)
SPRACHE = LAGE_FIELDS.index("sprache")
ZUSTAENDIG = Vorbereitet(
    lambda leistung, kette: (
        Zustaendigkeit.objects.filter(leistung=leistung).live_in(kette).order_by("pk").values_list(*EINTRAG_FIELDS)
    )
)


@dataclass(frozen=True, slots=True)
class Zustaendig:
    """An office that serves the place: its card, the staff named for this Leistung, and the reasons why."""

    rolle: str
    stelle: dict[str, Any]
    personen: tuple[dict[str, Any], ...]
    gebiet: Ort
    weil: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fassung:
    """What citizens read. ``ort`` is ``None`` where no place is chosen: then only Bund and Land speak."""

    leistung: int
    slug: str
    bezeichnung: str
    ort: Ort | None
    sprache: str
    abschnitte: tuple[Abschnitt, ...]
    zustaendig: tuple[Zustaendig, ...]
    kanonisch: Ort | None
    andere: frozenset[str] = frozenset()  # languages in which there is a page of any of these texts

    def abschnitt(self, key: str) -> Abschnitt | None:
        """The resolved section with that key."""
        return next((abschnitt for abschnitt in self.abschnitte if abschnitt.modul == key), None)

    def haupttext(self, key: str) -> Teil | None:
        """The main text of a section, without what lower levels add."""
        abschnitt = self.abschnitt(key)
        return abschnitt.teile[0] if abschnitt else None

    @property
    def titel(self) -> str:
        """The citizens' title, else the official name, else the short one."""
        teil = self._titel()
        return str(teil.text.inhalt) if teil else self.bezeichnung

    @property
    def titel_sprache(self) -> str:
        """The language the title is written in."""
        teil = self._titel()
        return teil.text.sprache if teil else "de"

    def _titel(self) -> Teil | None:
        return self.haupttext("leistungsbezeichnung_ii") or self.haupttext("leistungsbezeichnung")

    @property
    def sprachen(self) -> frozenset[str]:
        """The languages of the texts shown: what is not translated is German."""
        texts = (teil.text for abschnitt in self.abschnitte for teil in abschnitt.teile)
        return frozenset(text.sprache for text in texts if has_words(NACH_KEY[text.modul], text.inhalt))

    @property
    def kurztext(self) -> str:
        for key in ("kurztext", "teaser"):
            if teil := self.haupttext(key):
                return str(teil.text.inhalt)
        return ""

    @property
    def stand(self) -> str:
        """ISO date of the latest change of any text shown."""
        return max((teil.text.seit for a in self.abschnitte for teil in a.teile), default="")


class NichtAngebotenError(Exception):
    """The Leistung is not offered at the place. ``orte`` offer it, the nearest first."""

    def __init__(self, leistung: Leistung, orte: list[Ort]):
        super().__init__(leistung.slug)
        self.leistung = leistung
        self.orte = orte


def fassung(slug: str, ort: Ort | None, sprache: str = "de") -> Fassung:
    """The Leistung ``slug`` at ``ort``. Two queries, whatever the size of the catalogue.

    Raises ``Leistung.DoesNotExist``, or ``NichtAngebotenError`` if no Stammtext of the place's levels describes it.
    """
    orte = verzeichnis()
    kette = ort.kette if ort else orte.landeskette
    rows = TEXTE.rows(slug, kette, sprache)
    lagen = [lage for found in lagen_from((row[:-1] for row in rows), sprache).values() for lage in found]
    if not any(lage.stamm for lage in lagen):
        leistung = Leistung.objects.get(slug=slug)
        herkunft.note(*leistung.aenderung_tags())
        raise NichtAngebotenError(leistung, offering(leistung, ort))
    found = compose(rows[0][0], slug, rows[0][-1], ort, sprache, lagen)
    return replace(found, andere=frozenset(row[SPRACHE] for row in rows) - {sprache})


def draft_fassung(page: TextPage, ort: Ort | None, sprache: str) -> Fassung:
    """The Leistung as it would read at ``ort`` if this draft were live."""
    kette = ort.kette if ort else verzeichnis().landeskette
    texts = Textstand.objects.filter(leistung=page.leistung)
    others = texts.exclude(pk=page.pk).live_in(kette).in_sprache(sprache).values_list(*LAGE_FIELDS)
    gebiet = page.redaktion.gebiet
    module = module_of(page, texts.filter(pk=page.pk).first())
    own = (page.leistung_id, gebiet.pk, gebiet.ebene, page.stamm, page.locale.language_code, module)
    lagen = lagen_from([*others, own], sprache).get(page.leistung_id, [])
    return compose(page.leistung_id, page.leistung.slug, page.leistung.bezeichnung, ort, sprache, lagen)


def compose(
    leistung: int, slug: str, bezeichnung: str, ort: Ort | None, sprache: str, lagen: Iterable[Lage]
) -> Fassung:
    """Put texts and responsibilities together; previews pass the texts of a draft."""
    orte = verzeichnis()
    kette = ort.kette if ort else orte.landeskette
    lagen = list(lagen)
    abschnitte = resolve(lagen, kette, REIHENFOLGE)
    entries = eintraege_from(ZUSTAENDIG.rows(leistung, kette)) if ort else []
    zustaendig = tuple(nearest(entries, ort, orte)) if ort else ()
    herkunft.note(f"leistung:{leistung}", "gebiete", *(f"stelle:{entry.stelle}" for entry in entries))
    return Fassung(
        leistung=leistung,
        slug=slug,
        bezeichnung=bezeichnung,
        ort=ort,
        sprache=sprache,
        abschnitte=abschnitte,
        zustaendig=zustaendig,
        kanonisch=_canonical(ort, lagen, abschnitte, zustaendig),
    )


def nearest(entries: Iterable[Eintrag], ort: Ort, orte: Verzeichnis) -> Iterable[Zustaendig]:
    """Of each role, the entries of the nearest Gebiet upwards that has any."""
    entries = list(entries)
    for rolle in Rolle.values:
        own = [entry for entry in entries if entry.rolle == rolle]
        if not own:
            continue
        deepest = max(ort.kette.index(entry.gebiet) for entry in own)
        gebiet = orte.by_id[ort.kette[deepest]]
        for entry in own:
            if entry.gebiet == gebiet.id:
                staff = tuple(one for one in entry.karte.get("personen", []) if one["id"] in entry.personen)
                yield Zustaendig(rolle, entry.karte | {"id": entry.stelle}, staff, gebiet, _why(gebiet, ort))


def _why(gebiet: Ort, ort: Ort) -> tuple[str, ...]:
    if gebiet.id == ort.id:
        return (_("Diese Stelle ist für %(ort)s eingetragen.") % {"ort": ort.bezeichnung},)
    return (
        _("%(ort)s gehört zu: %(gebiet)s.") % {"ort": ort.bezeichnung, "gebiet": gebiet.bezeichnung},
        _("Die Stelle ist für das ganze Gebiet eingetragen: %(gebiet)s.") % {"gebiet": gebiet.bezeichnung},
    )


def _canonical(
    ort: Ort | None, lagen: list[Lage], abschnitte: tuple[Abschnitt, ...], zustaendig: Iterable[Zustaendig]
) -> Ort | None:
    """The highest place at which everything already reads as it does here; ``None`` for the page without a place."""
    if ort is None:
        return None
    orte = verzeichnis()
    lowest = max((ort.kette.index(entry.gebiet.id) for entry in zustaendig), default=0)
    for depth in range(max(lowest, len(orte.landeskette) - 1), len(ort.kette) - 1):
        if resolve(lagen, ort.kette[: depth + 1], REIHENFOLGE) == abschnitte:
            return orte.by_id[ort.kette[depth]] if depth >= len(orte.landeskette) else None
    return ort


def offering(leistung: Leistung, ort: Ort | None) -> list[Ort]:
    """The places that offer a Leistung, those that share most levels with ``ort`` first."""
    orte = verzeichnis()
    stamm = Textstand.objects.filter(leistung=leistung, sprache="de", stamm=True).values_list("gebiet", flat=True)
    here = set(ort.kette) if ort else set()
    found = [orte.by_id[gebiet] for gebiet in stamm]
    return sorted(found, key=lambda one: (-len(here.intersection(one.kette)), one.name))
