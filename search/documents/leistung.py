"""A Leistung as a document: what Bund and Land say of it, and what is said only at single places."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.aenderungen import ids_of
from cms.orte import verzeichnis
from leistungen.adressen import leistung_url
from leistungen.models import Leistung, Textstand, Zustaendigkeit
from leistungen.querysets import LAGE_FIELDS, lagen_from
from leistungen.textmodule import NACH_KEY, REIHENFOLGE, Art
from leistungen.vererbung import Abschnitt, Lage, Teil, Text, resolve
from search.analysis import STOPWORDS, fold
from search.documents.base import Dokument, Dokumentart, Lokal, Werte, passages
from search.documents.reichweite import spread
from search.genau import keys, paragraphs

TITEL = ("leistungsbezeichnung_ii", "leistungsbezeichnung")
KURZ = ("kurztext", "teaser")
ONLINE = "onlinedienste"
IST_ONLINE = "online:ja"
RECHT = "rechtsgrundlagen"
UNGENANNT = frozenset({*TITEL, *KURZ, "urheber", RECHT})


@dataclass(frozen=True, slots=True, order=True)
class Zustaendig:
    """An office that is responsible at a Gebiet."""

    stelle: int
    slug: str
    rolle: str
    gebiet: int


@dataclass(frozen=True, slots=True)
class Zeile:
    """What the database holds about a Leistung."""

    leistung: Werte
    lebenslagen: tuple[int, ...]
    stellen: tuple[Zustaendig, ...]
    lagen: dict[str, list[Lage]]  # by language


class LeistungDokument(Dokumentart):
    typ = "leistung"
    name = _("Leistung")

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        rows = Leistung.objects.all()
        if tags is None:
            return set(rows.values_list("pk", flat=True))
        stellen = ids_of(tags, "stelle")
        served = Zustaendigkeit.objects.filter(stelle__in=stellen).values_list("leistung", flat=True) if stellen else ()
        return ids_of(tags, "leistung") | set(served)

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        for zeile in rows(pks):
            yield from _documents(zeile)

    def url(self, ziel: Werte, ort: str) -> str:
        return leistung_url(ziel["slug"], ort)

    def abschnitt(self, key: str) -> Any:
        return NACH_KEY[key].titel


def rows(pks: Collection[int]) -> Iterator[Zeile]:
    """Read everything about the given Leistungen, in a handful of queries."""
    leistungen = Leistung.objects.filter(pk__in=pks).values(
        "pk", "slug", "bezeichnung", "schluessel", "synonyme", "zielgruppen"
    )
    lebenslagen: dict[int, list[int]] = {}
    through = Leistung.lebenslagen.through.objects.filter(leistung__in=pks)
    for leistung, lebenslage in through.values_list("leistung_id", "lebenslage_id"):
        lebenslagen.setdefault(leistung, []).append(lebenslage)
    stellen: dict[int, list[Zustaendig]] = {}
    entries = Zustaendigkeit.objects.filter(leistung__in=pks)
    for leistung, stelle, slug, rolle, gebiet in entries.values_list(
        "leistung", "stelle", "stelle__slug", "rolle", "gebiet"
    ):
        stellen.setdefault(leistung, []).append(Zustaendig(stelle, slug, rolle, gebiet))
    staende = list(Textstand.objects.filter(leistung__in=pks).values_list(*LAGE_FIELDS, "sprache"))
    sprachen = {row[-1] for row in staende}
    lagen = {
        sprache: lagen_from((row[:-1] for row in staende if row[-1] in {"de", sprache}), sprache)
        for sprache in sprachen
    }
    for row in leistungen:
        pk = row["pk"]
        yield Zeile(
            leistung=dict(row),
            lebenslagen=tuple(sorted(lebenslagen.get(pk, ()))),
            stellen=tuple(sorted(stellen.get(pk, ()))),
            lagen={sprache: found[pk] for sprache, found in lagen.items() if pk in found},
        )


def _documents(zeile: Zeile) -> Iterator[Dokument]:
    """The German document, and one for each language that something is translated into."""
    if not any(lage.stamm for lage in zeile.lagen.get("de", ())):
        return
    translated = [
        sprache
        for sprache, lagen in zeile.lagen.items()
        if sprache != "de" and any(text.sprache == sprache for lage in lagen for text in lage.texte)
    ]
    german = tuple(sprache for sprache, _name in settings.LANGUAGES if sprache not in translated)
    yield _document(zeile, "de", german)
    for sprache in translated:
        yield _document(zeile, sprache, (sprache,))


def _document(zeile: Zeile, sprache: str, sprachen: tuple[str, ...]) -> Dokument:
    row, lagen, orte = zeile.leistung, zeile.lagen[sprache], verzeichnis()
    oben = resolve(lagen, orte.landeskette, REIHENFOLGE)
    texts, laws = list(_texts(_parts(oben))), list(_laws(_parts(oben)))
    lokal = tuple(_lokal(lagen, orte.landeskette))
    titel = _line(oben, TITEL)
    name = titel if sprache != "de" and _is_translated(oben, TITEL, sprache) else row["bezeichnung"]
    german = {row["bezeichnung"], *_german(lagen)} if sprache != "de" else set()
    return Dokument(
        typ="leistung",
        pk=row["pk"],
        sprache=sprache,
        sprachen=sprachen,
        tags=tuple(sorted({f"leistung:{row['pk']}", *(f"stelle:{one.stelle}" for one in zeile.stellen)})),
        ziel={"slug": row["slug"]},
        titel=titel or row["bezeichnung"],
        zonen={
            "titel": (row["bezeichnung"], *_lines(oben, TITEL)),
            "woerter": tuple(row["synonyme"]),
            "kurz": tuple(_lines(oben, KURZ)),
            "text": tuple(text for _modul, text in texts),
            "recht": tuple(text for _modul, text in laws),
        },
        abschnitte={"text": tuple(modul for modul, _text in texts), "recht": tuple(modul for modul, _text in laws)},
        genau=tuple(sorted(keys(key["code"] for key in row["schluessel"]) | _cited(_parts(oben)))),
        gebiete=tuple(sorted({lage.gebiet for lage in lagen if lage.stamm})),
        lokal=lokal,
        name=name,
        merkmale=tuple(sorted(_features(zeile, lagen))),
        stichworte=tuple(_keywords(row["bezeichnung"], *row["synonyme"])),
        deutsch=tuple(sorted(german)),
    )


def _german(lagen: Iterable[Lage]) -> Iterator[str]:
    """The passages that are not translated."""
    for lage in lagen:
        for text in lage.texte:
            if text.sprache == "de":
                yield from _passages(text)


def _lokal(lagen: list[Lage], oben: tuple[int, ...]) -> Iterator[Lokal]:
    """What is new at each place at which something differs from the place above it."""
    orte = verzeichnis()
    places = {lage.gebiet for lage in lagen}
    places.update(gebiet for lage in lagen for text in lage.texte for gebiet in text.gilt_fuer)
    for gebiet in sorted(places.difference(oben).intersection(orte.by_id)):
        kette = orte.by_id[gebiet].kette
        here = resolve(lagen, kette, REIHENFOLGE)
        above = resolve(lagen, kette[:-1], REIHENFOLGE)
        shown, known = _ids(here), _ids(above)
        ganz = bool(known - shown)
        parts = [teil for teil in _parts(here) if ganz or _id(teil) not in known]
        if not parts:
            continue
        said = [*_texts(parts), *_laws(parts)]
        yield Lokal(
            gebiet=gebiet,
            titel=_line(here, TITEL) if any(teil.text.modul in TITEL for teil in parts) else "",
            kurz=_line(here, KURZ) if any(teil.text.modul in KURZ for teil in parts) else "",
            text=tuple(text for _modul, text in said),
            abschnitte=tuple(modul for modul, _text in said),
            genau=tuple(sorted(_cited(parts))),
            ganz=ganz,
        )


def _id(teil: Teil) -> tuple[Any, ...]:
    return teil.gebiet, teil.stamm, teil.text.modul, teil.text.id, teil.text.hash


def _ids(abschnitte: Iterable[Abschnitt]) -> set[tuple[Any, ...]]:
    return {_id(teil) for teil in _parts(abschnitte)}


def _parts(abschnitte: Iterable[Abschnitt]) -> list[Teil]:
    return [teil for abschnitt in abschnitte for teil in abschnitt.teile]


def _lines(abschnitte: Iterable[Abschnitt], modules: tuple[str, ...]) -> list[str]:
    """The main texts of sections of one line, in the order of ``modules``."""
    found = {abschnitt.modul: str(abschnitt.teile[0].text.inhalt) for abschnitt in abschnitte}
    return [found[key] for key in modules if found.get(key)]


def _line(abschnitte: Iterable[Abschnitt], modules: tuple[str, ...]) -> str:
    return next(iter(_lines(abschnitte, modules)), "")


def _is_translated(abschnitte: Iterable[Abschnitt], modules: tuple[str, ...], sprache: str) -> bool:
    return any(a.modul in modules and a.teile[0].text.sprache == sprache for a in abschnitte)


def _texts(parts: Iterable[Teil]) -> Iterator[tuple[str, str]]:
    """The passages with the sections in which they stand."""
    for teil in parts:
        if teil.text.modul not in UNGENANNT:
            yield from ((teil.text.modul, text) for text in _passages(teil.text))


def _laws(parts: Iterable[Teil]) -> Iterator[tuple[str, str]]:
    for teil in parts:
        if teil.text.modul == RECHT:
            yield from ((RECHT, text) for text in _passages(teil.text))


def _passages(written: Text) -> Iterator[str]:
    modul, inhalt = NACH_KEY[written.modul], written.inhalt
    if modul.art is Art.LISTE:
        for item in inhalt or []:
            yield " – ".join(str(item[name]) for name in modul.textfelder if item.get(name))
    else:
        yield from passages(str(inhalt or ""))


def _cited(parts: Iterable[Teil]) -> set[str]:
    return {token for teil in parts for text in _passages(teil.text) for token in paragraphs(text)}


def _features(zeile: Zeile, lagen: list[Lage]) -> Iterator[str]:
    yield "typ:leistung"
    yield from (f"lebenslage:{lebenslage}" for lebenslage in zeile.lebenslagen)
    yield from (f"zielgruppe:{gruppe}" for gruppe in zeile.leistung["zielgruppen"])
    yield from {f"stelle:{one.slug}@*" for one in zeile.stellen}
    yield from spread(partial(_responsible, _by_role(zeile.stellen)), {one.gebiet for one in zeile.stellen})
    if online := [text for lage in lagen for text in lage.texte if text.modul == ONLINE]:
        if _is_online(lagen, verzeichnis().landeskette):
            yield f"{IST_ONLINE}@*"
        places = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for text in online))
        yield from spread(partial(_is_online, lagen), places)


def _by_role(stellen: Iterable[Zustaendig]) -> dict[str, dict[int, set[str]]]:
    found: dict[str, dict[int, set[str]]] = {}
    for one in stellen:
        found.setdefault(one.rolle, {}).setdefault(one.gebiet, set()).add(f"stelle:{one.slug}")
    return found


def _responsible(by_role: dict[str, dict[int, set[str]]], kette: Sequence[int]) -> set[str]:
    """Of each role, the offices of the nearest Gebiet upwards that has any."""
    nearest = (next((own[gebiet] for gebiet in reversed(kette) if gebiet in own), set()) for own in by_role.values())
    return set().union(*nearest)


def _is_online(lagen: list[Lage], kette: Sequence[int]) -> tuple[str, ...]:
    """Whether readers at the place are offered an online service."""
    parts = _parts(resolve(lagen, kette, (ONLINE,)))
    return (IST_ONLINE,) if any(item.get("url") for teil in parts for item in teil.text.inhalt or ()) else ()


def _keywords(*texts: str) -> list[str]:
    """Nouns: in German, the words that begin with a capital letter."""
    words = (word.strip(".,;:()„“\"'") for text in texts for word in text.replace("-", " ").split())
    nouns = (word for word in words if len(word) > 2 and word[:1].isupper() and fold(word) not in STOPWORDS)
    return list(dict.fromkeys(nouns))
