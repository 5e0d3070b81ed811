"""Who is there on a day, and who stands in. Pure functions over the staff on a card (``cms.stellenstand``)."""

from datetime import date
from typing import Any

Person = dict[str, Any]

PRIVAT = ("abwesend", "vertretung")  # what of the card no citizen sees as it is


def on(person: Person, today: date) -> Person:
    """A member of staff as citizens see her on ``today``.

    ``fehlt``: whether she is away, without a word of why or until when; ``vertreten``: who stands in, if anybody who is
    there; ``hinweis``: what she wants to be read.
    """
    shown = {name: value for name, value in person.items() if name not in PRIVAT}
    if not is_away(person, today):
        return shown | {"fehlt": False, "vertreten": None, "hinweis": ""}
    deputy = person.get("vertretung")
    while deputy and is_away(deputy, today):
        deputy = deputy.get("vertretung")
    stands_in = {name: value for name, value in deputy.items() if name not in PRIVAT} if deputy else None
    return shown | {"fehlt": True, "vertreten": stands_in, "hinweis": person["abwesend"]["hinweis"]}


def is_away(person: Person, today: date) -> bool:
    """Whether a member of staff is away on ``today``."""
    away = person.get("abwesend")
    if not away:
        return False
    return date.fromisoformat(away["von"]) <= today <= date.fromisoformat(away["bis"])


def changes(person: Person) -> bool:
    """Whether what is shown of her changes by itself at some midnight."""
    return bool(person.get("abwesend"))
