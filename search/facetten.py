"""What an answer can be narrowed to, one line per facet, and how many hits each choice leaves.

A facet's values are features of documents (``Dokument.merkmale``): "typ:leistung". To add a facet, let documents have
its features and add a line here. Of one facet one value may be chosen at a time, so the number beside a value is what
choosing it gives, whatever is chosen in the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.gedaechtnis import remember
from cms.models import Organisationseinheit
from leistungen.enums import Zielgruppe
from leistungen.models import Lebenslage
from search.documents.organisationseinheit import place_of
from search.documents.reichweite import tokens_at
from search.engines.base import Abfrage, Engine, Filter
from search.registry import DOKUMENTARTEN
from search.results import Facettenwahl, Facettenwert

MOST = 40  # values of one facet that are shown

Wahl = Mapping[str, str]  # by facet, the value that is chosen


@dataclass(frozen=True, slots=True)
class Wert:
    """How a value is called, and how an address names it."""

    name: Any
    kuerzel: str
    sprache: str = ""


@dataclass(frozen=True, slots=True)
class Facette:
    """``key`` stands in the address and before the value in a feature; ``werte`` are all there are, by that value.

    ``je_ort``: the feature depends on the place, and is written by ``documents.reichweite``.
    """

    key: str
    name: Any
    werte: Callable[[], Mapping[str, Wert]]
    je_ort: bool = False

    def tokens(self, wert: str, kette: Sequence[int]) -> tuple[str, ...]:
        """Documents with any of these have the value."""
        merkmal = f"{self.key}:{wert}"
        return tokens_at(merkmal, kette) if self.je_ort else (merkmal,)

    def find(self, kuerzel: str) -> str:
        """The value that an address names; "" for none."""
        return next((wert for wert, one in self.werte().items() if one.kuerzel == kuerzel), "")


def _kinds() -> dict[str, Wert]:
    return {art.typ: Wert(art.name, art.typ) for art in DOKUMENTARTEN}


@remember("katalog")
def life_events() -> tuple[Lebenslage, ...]:
    return tuple(Lebenslage.objects.all())


def _life_events() -> dict[str, Wert]:
    return {str(one.pk): Wert(one.anzeige, one.slug) for one in life_events()}


@remember("stellen")
def _offices() -> dict[str, Wert]:
    rows = Organisationseinheit.objects.values("slug", "name", "verwaltung")
    return {row["slug"]: Wert(place_of(row, " – "), row["slug"], "de") for row in rows}


def _online() -> dict[str, Wert]:
    return {"ja": Wert(_("Mit Onlinedienst"), "ja")}


def _target_groups() -> dict[str, Wert]:
    return {gruppe.value: Wert(gruppe.label, gruppe.value) for gruppe in Zielgruppe}


FACETTEN: tuple[Facette, ...] = (
    Facette("typ", _("Art"), _kinds),
    Facette("online", _("Online erledigen"), _online, je_ort=True),
    Facette("zielgruppe", _("Für wen"), _target_groups),
    Facette("lebenslage", _("Lebenslage"), _life_events),
    Facette("stelle", _("Abteilung"), _offices, je_ort=True),
)


def chosen(address: Mapping[str, str]) -> dict[str, str]:
    """What the parameters of an address choose. What there is not is read as nothing."""
    found = {one.key: one.find(kuerzel) for one in FACETTEN if (kuerzel := address.get(one.key, ""))}
    return {key: wert for key, wert in found.items() if wert}


def narrowed(filter_: Filter, wahl: Wahl) -> Filter:
    """``filter_``, and all that is chosen."""
    features = tuple(one.tokens(wahl[one.key], filter_.kette) for one in FACETTEN if one.key in wahl)
    return replace(filter_, merkmale=(*filter_.merkmale, *features))


def choices(frage: Abfrage, wahl: Wahl, engine: Engine) -> tuple[Facettenwahl, ...]:
    """The facets of the answer to ``frage`` with the values that have hits, the most frequent first."""
    others = [{key: wert for key, wert in wahl.items() if key != one.key} for one in FACETTEN]
    asked = [dict(wahl), *(some for some in others if len(some) < len(wahl))]
    found = engine.merkmale([replace(frage, filter=narrowed(frage.filter, some)) for some in asked])
    counted = [
        _values(facette, found[asked.index(some)], wahl.get(facette.key, ""))
        for facette, some in zip(FACETTEN, others, strict=True)
    ]
    return tuple(one for one in counted if one.werte)


def _values(facette: Facette, merkmale: Mapping[str, int], gewaehlt: str) -> Facettenwahl:
    beginning = f"{facette.key}:"
    counts = {key.removeprefix(beginning): number for key, number in merkmale.items() if key.startswith(beginning)}
    if gewaehlt:
        counts.setdefault(gewaehlt, 0)
    names = facette.werte() if counts else {}
    shown = [
        Facettenwert(names[wert].kuerzel, names[wert].name, number, wert == gewaehlt, names[wert].sprache)
        for wert, number in counts.items()
        if wert in names
    ]
    shown.sort(key=lambda one: (not one.gewaehlt, -one.anzahl, str(one.name)))
    return Facettenwahl(facette.key, facette.name, tuple(shown[:MOST]))
