"""What a rule would change, before it counts: at its own search, at the judged queries, at what others look for most.

Only searches that mean something else with the rule are asked again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.utils import timezone

from cms.gedaechtnis import remember
from cms.orte import Ort
from search import indexing, protokoll
from search.bewertung import Befund, Urteil, judge, ort_by_name, read_files
from search.deutung import Deutung, content_words, particle
from search.engines.base import Engine
from search.queries import Suchanfrage, suche
from search.regeln import Regeln, regeln
from search.results import Ergebnis

SHOWN = 3
OTHERS = 100  # of the searches most often made, how many are looked at


@dataclass(frozen=True, slots=True)
class Antwort:
    """What a search finds. ``unscharf``: only guesses, or hits without some of the words."""

    anzahl: int
    titel: tuple[str, ...]
    unscharf: bool

    @classmethod
    def of(cls, ergebnis: Ergebnis) -> "Antwort":
        return cls(ergebnis.anzahl, tuple(hit.titel for hit in ergebnis.treffer[:SHOWN]), ergebnis.unscharf)


@dataclass(frozen=True, slots=True)
class Wechsel:
    """A search that is answered otherwise."""

    begriff: str
    vorher: Antwort
    nachher: Antwort


@dataclass(frozen=True, slots=True)
class Urteilswechsel:
    """A judged query whose first answer moves; ``None`` if it is not among the first ten.

    Of a query that nothing answers, rank 1 says that it is refused as it should be.
    """

    urteil: Urteil
    vorher: int | None
    nachher: int | None

    @property
    def besser(self) -> bool:
        return (self.nachher or DEEPER) < (self.vorher or DEEPER)


DEEPER = 1_000


@dataclass(frozen=True, slots=True)
class Urteilsbild:
    """The judged queries before and after, of a hundred; ``ausgelassen`` are those whose answer the portal lacks."""

    fragen: int
    ausgelassen: int
    hit3: tuple[float, float]
    mrr: tuple[float, float]
    wechsel: tuple[Urteilswechsel, ...]

    @property
    def schlechter(self) -> list[Urteilswechsel]:
        return [one for one in self.wechsel if not one.besser]

    @property
    def besser(self) -> list[Urteilswechsel]:
        return [one for one in self.wechsel if one.besser]


@dataclass(frozen=True, slots=True)
class Wirkung:
    selbst: Wechsel
    urteile: Urteilsbild
    andere: tuple[Wechsel, ...]


def effect(ausdruck: str, after: Regeln, ort: Ort | None = None) -> Wirkung:
    """What changes if the rules become ``after``. Raises ``SuchindexBelegtError``."""
    engine, before = indexing.current(at_once=False), regeln()
    vergleich = Vergleich(engine, before, after)
    searches = protokoll.most_searched(timezone.localdate(), OTHERS)
    others = (vergleich.of(begriff) for begriff in searches if vergleich.concerns(begriff))
    return Wirkung(
        selbst=vergleich.of(ausdruck, ort),
        urteile=vergleich.of_judged(),
        andere=tuple(one for one in others if one.vorher.titel != one.nachher.titel),
    )


@dataclass(frozen=True, slots=True)
class Vergleich:
    """Asks one engine with two sets of rules."""

    engine: Engine
    before: Regeln
    after: Regeln

    def of(self, text: str, ort: Ort | None = None) -> Wechsel:
        asked = Suchanfrage(text, "de", ort, hoechstens=SHOWN)
        answers = (Antwort.of(suche(asked, self.engine, rules)) for rules in (self.before, self.after))
        return Wechsel(text, *answers)

    def concerns(self, text: str, ort: Ort | None = None) -> bool:
        """Whether a search means something else, or has something else put first."""
        words, vokabular = content_words(text), self.engine.vokabular()
        kette = ort.kette if ort else ()
        before, after = (
            (rules.pinned(words, kette), Deutung(vokabular, rules).meanings(words, particle(text)))
            for rules in (self.before, self.after)
        )
        return before != after

    def of_judged(self) -> Urteilsbild:
        before = ranks_now(timezone.localdate(), self.engine.stand())
        known = {urteil: standing for urteil, standing in before.items() if standing != UNKNOWN}
        again = [urteil for urteil in known if self.concerns(urteil.frage, ort_by_name(urteil.ort))]
        after = known | {one.urteil: rank(one) for one in judge(again, self.engine, ort_by_name, self.after)}
        return Urteilsbild(
            fragen=len(known),
            ausgelassen=len(before) - len(known),
            hit3=(_hit3(known.values()), _hit3(after.values())),
            mrr=(_mrr(known.values()), _mrr(after.values())),
            wechsel=tuple(Urteilswechsel(one, known[one], after[one]) for one in again if known[one] != after[one]),
        )


UNKNOWN = 0  # the rank of a query whose answer this portal does not have


@remember("katalog", "stellen", "seiten", "gebiete", "synonyme", most=1)
def ranks_now(heute: date, stand: int | None) -> dict[Urteil, int | None]:
    """How the judged queries are answered as things are: with the rules of today, from an index at position ``stand``.

    An index may have been behind, and nothing tells when it has caught up.
    """
    engine = indexing.current(at_once=False)
    asked = [urteil for urteil in judged() if not urteil.ort or ort_by_name(urteil.ort)]
    found = dict.fromkeys(judged(), UNKNOWN) | {
        one.urteil: rank(one) for one in judge(asked, engine, ort_by_name, regeln())
    }
    lost = [urteil for urteil, standing in found.items() if standing is None and urteil.erwartet]
    return found | {urteil: UNKNOWN for urteil in lost if not _is_there(urteil, engine)}


def _is_there(urteil: Urteil, engine: Engine) -> bool:
    """Whether something of an expected title can be found at the place of the query."""
    ort = ort_by_name(urteil.ort)
    return any(
        titel in {hit.titel for hit in suche(Suchanfrage(titel, "de", ort), engine).treffer}
        for titel in urteil.erwartet
    )


@cache
def judged() -> tuple[Urteil, ...]:
    """The judged queries; none where the installation has left their files out."""
    return tuple(read_files(path for path in settings.SEARCH_URTEILE if path.exists()))


def rank(befund: Befund) -> int | None:
    """The rank of the first answer; of a query that nothing answers, 1 if it finds nothing but guesses."""
    if befund.urteil.erwartet:
        return befund.rang
    return None if befund.ergebnis.anzahl and not befund.ergebnis.unscharf else 1


def _hit3(ranks: Iterable[int | None]) -> float:
    return 100 * _mean([float(one is not None and 0 < one <= SHOWN) for one in ranks])


def _mrr(ranks: Iterable[int | None]) -> float:
    return 100 * _mean([1 / one if one else 0.0 for one in ranks])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
