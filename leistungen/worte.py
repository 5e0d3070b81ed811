"""Entries of typed lists in words: amounts, deadlines, sizes as people read them.

Every entry becomes a dict for the template ``leistungen/module/<key>.html``. Citizens' pages and editors' forms use it.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import herkunft
from cms.oeffnung import BERLIN
from leistungen.enums import Einheit, Kanal, Kostenart, Vertrauensniveau, Zeitart
from leistungen.geld import format_euro
from leistungen.textmodule import NACH_KEY, Art


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
    """ "2,10 €", "10,00 bis 250,00 €", "kostenlos", or "" where a law, a statute or a draft gives no figure here."""
    art = item.get("art")
    if art == Kostenart.FREI:
        return _("kostenlos")
    if art == Kostenart.FEST and item.get("cent") is not None:
        return f"{format_euro(item['cent'])} €"
    if art == Kostenart.SPANNE and None not in (item.get("von_cent"), item.get("bis_cent")):
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


def formular(item: dict[str, Any], heute: date) -> dict[str, Any] | None:
    """A form; ``None`` if its file is gone."""
    if not item.get("url"):
        return None
    size = item.get("groesse_kb")
    return item | {"groesse": f"{number_format(size, force_grouping=True)} kB" if size else ""}


def onlinedienst(item: dict[str, Any], heute: date) -> dict[str, Any] | None:
    """An online service; ``None`` if citizens cannot see its page any more."""
    if not item.get("url"):
        return None
    code = item.get("vertrauensniveau") or Vertrauensniveau.KEINE_ANGABE
    needs_login = code not in {Vertrauensniveau.KEINE_ANGABE, Vertrauensniveau.UNTERGEORDNET}
    return item | {"niveau": Vertrauensniveau(code).label if needs_login else ""}


IN_WORTEN = {
    "kosten": kosten,
    "frist": zeit,
    "bearbeitungsdauer": zeit,
    "dokumente": dokument,
    "formulare": formular,
    "onlinedienste": onlinedienst,
}


ANGABEN = {
    "kosten": ("bezeichnung", "betrag", "kanal", "vorschrift", "ab", "bis", "hinweis"),
    "frist": ("bezeichnung", "angabe", "bezug", "hinweis"),
    "bearbeitungsdauer": ("bezeichnung", "angabe", "bezug", "hinweis"),
    "dokumente": ("bezeichnung", "hinweis"),
    "formulare": ("bezeichnung", "format", "url"),
    "onlinedienste": ("titel", "anbieter", "url", "niveau"),
}


def as_html(key: str, inhalte: Iterable[Any]) -> str:
    """The contents of a section's parts as HTML that can be compared."""
    return "".join(_part_as_html(key, inhalt) for inhalt in inhalte)


def _part_as_html(key: str, inhalt: Any) -> str:
    if not isinstance(inhalt, list):
        return str(inhalt) if NACH_KEY[key].art is Art.PROSA else format_html("<p>{}</p>", inhalt)
    return _lines(in_words(key, inhalt, timezone.localdate()), ANGABEN[key])


def wording_as_html(key: str, inhalt: Any) -> str:
    """The words of a content, without the numbers and dates of a typed list, as HTML that can be compared."""
    if not isinstance(inhalt, list):
        return _part_as_html(key, inhalt)
    return _lines(inhalt, NACH_KEY[key].textfelder)


def _lines(items: Iterable[dict[str, Any]], names: Iterable[str]) -> str:
    """Each entry as a paragraph."""
    lines = [[item.get(name) for name in names] for item in items]
    return format_html_join("", "<p>{}</p>", [(" · ".join(_said(value) for value in line if value),) for line in lines])


def _said(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _note_days(*days: date | None, heute: date) -> None:
    """What is shown changes at the start of each of these days."""
    for day in days:
        if day and day > heute:
            herkunft.note_until(datetime.combine(day, time.min, tzinfo=BERLIN))


def in_words(key: str, entries: list[dict[str, Any]], heute: date) -> list[dict[str, Any]]:
    """The entries of the typed list ``key``, without those that no longer hold."""
    return [shown for entry in entries if (shown := IN_WORTEN[key](entry, heute))]
