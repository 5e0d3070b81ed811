"""What words mean beyond what they say: the dictionary that comes with the portal, and what editors add.

The dictionary (``woerter.tsv``) holds general knowledge of German administration, a reason beside each line, and is
reviewed like code. Both count while a question is asked, so a change needs no new index.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import inf
from pathlib import Path
from types import MappingProxyType

from django.utils import timezone
from wagtail.models import Page

from cms import herkunft
from cms.gedaechtnis import remember
from search.analysis import NO_WORDS, STOPWORDS, ByLength, forms, stem
from search.models import Anheftung, Synonym

Bedeutung = tuple[str, ...]  # folded words that stand together
Synonyme = Mapping[str, tuple[Bedeutung, ...]]

WOERTERBUCH = Path(__file__).with_name("woerter.tsv")


@dataclass(frozen=True, slots=True)
class Angeheftet:
    """What an editor puts first: the row a document is made from (``leistung:12``), at a place and below, or at all."""

    subjekt: str
    gebiet: int | None = None


@dataclass(frozen=True, slots=True)
class Regeln:
    """``synonyme`` by ``key``; ``formen`` are single words among them, folded, for slips of the finger.

    ``angeheftet`` by the ``key`` of the whole search, in the order in which it is shown.
    """

    synonyme: Synonyme = field(default_factory=lambda: MappingProxyType({}))
    formen: ByLength = NO_WORDS
    angeheftet: Mapping[str, tuple[Angeheftet, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str]]) -> "Regeln":
        """From words and what each means: alternatives with commas between. What stands first counts first."""
        found: dict[str, list[Bedeutung]] = {}
        known: dict[str, None] = {}
        for wort, bedeutet in rows:
            content = _content(forms(wort))
            meanings = found.setdefault(key(content), [])
            meanings += [said for one in bedeutet.split(",") if (said := tuple(forms(one))) and said not in meanings]
            known |= dict.fromkeys(content if len(content) == 1 else ())
        return cls({one: tuple(meanings) for one, meanings in found.items()}, ByLength(known))

    @classmethod
    def of_pins(cls, rows: Iterable[tuple[str, Angeheftet]]) -> "Regeln":
        """From expressions and what each puts first, in order."""
        found: dict[str, tuple[Angeheftet, ...]] = {}
        for ausdruck, ziel in rows:
            asked = expression_key(ausdruck)
            found[asked] = (*found.get(asked, ()), ziel)
        return cls(angeheftet=found)

    def __or__(self, other: "Regeln") -> "Regeln":
        """Both; what ``other`` says of a word or a search stands in the place of what this says."""
        return Regeln(
            {**self.synonyme, **other.synonyme},
            self.formen.with_words(other.formen.words),
            {**self.angeheftet, **other.angeheftet},
        )

    def of_words(self, words: Iterable[str]) -> tuple[Bedeutung, ...]:
        return self.synonyme.get(key(words), ())

    def pinned(self, words: Iterable[str], kette: Collection[int]) -> tuple[str, ...]:
        """What is put first for a search of just these words, at the place with that chain."""
        ziele = self.angeheftet.get(key(words), ()) if self.angeheftet else ()
        return tuple(dict.fromkeys(one.subjekt for one in ziele if one.gebiet is None or one.gebiet in kette))


def key(words: Iterable[str]) -> str:
    """Folded words regardless of their endings and order."""
    return " ".join(sorted(map(stem, words)))


def expression_key(text: str) -> str:
    """The ``key`` of an expression as it is typed."""
    return key(_content(forms(text)))


def _content(words: Iterable[str]) -> list[str]:
    every = list(words)
    return [word for word in every if word not in STOPWORDS] or every


@lru_cache(maxsize=1)
def woerterbuch() -> Regeln:
    """The dictionary that comes with the portal."""
    with WOERTERBUCH.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Regeln.of((row["wort"], row["bedeutet"]) for row in rows)


def regeln() -> Regeln:
    """The dictionary and what editors say. An answer made with them is true until a pinned result has had its day."""
    found, last_day = _regeln(timezone.localdate())
    if last_day:
        herkunft.note_until(timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time())))
    return found


@remember("synonyme", "seiten", most=2)
def _regeln(heute: date) -> tuple[Regeln, date | None]:
    pins = list(Anheftung.objects.on(heute))
    last_day = min((pin.bis for pin in pins if pin.bis), default=None)
    return rules_of(Synonym.objects.values_list("wort", "bedeutet"), pins), last_day


def rules_of(synonyme: Iterable[tuple[str, str]], anheftungen: Iterable[Anheftung]) -> Regeln:
    """The dictionary, and what these rows say."""
    ordered = sorted(anheftungen, key=lambda pin: (pin.platz, pin.pk or inf))
    return woerterbuch() | Regeln.of(synonyme) | Regeln.of_pins(_targets(ordered))


def _targets(anheftungen: Sequence[Anheftung]) -> Iterator[tuple[str, Angeheftet]]:
    """What each puts first; a page stands for its translations too, of which a reader is given one."""
    pages = {pin.seite_id for pin in anheftungen if pin.seite_id}
    keys = dict(Page.objects.filter(pk__in=pages).values_list("pk", "translation_key")) if pages else {}
    versions = list(Page.objects.filter(translation_key__in=keys.values()).values_list("pk", "translation_key"))
    for pin in anheftungen:
        pks = [pk for pk, one in versions if one == keys[pin.seite_id]] if pin.seite_id else [_target(pin)]
        yield from ((pin.ausdruck, Angeheftet(f"{_kind(pin)}:{pk}", pin.gebiet_id)) for pk in pks)


def _kind(pin: Anheftung) -> str:
    return next(typ for name, typ in Anheftung.ZIELE.items() if getattr(pin, f"{name}_id"))


def _target(pin: Anheftung) -> int:
    return next(pk for name in Anheftung.ZIELE if (pk := getattr(pin, f"{name}_id")))
