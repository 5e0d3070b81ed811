"""From what somebody typed to what they mean, and from there to an answer.

All words must be there first; then a word nobody knows is taken for a slip of the finger; then some of the words will
do. What is looked up exactly (a paragraph, a telephone number) is answered exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, log2
from typing import Any

from cms.orte import Ort
from search.analysis import Vokabular, forms
from search.auszug import Gesucht, best_passage, excerpt
from search.deutung import Deutung, content_words
from search.engines.base import Abfrage, Engine, Filter, Fund, Funde, Wort
from search.genau import asked_for
from search.regeln import Regeln, woerterbuch
from search.registry import NACH_TYP
from search.results import Buchstabe, Eintrag, Ergebnis, Liste, Stichwort, Treffer

FEW = 3  # with fewer hits, those that have only some of the words are shown too
SOME = 0.6  # the part of the words that a hit must have then
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Suchanfrage:
    """A search: its words, the place and the language of who asks, and which page of the answer."""

    text: str
    sprache: str = "de"
    ort: Ort | None = None
    ab: int = 0
    hoechstens: int = 10

    @property
    def filter(self) -> Filter:
        return Filter(self.sprache, self.ort.kette if self.ort else ())


@dataclass(frozen=True, slots=True)
class Listenanfrage:
    """A page of the list from A to Z. ``lebenslage`` is an id, ``stelle`` the slug of an office.

    If no more than ``zugabe`` entries would be left over after the page, they are on it.
    """

    sprache: str = "de"
    ort: Ort | None = None
    buchstabe: str = ""
    lebenslage: int | None = None
    stelle: str = ""
    ab: int = 0
    hoechstens: int = 50
    zugabe: int = 0

    @property
    def filter(self) -> Filter:
        kette = self.ort.kette if self.ort else ()
        features: list[tuple[str, ...]] = []
        if self.lebenslage is not None:
            features.append((f"lebenslage:{self.lebenslage}",))
        if self.stelle:
            features.append(tuple(f"stelle:{self.stelle}@{place}" for place in kette) or (f"stelle:{self.stelle}",))
        return Filter(self.sprache, kette, "leistung", tuple(features))


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
            return _answer(anfrage, found, words, engine)
    pinned = deutung.regeln.pinned(content, anfrage.filter.kette)
    frage = replace(frage, woerter=words, mindestens=len(words), angeheftet=pinned)
    strict = engine.search(frage)
    if strict.anzahl >= FEW or (strict.anzahl and len(words) == 1) or not any(wort.form.isalpha() for wort in words):
        return _answer(anfrage, strict, words, engine)
    return _relaxed(anfrage, frage, strict, engine, deutung)


def _relaxed(anfrage: Suchanfrage, frage: Abfrage, strict: Funde, engine: Engine, deutung: Deutung) -> Ergebnis:
    """Few or no documents have all words as they were typed."""
    words, gemeint = frage.woerter, ""
    if not strict.anzahl:
        words, gemeint = _mended(frage.woerter, engine, deutung)
        if gemeint:
            mended = engine.search(replace(frage, woerter=words))
            if mended.anzahl:
                return _answer(anfrage, mended, words, engine, gemeint=gemeint)
    some = replace(frage, woerter=words, mindestens=ceil(len(words) * SOME) if len(words) > 1 else 1)
    loose = engine.search(some)
    guessed = not loose.anzahl
    if guessed:
        words = tuple(map(deutung.in_parts, words))
        loose = engine.search(replace(some, woerter=words, mindestens=1))
    if loose.anzahl <= strict.anzahl:
        return _answer(anfrage, strict, frage.woerter, engine)
    return _answer(anfrage, loose, words, engine, gemeint=gemeint, teilweise=True, vermutet=guessed)


def _mended(words: tuple[Wort, ...], engine: Engine, deutung: Deutung) -> tuple[tuple[Wort, ...], str]:
    """Words that nobody knows, taken for the beginning of one or for a slip; and what was made of the search."""
    mended, text, changed = [], [], False
    for wort in words:
        if deutung.is_known(wort.form):
            mended.append(wort)
            text.append(engine.spelling(wort.form) or wort.form)
            continue
        longer, near = (_written(some, engine) for some in deutung.near(wort.form))
        mended.append(deutung.mended(wort, longer, near))
        text.append(next(iter((near or longer).values()), wort.form))
        changed = changed or mended[-1] != wort
    return tuple(mended), " ".join(text) if changed else ""


def _written(words: Iterable[str], engine: Engine) -> dict[str, str]:
    """Those of the folded words that there are now, with how they are written."""
    return {form: written for form in words if (written := engine.spelling(form))}


def _answer(
    anfrage: Suchanfrage,
    found: Funde,
    words: tuple[Wort, ...],
    engine: Engine,
    *,
    gemeint: str = "",
    teilweise: bool = False,
    vermutet: bool = False,
) -> Ergebnis:
    wanted = [[frozenset(lesart.tokens) for lesart in wort.lesarten if lesart.tokens] for wort in words]
    vokabular = engine.vokabular()
    hits = tuple(_hit(fund, anfrage.ort, wanted, vokabular) for fund in found.funde)
    return Ergebnis(found.anzahl, hits, gemeint, teilweise, vermutet)


def _hit(fund: Fund, ort: Ort | None, wanted: Sequence[Gesucht], vokabular: Vokabular) -> Treffer:
    kopf, art = fund.kopf, NACH_TYP[fund.kopf["typ"]]
    titel = _title(kopf, ort)
    passage = best_passage(_passages(fund, ort), wanted, vokabular, titel)
    return Treffer(
        typ=art.typ,
        art=art.name,
        titel=titel,
        url=_url(kopf, ort),
        auszug=excerpt(passage, wanted, vokabular),
        titel_sprache=_language(kopf, titel),
        auszug_sprache="de" if passage in fund.dokument.deutsch else kopf["sprache"],
    )


def _language(kopf: Mapping[str, Any], text: str) -> str:
    """The language of a name that the list shows."""
    return "de" if text in kopf["deutsch"] else str(kopf["sprache"])


def _title(kopf: Mapping[str, Any], ort: Ort | None) -> str:
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


def liste(anfrage: Listenanfrage, engine: Engine) -> Liste:
    """A page of the list from A to Z."""
    most = anfrage.hoechstens + anfrage.zugabe
    found = engine.listing(anfrage.filter, anfrage.buchstabe, anfrage.ab, most)
    left, funde = found.anzahl - anfrage.ab, found.funde
    if left > most:
        funde = funde[: anfrage.hoechstens]
    elif anfrage.ab and left <= anfrage.zugabe:
        funde = ()
    entries = tuple(_entry(fund.kopf, anfrage.ort) for fund in funde)
    return Liste(found.anzahl, entries, buchstaben(anfrage.filter, engine))


def _entry(kopf: Mapping[str, Any], ort: Ort | None) -> Eintrag:
    titel = _title(kopf, ort)
    return Eintrag(
        name=kopf["name"],
        titel="" if titel == kopf["name"] else titel,
        url=_url(kopf, ort),
        name_sprache=_language(kopf, kopf["name"]),
        titel_sprache=_language(kopf, titel),
    )


def _url(kopf: Mapping[str, Any], ort: Ort | None) -> str:
    return NACH_TYP[kopf["typ"]].url(kopf["ziel"], ort.slug if ort else "")


def buchstaben(filter_: Filter, engine: Engine) -> tuple[Buchstabe, ...]:
    """All letters with how many Leistungen begin with each; "#" only if something begins with no letter."""
    counts = engine.letters(filter_)
    shown = ALPHABET + ("#" if counts.get("#") else "")
    return tuple(Buchstabe(letter, counts.get(letter, 0)) for letter in shown)


def schlagworte(sprache: str, engine: Engine, most: int) -> tuple[Stichwort, ...]:
    """The words that most Leistungen share, in alphabetical order."""
    counts = engine.keywords(Filter(sprache, typ="leistung"))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    largest = max((count for _word, count in ranked), default=1)
    words = [Stichwort(word, count, 1 + round(4 * log2(count) / max(1, log2(largest)))) for word, count in ranked]
    return tuple(sorted(words, key=lambda one: " ".join(forms(one.wort))))


def nearest_words(text: str, engine: Engine, most: int = 5) -> list[str]:
    """Words near those that led nowhere, that would lead somewhere."""
    vokabular = engine.vokabular()
    found: list[str] = []
    for form in content_words(text):
        near = [*vokabular.starting_with(form[:5], 3), *vokabular.similar(form, 3)] if len(form) > 3 else []
        found += _written(near, engine).values()
    return list(dict.fromkeys(found))[:most]
