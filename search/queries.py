"""From what somebody typed to what they mean, and from there to an answer.

A word nobody knows is taken for a slip of the finger. Hits that have all words are the answer if they are also the best
of those that have some. What is looked up exactly (a paragraph, a telephone number) is answered exactly.
"""

from dataclasses import dataclass, field, replace
from itertools import chain
from math import ceil

from cms.orte import Ort
from search.deutung import Deutung, content_words, particle
from search.engines.base import Abfrage, Engine, Filter, Funde, Wort
from search.facetten import Wahl, choices, narrowed
from search.genau import asked_for
from search.regeln import Regeln, woerterbuch
from search.results import Ergebnis
from search.treffer import treffer_from

FIRST = 10  # hits of the first page, by which it is decided what was meant
FEW = 3  # with fewer hits, those that have only some of the words are shown too
RIVAL = 0.5  # the part of the best score that makes a hit worth showing though it lacks a word
SOME = (0.34, 0.0)  # the part of the words that a hit must have then; less only where that finds nothing
MOST_MENDED = 5  # words; who has more that nobody knows has not mistyped them
ENOUGH = 20  # hits; with fewer, those that have less of the words follow


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


@dataclass(frozen=True, slots=True)
class Auslegung:
    """What a search was taken to ask, and the best that it finds; the rest as in ``Ergebnis``."""

    frage: Abfrage
    funde: Funde
    gemeint: str = ""
    teilweise: bool = False
    vermutet: bool = False


def suche(anfrage: Suchanfrage, engine: Engine, regeln: Regeln | None = None) -> Ergebnis:
    """Answer a search. Neither a choice among the facets nor the page decides what was meant."""
    known = woerterbuch() if regeln is None else regeln
    auslegung = _interpret(anfrage, engine, known)
    if auslegung is None:
        return Ergebnis(0)
    auslegung = _with_pinned(auslegung, known.pinned(content_words(anfrage.text), anfrage.filter.kette), engine)
    frage, found = auslegung.frage, auslegung.funde
    insgesamt = found.anzahl
    if insgesamt and (anfrage.wahl or anfrage.ab or anfrage.hoechstens != FIRST):
        filter_ = narrowed(frage.filter, anfrage.wahl)
        found = engine.search(replace(frage, filter=filter_, ab=anfrage.ab, hoechstens=anfrage.hoechstens))
    wanted = [
        [frozenset(lesart.tokens) for lesart in wort.lesarten if lesart.tokens]
        for wort in frage.woerter
        if not wort.beilaeufig
    ]
    return Ergebnis(
        anzahl=found.anzahl,
        treffer=tuple(treffer_from(fund, anfrage.ort, wanted, engine.vokabular()) for fund in found.funde),
        gemeint=auslegung.gemeint,
        teilweise=auslegung.teilweise,
        vermutet=auslegung.vermutet,
        facetten=choices(frage, anfrage.wahl, engine) if anfrage.facetten and insgesamt else (),
        insgesamt=insgesamt,
    )


def _interpret(anfrage: Suchanfrage, engine: Engine, regeln: Regeln) -> Auslegung | None:
    deutung = Deutung(engine.vokabular(), regeln)
    content = content_words(anfrage.text)
    words = deutung.meanings(content, particle(anfrage.text))
    if not words:
        return None
    frage = Abfrage(filter=anfrage.filter, woerter=words, hoechstens=FIRST)
    for token in asked_for(anfrage.text):
        exact = replace(frage, genau=(token,))
        if (found := engine.search(exact)).anzahl:
            return Auslegung(exact, found)
    words, gemeint = _mended(words, engine, deutung)
    most = sum(not wort.beilaeufig for wort in words)
    frage = replace(frage, woerter=words, mindestens=most)
    strict = Auslegung(*_found(frage, engine, deutung), gemeint)
    if (strict.funde.anzahl and most == 1) or not any(wort.form.isalpha() for wort in words):
        return strict
    return _relaxed(strict, replace(frage, woerter=tuple(map(deutung.in_parts, words))), engine, deutung)


def _found(frage: Abfrage, engine: Engine, deutung: Deutung) -> tuple[Abfrage, Funde]:
    """What the engine finds. It is not asked for words that no document can have."""
    words = tuple(wort for wort in frage.woerter if deutung.may_be_found(wort))
    if sum(not wort.beilaeufig for wort in words) < frage.mindestens:
        return frage, Funde(0)
    frage = replace(frage, woerter=words)
    return frage, engine.search(frage)


def _with_pinned(auslegung: Auslegung, subjekte: tuple[str, ...], engine: Engine) -> Auslegung:
    """What editors put first stands before what is found; where that is nothing, it is the answer."""
    if not subjekte or auslegung.frage.genau:
        return auslegung
    frage = replace(auslegung.frage, angeheftet=subjekte)
    found = engine.search(frage)
    if not auslegung.funde.anzahl:
        return Auslegung(frage, found) if found.anzahl else auslegung
    return replace(auslegung, frage=frage, funde=found, vermutet=False)


def _relaxed(strict: Auslegung, frage: Abfrage, engine: Engine, deutung: Deutung) -> Auslegung:
    """Hits that have only some of the words too, unless none of those comes near the best that has all."""
    guessed = not strict.funde.anzahl and frage.mindestens == 1
    loose = replace(strict, teilweise=strict.funde.anzahl < FEW, vermutet=guessed)
    for least in sorted({max(1, ceil(frage.mindestens * part)) for part in SOME}, reverse=True):
        some, found = _found(replace(frage, mindestens=least), engine, deutung)
        if found.anzahl > loose.funde.anzahl:
            loose = replace(loose, frage=some, funde=found)
        if loose.funde.anzahl >= ENOUGH:
            break
    return strict if strict.funde.anzahl and not _rivals(strict.funde, loose.funde) else loose


def _rivals(strict: Funde, loose: Funde) -> bool:
    """Whether something that lacks a word is nearly as good as the best of all."""
    whole = {fund.id for fund in strict.funde}
    least = RIVAL * max((fund.wertung for fund in loose.funde), default=0.0)
    return any(fund.wertung >= least and fund.id not in whole for fund in loose.funde)


def _mended(words: tuple[Wort, ...], engine: Engine, deutung: Deutung) -> tuple[tuple[Wort, ...], str]:
    """Words that nobody knows, taken for the beginning of one or for a slip; and what was made of the search."""
    unknown = [wort.form for wort in words if not deutung.is_known(wort.form)]
    nearby = {form: deutung.near(form) for form in unknown[:MOST_MENDED]}
    if not nearby:
        return words, ""
    written = engine.spellings({wort.form for wort in words}.union(*(chain(*both) for both in nearby.values())))
    mended, text, changed = [], [], False
    for wort in words:
        longer, near = nearby.get(wort.form, ([], []))
        longer = [form for form in longer if form in written]
        near = [form for form in near if form in written or deutung.regeln.of_words([form])]
        mended.append(deutung.mended(wort, longer, near))
        meant = next(iter((*near, *longer)), wort.form)
        text.append(written.get(meant, meant))
        changed = changed or meant != wort.form
    return tuple(mended), " ".join(text) if changed else ""


def nearest_words(text: str, engine: Engine, most: int = 5) -> list[str]:
    """Words near those that led nowhere, that would lead somewhere."""
    vokabular = engine.vokabular()
    longer = [form for form in content_words(text) if len(form) > 3]
    near = [one for form in longer for one in (*vokabular.starting_with(form[:5], 3), *vokabular.similar(form, 3))]
    written = engine.spellings(near)
    return list(dict.fromkeys(written[form] for form in near if form in written))[:most]
