"""A definition in another language: the same JSON with other texts.

A translation belongs to the German words it was made from. When these change, the words are no longer found and the
part reads German again until somebody has translated it anew: nothing stale is ever shown.
"""

from collections.abc import Iterator, Mapping
from typing import Any

TEXTE = frozenset(
    {
        "titel",
        "kurztext",
        "voraussetzungen",
        "dauer",
        "datenschutz",
        "danke",
        "einleitung",
        "text",
        "hinweis",
        "meldung",
    }
    | {"beschriftung", "hilfe", "singular", "bezeichnung", "einheit", "mandatstext"}
)
TEILE = frozenset({"schritte", "inhalt", "regeln", "unterlagen", "gebuehren", "felder"})  # are parts of their own
GERMAN = "de"


def texts(daten: Mapping[str, Any]) -> list[str]:
    """All that is to be translated, each once, in the order of the form."""
    return list(dict.fromkeys(text for part in _parts(daten) for text in _own(part)))


def translate(daten: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """``words``: German → other. A part with a text that has no translation stays German as a whole and says so."""
    found = {name: _translate(value, words) if name in TEILE else value for name, value in daten.items()}
    german = [name for name, value in daten.items() if name in TEXTE and value and value not in words]
    return (
        found
        | {name: words[daten[name]] for name in daten if name in TEXTE and daten[name] in words}
        | {"fremd": german}
    )


def _translate(parts: list[Any], words: Mapping[str, str]) -> list[Any]:
    return [_part(one, words) for one in parts]


def _part(part: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    below = {name: _translate(value, words) for name, value in part.items() if name in TEILE}
    if all(text in words for text in _own(part)):
        return _replaced(part, words) | below
    return dict(part) | below | {"sprache": GERMAN}


def _replaced(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_replaced(one, words) for one in value]
    if isinstance(value, Mapping):
        return {
            name: words.get(one, one) if name in TEXTE and isinstance(one, str) else _replaced(one, words)
            for name, one in value.items()
            if name not in TEILE
        }
    return value


def _parts(daten: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield daten
    for name, value in daten.items():
        if name in TEILE:
            for one in value:
                yield from _parts(one)


def _own(value: Any) -> Iterator[str]:
    """The texts of a part, without those of the parts below."""
    if isinstance(value, list):
        for one in value:
            yield from _own(one)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name in TEXTE and isinstance(one, str):
                if one:
                    yield one
            elif name not in TEILE:
                yield from _own(one)
