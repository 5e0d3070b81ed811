"""A Fassung as the templates show it: words for numbers and dates, links at the reader's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override

from cms.dateien import with_notes
from cms.orte import verzeichnis
from cms.sprachen import start_url
from leistungen.adressen import leistung_url
from leistungen.fassung import Fassung
from leistungen.textmodule import NACH_KEY, Art, Textmodul
from leistungen.vererbung import Abschnitt, Teil, Text
from leistungen.worte import in_words
from theme.typografie import keep_together

_LINK = re.compile(r'href="/leistungen/([a-z0-9-]+)/"')


@dataclass(frozen=True, slots=True)
class TeilAnzeige:
    """A part of a section. ``hinweise_fuer`` names the place of a local text ("" for the main text)."""

    inhalt: Any
    hinweise_fuer: str
    herausgeber: str
    stand: date | None
    sprache: str
    unuebersetzt: bool
    freigegeben: date | None = None

    @property
    def merkmal(self) -> tuple[Any, ...]:
        """Names exactly what is shown, so that its markup can be used again."""
        inhalt = self.inhalt if isinstance(self.inhalt, str) else repr(self.inhalt)
        shown = self.hinweise_fuer, self.herausgeber, self.stand, self.sprache, self.unuebersetzt, self.freigegeben
        return inhalt, *shown


@dataclass(frozen=True, slots=True)
class AbschnittAnzeige:
    key: str
    titel: str
    template: tuple[str, ...]
    teile: tuple[TeilAnzeige, ...]

    @property
    def merkmal(self) -> tuple[Any, ...]:
        """Names exactly what is shown, so that its markup can be used again."""
        return self.key, *(teil.merkmal for teil in self.teile)


def sections(fassung: Fassung, heute: date | None = None) -> tuple[AbschnittAnzeige, ...]:
    """The sections to show, in order. Notes until when the amounts shown hold."""
    heute = heute or timezone.localdate()
    return tuple(
        shown
        for abschnitt in fassung.abschnitte
        if NACH_KEY[abschnitt.modul].zeigen and (shown := _section(fassung, abschnitt, heute)).teile
    )


def _section(fassung: Fassung, abschnitt: Abschnitt, heute: date) -> AbschnittAnzeige:
    modul = NACH_KEY[abschnitt.modul]
    kind = "liste" if modul.art is Art.LISTE else "standard"
    return AbschnittAnzeige(
        key=modul.key,
        titel=str(modul.titel),
        template=(f"leistungen/module/{modul.key}.html", f"leistungen/module/{kind}.html"),
        teile=tuple(_parts(fassung, modul, abschnitt, heute)),
    )


def _parts(fassung: Fassung, modul: Textmodul, abschnitt: Abschnitt, heute: date) -> Iterator[TeilAnzeige]:
    for teil in abschnitt.teile:
        if inhalt := _content(fassung, modul, teil.text, heute):
            yield TeilAnzeige(
                inhalt=inhalt,
                hinweise_fuer="" if teil.haupt else place_name(teil),
                herausgeber=publisher(teil),
                stand=date.fromisoformat(teil.text.seit) if teil.text.seit else None,
                sprache=teil.text.sprache,
                unuebersetzt=teil.text.sprache != fassung.sprache,
                freigegeben=date.fromisoformat(teil.text.freigegeben) if teil.text.freigegeben else None,
            )


def _content(fassung: Fassung, modul: Textmodul, text: Text, heute: date) -> Any:
    """Amounts and units are in the words of the language that the text stands in."""
    if modul.art is not Art.LISTE or text.sprache == get_language():
        return show(modul, text.inhalt, heute, fassung)
    with override(text.sprache):
        return show(modul, text.inhalt, heute, fassung)


def place_name(teil: Teil) -> str:
    """Whom a local text is for: the chosen places of ``gilt_fuer``, else the whole area of who wrote it."""
    orte = verzeichnis()
    named = max(teil.orte, key=lambda gebiet: len(orte.by_id[gebiet].kette)) if teil.orte else teil.gebiet
    return orte.by_id[named].bezeichnung


def publisher(teil: Teil) -> str:
    return verzeichnis().by_id[teil.gebiet].bezeichnung


def show(modul: Textmodul, inhalt: Any, heute: date, fassung: Fassung | None = None) -> Any:
    """The content of a text as a template prints it."""
    if modul.art is Art.LISTE:
        return [_set(modul, _at_place(item, fassung)) for item in in_words(modul.key, inhalt, heute)]
    return keep_together(with_notes(_with_place(inhalt, fassung)) if modul.art is Art.PROSA else inhalt)


def _set(modul: Textmodul, item: dict[str, Any]) -> dict[str, Any]:
    """An entry whose texts break at good places."""
    return item | {name: keep_together(item[name]) for name in modul.textfelder if item.get(name)}


def _at_place(item: dict[str, Any], fassung: Fassung | None) -> dict[str, Any]:
    """An entry whose page is another at each place leads to the reader's, in the reader's language."""
    if not item.get("am_ort") or fassung is None:
        return item
    ort = f"{fassung.ort.slug}/" if fassung.ort else ""
    return item | {"url": f"{start_url(fassung.sprache).rstrip('/')}{item['url']}{ort}"}


def _with_place(html: str, fassung: Fassung | None) -> str:
    """Links to other Leistungen lead to the reader's place and language."""
    ort = fassung.ort.slug if fassung and fassung.ort else ""
    sprache = fassung.sprache if fassung else ""
    return _LINK.sub(lambda match: f'href="{leistung_url(match[1], ort, sprache=sprache)}"', html)
