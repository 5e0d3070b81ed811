"""Generated catalogues of any size, written in bulk: pages, read model, offices, responsibilities."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page

from cms import aenderungen
from cms.models import Gebiet, Oeffnungszeit, Organisationseinheit, Person, Redaktion, Standort
from cms.prosa import content_hash
from cms.services.redaktionen import create_redaktion
from leistungen.models import ErgaenzungPage, Leistung, StammtextPage, Textstand, Zustaendigkeit
from leistungen.services.bereiche import ensure_bereiche
from leistungen.textmodule import NACH_KEY
from leistungen.wortlaut import text_hash

Pins = dict[int, dict[str, str]]

CHUNK = 2000
HOHEITLICH = {"bund", "land"}
PROSA = ("volltext", "unterlagen", "voraussetzungen", "verfahrensablauf", "rechtsgrundlagen", "hinweise")
THEMEN = ("Hund", "Straße", "Wohnung", "Gewerbe", "Ausweis", "Abfall", "Fahrzeug", "Kind", "Bau", "Steuer")
SATZ = (
    "Für {thema} Nummer {nummer} brauchen Sie in {gebiet} einen gültigen Ausweis und die Bestätigung der Meldebehörde. "
)


@dataclass(frozen=True, slots=True)
class Art:
    """What a catalogue is like: its Leistungen by number, what a Redaktion says of one, and below the Land who says
    something of which, and is responsible for which."""

    leistung: Callable[[Redaktion, int], Leistung]
    texte: Callable[[Redaktion, Leistung], Mapping[str, str]]
    schreibt: Callable[[Gebiet, Leistung], bool] = lambda gebiet, row: True
    zustaendig: Callable[[Gebiet, Leistung], bool] = lambda gebiet, row: True


@transaction.atomic
def catalogue(
    gebiete: Sequence[Gebiet],
    leistungen: int,
    ab: int = 0,
    sprachen: Sequence[str] = ("de", "en"),
    art: Art | None = None,
) -> None:
    """Leistungen ``ab`` to ``leistungen``, each with a text of every Gebiet in every language."""
    art = art or FORMELHAFT
    redaktionen = [create_redaktion(gebiet=gebiet) for gebiet in gebiete]
    rows = Leistung.objects.bulk_create(art.leistung(redaktionen[0], number) for number in range(ab, leistungen))
    pins: Pins = {}
    for redaktion in sorted(redaktionen, key=lambda one: one.gebiet.ebene not in HOHEITLICH):
        areas = ensure_bereiche(redaktion)
        if redaktion.gebiet.ebene not in HOHEITLICH:
            pins = pins or _pins(rows, redaktion.gebiet)
        own = [row for row in rows if is_stamm(redaktion) or art.schreibt(redaktion.gebiet, row)]
        for sprache in sprachen:
            _texts(redaktion, areas[sprache].pk, sprache, own, pins, art)
        if redaktion.gebiet.ebene not in HOHEITLICH:
            stelle = office(redaktion)
            Zustaendigkeit.objects.bulk_create(
                Zustaendigkeit(leistung=row, gebiet=redaktion.gebiet, stelle=stelle, redaktion=redaktion)
                for row in rows
                if art.zustaendig(redaktion.gebiet, row)
            )
    aenderungen.record({"katalog", "gebiete", "stellen", "redaktion"})


def _leistung(redaktion: Redaktion, number: int) -> Leistung:
    thema = THEMEN[number % len(THEMEN)]
    return Leistung(
        slug=f"leistung-{number}",
        bezeichnung=f"{thema}enleistung {number}",
        redaktion=redaktion,
        synonyme=[f"{thema}anliegen"],
    )


def _pins(rows: Sequence[Leistung], gebiet: Gebiet) -> Pins:
    """By Leistung and section, the hash of the Stammtext that stands above the municipalities."""
    return {
        row.pk: {key: one.hash for key, one in Textstand.objects.above(row.pk, gebiet.pk, gebiet.kette).items()}
        for row in rows
    }


def is_stamm(redaktion: Redaktion) -> bool:
    return redaktion.gebiet.ebene in HOHEITLICH


def _texts(redaktion: Redaktion, area: int, sprache: str, rows: Sequence[Leistung], pins: Pins, art: Art) -> None:
    parent = Page.objects.get(pk=area)
    stamm = is_stamm(redaktion)
    content_type = ContentType.objects.get_for_model(StammtextPage if stamm else ErgaenzungPage)
    locale = Locale.objects.get(language_code=sprache)
    first = parent.numchild
    waiting = enumerate(rows, start=first + 1)
    while chunk := list(islice(waiting, CHUNK)):
        pages = Page.objects.bulk_create(
            Page(
                path=Page._get_path(parent.path, parent.depth + 1, step),
                depth=parent.depth + 1,
                title=row.bezeichnung,
                draft_title=row.bezeichnung,
                slug=row.slug,
                url_path=f"{parent.url_path}{row.slug}/",
                content_type=content_type,
                locale=locale,
                translation_key=uuid4(),
            )
            for step, row in chunk
        )
        Textstand.objects.bulk_create(
            Textstand(
                page=page,
                leistung=row,
                gebiet=redaktion.gebiet,
                sprache=sprache,
                stamm=stamm,
                stand=date(2026, 11, 1),
                module=dict(_module(art.texte(redaktion, row), redaktion, row, sprache, stamm, pins.get(row.pk, {}))),
            )
            for page, (_step, row) in zip(pages, chunk, strict=True)
        )
    Page.objects.filter(pk=area).update(numchild=first + len(rows))


def _formulaic(redaktion: Redaktion, row: Leistung) -> dict[str, str]:
    stamm = is_stamm(redaktion)
    thema, gebiet = row.bezeichnung.split()[0], redaktion.gebiet.bezeichnung
    satz = SATZ.format(thema=thema, nummer=_number(row), gebiet=gebiet)
    titles = {"leistungsbezeichnung": row.bezeichnung, "leistungsbezeichnung_ii": row.bezeichnung, "kurztext": satz}
    return (titles if stamm else {}) | {key: f"<p>{satz * (6 if stamm else 2)}</p>" for key in PROSA}


FORMELHAFT = Art(_leistung, _formulaic)


def _number(row: Leistung) -> int:
    return int(row.slug.rsplit("-", 1)[1])


def _module(
    texts: Mapping[str, str], redaktion: Redaktion, row: Leistung, sprache: str, stamm: bool, pins: dict[str, str]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Sections as the read model keeps them; an English one is bound to the German text of the same id.

    Every tenth local text was written before there was one above: it waits to be reviewed.
    """
    number = _number(row)
    for key, deutsch in texts.items():
        inhalt = deutsch if sprache == "de" else deutsch.replace("brauchen Sie", "you need")
        block = str(uuid5(NAMESPACE_URL, f"{key}-{redaktion.gebiet.ars}-{row.slug}"))
        text = {"id": block, "inhalt": inhalt, "hash": content_hash(inhalt)}
        german_hash = text_hash(NACH_KEY[key], deutsch)
        if sprache == "de":
            text |= {
                "modus": "ersetzen" if stamm else "ergaenzen",
                "texthash": german_hash,
                "gilt_fuer": [],
                "ersetzbar": False,
                "basis": "" if number % 10 == 0 else pins.get(key, ""),
                "grund": "",
                "quelle": "",
                "geprueft": "",
                "seit": "2026-11-01",
            }
        else:
            text["original"] = german_hash
        yield key, [text]


def office(redaktion: Redaktion) -> Organisationseinheit:
    slug = f"amt-{redaktion.gebiet.slug}"
    if found := Organisationseinheit.objects.filter(slug=slug).first():
        return found
    stelle = Organisationseinheit.objects.create(
        redaktion=redaktion, name="Bürgerbüro", slug=slug, verwaltung=f"Verwaltung {redaktion.name}"
    )
    standort = Standort.objects.create(stelle=stelle, strasse="Am Markt 1", plz="56759", ort=redaktion.gebiet.name)
    for tag in range(5):
        Oeffnungszeit.objects.create(standort=standort, tag=tag, von=time(8), bis=time(12))
    for number in range(3):
        Person.objects.create(
            stelle=stelle,
            slug=f"{slug}-{number}",
            vorname="Lena",
            nachname=f"Muster{number}",
            funktion="Sachbearbeitung",
            telefon=f"(0221) 4710-10{number}",
        )
    return stelle
