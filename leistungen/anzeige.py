"""A Fassung as the templates show it: words for numbers and dates, links at the reader's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import herkunft
from cms.oeffnung import BERLIN
from cms.orte import verzeichnis
from leistungen.adressen import leistung_url
from leistungen.enums import Einheit, Kanal, Kostenart, Vertrauensniveau, Zeitart
from leistungen.fassung import Fassung
from leistungen.geld import format_euro
from leistungen.textmodule import NACH_KEY, Art, Textmodul
from leistungen.vererbung import Abschnitt, Teil

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


@dataclass(frozen=True, slots=True)
class AbschnittAnzeige:
    key: str
    titel: str
    template: tuple[str, ...]
    teile: tuple[TeilAnzeige, ...]


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
        inhalt = show(modul, teil.text.inhalt, heute, fassung)
        if inhalt:
            yield TeilAnzeige(
                inhalt=inhalt,
                hinweise_fuer="" if teil.haupt else place_name(teil),
                herausgeber=publisher(teil),
                stand=date.fromisoformat(teil.text.seit) if teil.text.seit else None,
                sprache=teil.text.sprache,
                unuebersetzt=teil.text.sprache != fassung.sprache,
            )


def place_name(teil: Teil) -> str:
    """Whom a local text is for: the chosen places of ``gilt_fuer``, else the whole area of who wrote it."""
    orte = verzeichnis()
    named = max(teil.orte, key=lambda gebiet: len(orte.by_id[gebiet].kette)) if teil.orte else teil.gebiet
    return orte.by_id[named].bezeichnung


def publisher(teil: Teil) -> str:
    return verzeichnis().by_id[teil.gebiet].bezeichnung


def show(modul: Textmodul, inhalt: Any, heute: date, fassung: Fassung | None = None) -> Any:
    """The content of a text as a template prints it."""
    if modul.art is not Art.LISTE:
        return _with_place(inhalt, fassung) if modul.art is Art.PROSA else inhalt
    return [shown for item in inhalt if (shown := ANZEIGEN[modul.key](item, heute))]


def _with_place(html: str, fassung: Fassung | None) -> str:
    """Links to other Leistungen lead to the reader's place and language."""
    ort = fassung.ort.slug if fassung and fassung.ort else ""
    sprache = fassung.sprache if fassung else ""
    return _LINK.sub(lambda match: f'href="{leistung_url(match[1], ort, sprache=sprache)}"', html)


# --- Typed lists ------------------------------------------------------------------------------------------------------


def kosten(item: dict[str, Any], heute: date) -> dict[str, Any] | None:
    """A fee in words; ``None`` once it no longer holds. One that is yet to come says from when."""
    ab, bis = _date(item.get("gueltig_ab")), _date(item.get("gueltig_bis"))
    _note_days(ab, bis and bis + timedelta(days=1), heute=heute)
    if bis and bis < heute:
        return None
    return {
        "bezeichnung": item.get("bezeichnung") or "",
        "betrag": amount(item),
        "kanal": "" if item.get("kanal") in (None, "", Kanal.ALLE) else Kanal(item["kanal"]).label,
        "vorkasse": bool(item.get("vorkasse")),
        "vorschrift": item.get("vorschrift") or "",
        "ab": ab if ab and ab > heute else None,
        "bis": bis,
        "hinweis": item.get("hinweis") or "",
    }


def amount(item: dict[str, Any]) -> str:
    """"2,10 €", "10,00 bis 250,00 €", "kostenlos", or "" where a law or statute gives no figure here."""
    art = item.get("art")
    if art == Kostenart.FREI:
        return _("kostenlos")
    if art == Kostenart.FEST:
        return f"{format_euro(item['cent'])} €"
    if art == Kostenart.SPANNE:
        return _("%(von)s bis %(bis)s €") % {"von": format_euro(item["von_cent"]), "bis": format_euro(item["bis_cent"])}
    return ""


def zeit(item: dict[str, Any], heute: date) -> dict[str, Any]:
    """A deadline or duration in words."""
    return {
        "bezeichnung": item.get("bezeichnung") or "",
        "angabe": _duration(item),
        "bezug": item.get("bezug") or "",
        "hinweis": item.get("hinweis") or "",
    }


def _duration(item: dict[str, Any]) -> str:
    if item.get("art") == Zeitart.STICHTAG:
        return str(item.get("stichtag") or "")
    if item.get("art") != Zeitart.DAUER or item.get("anzahl") is None:
        return ""
    last = item.get("bis_anzahl") or item["anzahl"]
    unit = _unit(item.get("einheit") or "", last)
    if last != item["anzahl"]:
        return _("%(von)s bis %(bis)s %(einheit)s") % {"von": item["anzahl"], "bis": last, "einheit": unit}
    return f"{last} {unit}"


def _unit(einheit: str, anzahl: int) -> str:
    words = {
        Einheit.MINUTE: ngettext("Minute", "Minuten", anzahl),
        Einheit.STUNDE: ngettext("Stunde", "Stunden", anzahl),
        Einheit.TAG: ngettext("Tag", "Tage", anzahl),
        Einheit.WERKTAG: ngettext("Werktag", "Werktage", anzahl),
        Einheit.ARBEITSTAG: ngettext("Arbeitstag", "Arbeitstage", anzahl),
        Einheit.WOCHE: ngettext("Woche", "Wochen", anzahl),
        Einheit.MONAT: ngettext("Monat", "Monate", anzahl),
        Einheit.JAHR: ngettext("Jahr", "Jahre", anzahl),
    }
    return words.get(Einheit(einheit), "") if einheit else ""


def dokument(item: dict[str, Any], heute: date) -> dict[str, Any]:
    return item


def formular(item: dict[str, Any], heute: date) -> dict[str, Any]:
    size = item.get("groesse_kb")
    return item | {"groesse": f"{number_format(size, force_grouping=True)} kB" if size else ""}


def onlinedienst(item: dict[str, Any], heute: date) -> dict[str, Any]:
    code = item.get("vertrauensniveau") or Vertrauensniveau.KEINE_ANGABE
    needs_login = code not in {Vertrauensniveau.KEINE_ANGABE, Vertrauensniveau.UNTERGEORDNET}
    return item | {"niveau": Vertrauensniveau(code).label if needs_login else ""}


ANZEIGEN = {
    "kosten": kosten,
    "frist": zeit,
    "bearbeitungsdauer": zeit,
    "dokumente": dokument,
    "formulare": formular,
    "onlinedienste": onlinedienst,
}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _note_days(*days: date | None, heute: date) -> None:
    """What is shown changes at the start of each of these days."""
    for day in days:
        if day and day > heute:
            herkunft.note_until(datetime.combine(day, time.min, tzinfo=BERLIN))
