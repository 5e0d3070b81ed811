"""From what somebody typed to what they mean, and from there to an answer.

All words must be there first; then a word nobody knows is taken for a slip of the finger; then some of the words will
do. What is looked up exactly (a paragraph, a telephone number) is answered exactly.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from math import ceil

from cms.orte import Ort
from search.deutung import Deutung, content_words
from search.engines.base import Abfrage, Engine, Filter, Funde, Wort
from search.facetten import Wahl, choices, narrowed
from search.genau import asked_for
from search.regeln import Regeln, woerterbuch
from search.results import Ergebnis
from search.treffer import treffer_from

FEW = 3  # with fewer hits, those that have only some of the words are shown too
SOME = 0.6  # the part of the words that a hit must have then


@dataclass(frozen=True, slots=True)
class Suchanfrage:
    """A search: its words, the place and the language of who asks, and which page of the answer.

    ``wahl`` is what is chosen of the facets, by their keys; ``facetten`` tells whether to count them.
    """

    text: str
    sprache: str = "de"
    ort: Ort | None = None
    ab: int = 0
    hoechstens: int = 10
    wahl: Wahl = field(default_factory=dict)
    facetten: bool = False

    @property
    def filter(self) -> Filter:
        return Filter(self.sprache, self.ort.kette if self.ort else ())


def suche(anfrage: Suchanfrage, engine: Engine, regeln: Regeln | None = None) -> Ergebnis:
    """Answer a search."""
    frage = Abfrage(filter=anfrage.filter, ab=anfrage.ab, hoechstens=anfrage.hoechstens)
    deutung = Deutung(engine.vokabular(), woerterbuch() if regeln is None else regeln)
    content = content_words(anfrage.text)
    words = deutung.meanings(content)
    if not words:
        return Ergebnis(0)
    for token in asked_for(anfrage.text):
        found = engine.search(replace(frage, genau=(token,)))
        if found.anzahl:
            return _answer(anfrage, found, replace(frage, genau=(token,), woerter=words), engine)
    pinned = deutung.regeln.pinned(content, anfrage.filter.kette)
    frage = replace(frage, woerter=words, mindestens=len(words), angeheftet=pinned)
    strict = engine.search(frage)
    if strict.anzahl >= FEW or (strict.anzahl and len(words) == 1) or not any(wort.form.isalpha() for wort in words):
        return _answer(anfrage, strict, frage, engine)
    return _relaxed(anfrage, frage, strict, engine, deutung)


def _relaxed(anfrage: Suchanfrage, frage: Abfrage, strict: Funde, engine: Engine, deutung: Deutung) -> Ergebnis:
    """Few or no documents have all words as they were typed."""
    words, gemeint = frage.woerter, ""
    if not strict.anzahl:
        words, gemeint = _mended(frage.woerter, engine, deutung)
        if gemeint:
            better = replace(frage, woerter=words)
            mended = engine.search(better)
            if mended.anzahl:
                return _answer(anfrage, mended, better, engine, gemeint=gemeint)
    some = replace(frage, woerter=words, mindestens=ceil(len(words) * SOME) if len(words) > 1 else 1)
    loose = engine.search(some)
    guessed = not loose.anzahl
    if guessed:
        some = replace(some, woerter=tuple(map(deutung.in_parts, words)), mindestens=1)
        loose = engine.search(some)
    if loose.anzahl <= strict.anzahl:
        return _answer(anfrage, strict, frage, engine)
    return _answer(anfrage, loose, some, engine, gemeint=gemeint, teilweise=True, vermutet=guessed)


def _mended(words: tuple[Wort, ...], engine: Engine, deutung: Deutung) -> tuple[tuple[Wort, ...], str]:
    """Words that nobody knows, taken for the beginning of one or for a slip; and what was made of the search."""
    nearby = {wort.form: deutung.near(wort.form) for wort in words if not deutung.is_known(wort.form)}
    if not nearby:
        return words, ""
    written = engine.spellings({wort.form for wort in words}.union(*(chain(*both) for both in nearby.values())))
    mended, text, changed = [], [], False
    for wort in words:
        if wort.form not in nearby:
            mended.append(wort)
            text.append(written.get(wort.form, wort.form))
            continue
        longer, near = ([form for form in some if form in written] for some in nearby[wort.form])
        mended.append(deutung.mended(wort, longer, near))
        text.append(next((written[form] for form in (*near, *longer)), wort.form))
        changed = changed or mended[-1] != wort
    return tuple(mended), " ".join(text) if changed else ""


def _written(words: Iterable[str], engine: Engine) -> dict[str, str]:
    """Those of the folded words that there are now, in their order, with how they are written."""
    every = list(words)
    found = engine.spellings(every)
    return {form: found[form] for form in every if form in found}


def _answer(
    anfrage: Suchanfrage,
    found: Funde,
    frage: Abfrage,
    engine: Engine,
    *,
    gemeint: str = "",
    teilweise: bool = False,
    vermutet: bool = False,
) -> Ergebnis:
    """The answer that ``frage`` has ``found``, narrowed to what is chosen: a choice does not change what was meant."""
    insgesamt = found.anzahl
    if anfrage.wahl and insgesamt:
        found = engine.search(replace(frage, filter=narrowed(frage.filter, anfrage.wahl)))
    wanted = [[frozenset(lesart.tokens) for lesart in wort.lesarten if lesart.tokens] for wort in frage.woerter]
    vokabular = engine.vokabular()
    hits = tuple(treffer_from(fund, anfrage.ort, wanted, vokabular) for fund in found.funde)
    facetten = choices(frage, anfrage.wahl, engine) if anfrage.facetten and insgesamt else ()
    return Ergebnis(found.anzahl, hits, gemeint, teilweise, vermutet, facetten, insgesamt)


def nearest_words(text: str, engine: Engine, most: int = 5) -> list[str]:
    """Words near those that led nowhere, that would lead somewhere."""
    vokabular = engine.vokabular()
    found: list[str] = []
    for form in content_words(text):
        near = [*vokabular.starting_with(form[:5], 3), *vokabular.similar(form, 3)] if len(form) > 3 else []
        found += _written(near, engine).values()
    return list(dict.fromkeys(found))[:most]
