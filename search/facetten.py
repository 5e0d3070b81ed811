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
from leistungen.models import Lebenslage
from search.documents.reichweite import tokens_at
from search.engines.base import Abfrage, Engine, Filter
from search.registry import DOKUMENTARTEN
from search.results import Facettenwahl, Facettenwert

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
    rows = Organisationseinheit.objects.values_list("slug", "name", "verwaltung")
    return {slug: Wert(" – ".join(dict.fromkeys(names)), slug, "de") for slug, *names in rows}


def _online() -> dict[str, Wert]:
    return {"ja": Wert(_("mit Onlinedienst"), "ja")}


FACETTEN: tuple[Facette, ...] = (
    Facette("typ", _("Art"), _kinds),
    Facette("online", _("Online erledigen"), _online, je_ort=True),
    Facette("lebenslage", _("Lebenslage"), _life_events),
    Facette("stelle", _("Stelle"), _offices, je_ort=True),
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
    counts = {wert: merkmale.get(f"{facette.key}:{wert}", 0) for wert in facette.werte()}
    shown = [
        Facettenwert(one.kuerzel, one.name, counts[wert], wert == gewaehlt, one.sprache)
        for wert, one in facette.werte().items()
        if counts[wert] or wert == gewaehlt
    ]
    return Facettenwahl(facette.key, facette.name, tuple(sorted(shown, key=lambda one: -one.anzahl)))
