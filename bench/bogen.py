"""Reads the form of a page and fills it in as somebody would who only sees the page: by labels, kinds and messages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

SOON = timezone.localdate() + timedelta(days=60)
DAY = f"{SOON:%d.%m.%Y}"
BY_AUTOCOMPLETE = {
    "given-name": "Erika",
    "family-name": "Mustermann",
    "name": "Erika Mustermann",
    "address-line1": "Poststraße",
    "postal-code": "56759",
    "address-level2": "Kaisersesch",
    "bday": "12.08.1964",
    "email": "erika@beispiel.example",
    "tel": "02653 9999",
}
BY_NAME = (  # parts of names and labels that say what is wanted
    (r"mail", "erika@beispiel.example"),
    (r"telefon|handy", "02653 9999"),
    (r"iban", "DE02120300000000202051"),
    (r"plz|postleitzahl", "56759"),
    (r"hausnummer", "5"),
    (r"stra(ß|ss)e", "Poststraße"),
    (r"ort$|wohnort", "Kaisersesch"),
    (r"geburt", "12.08.1964"),
    (r"bis_uhrzeit|_ende$", "23:00"),
    (r"uhrzeit|_um$", "18:00"),
    (r"datum|beginn|ende|_am$|_von$|_bis$|tag", DAY),
)
GUESSES = ("Etwas", "2", DAY, "18:00", "12,50", "12.08.2020", "erika@beispiel.example", "DE02120300000000202051")


@dataclass(slots=True)
class Eingabe:
    """An input. ``wahlen`` are the values of radio buttons, boxes and options."""

    name: str
    art: str
    id: str = ""
    wert: str = ""
    noetig: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    falle: bool = False  # people do not see it
    wahlen: list[str] = field(default_factory=list)


class Bogen(HTMLParser):
    """The form that has a button ``aktion``; else the first one that is posted."""

    def __init__(self, page: str):
        super().__init__()
        self.eingaben: dict[str, Eingabe] = {}
        self.nummer = ""
        self.fehler: list[str] = []
        self._form: dict[str, Eingabe] | None = None
        self._done = self._in_errors = False
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "data" and said.get("id") == "vorgangsnummer":
            self.nummer = said.get("value", "")
        if said.get("id") == "fehler":
            self._in_errors = True
        if self._in_errors and tag == "a":
            self.fehler.append(said.get("href", "#").rpartition("#")[2])
        if tag == "form" and said.get("method", "").lower() == "post" and not self._done:
            self._form = {}
        if self._form is None:
            return
        if tag == "button" and said.get("name") == "aktion":
            self._done = True
        elif tag in {"input", "textarea", "select"} and said.get("name") and "disabled" not in said:
            self._input(tag, said)
        elif tag == "option" and self._select and said.get("value"):
            self._form[self._select].wahlen.append(said["value"])

    def _input(self, tag: str, said: dict[str, str]) -> None:
        assert self._form is not None
        art = said.get("type", "text") if tag == "input" else tag
        name = said["name"]
        one = self._form.setdefault(name, Eingabe(name, art, said.get("id", "")))
        one.noetig = one.noetig or "required" in said or said.get("aria-required") == "true"
        one.autocomplete, one.inputmode = said.get("autocomplete", ""), said.get("inputmode", "")
        one.falle = said.get("tabindex") == "-1"
        if art in {"radio", "checkbox"}:
            one.wahlen.append(said.get("value", "on"))
            one.wert = said.get("value", "on") if "checked" in said else one.wert
        elif tag == "input":
            one.wert = said.get("value", "")
        self._select = name if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._in_errors = False
        if tag == "form" and self._form is not None:
            if self._form and (self._done or not self.eingaben):
                self.eingaben = self._form
            self._form = None


def fill(bogen: Bogen, versuch: dict[str, int]) -> dict[str, list[str]]:
    """What to send. ``versuch`` counts, by input, how often what was said there was not taken."""
    return {
        one.name: wert
        for one in bogen.eingaben.values()
        if one.art not in {"file", "submit", "button"} and (wert := _value(one, versuch.get(one.name, 0))) is not None
    }


def _value(one: Eingabe, versuch: int) -> list[str] | None:
    if one.art == "hidden" or (one.wert and not versuch):
        return [one.wert]
    if one.art in {"radio", "select"}:
        return [one.wahlen[-1 - versuch % len(one.wahlen)]] if one.wahlen else None
    if one.art == "checkbox":
        return one.wahlen[: 1 if versuch < 2 else None] if one.noetig or versuch else None
    if one.falle:
        return [""]
    guesses = [*_told(one), *GUESSES]
    return [guesses[versuch % len(guesses)]]


def _told(one: Eingabe) -> Iterator[str]:
    if one.autocomplete in BY_AUTOCOMPLETE:
        yield BY_AUTOCOMPLETE[one.autocomplete]
    yield from (value for pattern, value in BY_NAME if re.search(pattern, one.name))
    if one.inputmode in {"numeric", "decimal"}:
        yield "2"


def blamed(bogen: Bogen) -> set[str]:
    """The inputs whose values were not taken."""
    by_id = {one.id: one.name for one in bogen.eingaben.values() if one.id}
    found = set()
    for target in bogen.fehler:
        name = by_id.get(target) or re.sub(r"^id_|_feld$|_\d+$", "", target)
        found |= {one for one in bogen.eingaben if one == name or one.startswith(f"{name}_")}
    return found


def as_pairs(data: dict[str, list[str]]) -> list[tuple[str, Any]]:
    return [(name, one) for name, values in data.items() for one in values]
