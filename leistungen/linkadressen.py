"""The addresses that an editor's text leads to. Pure functions over what the editor's blocks store.

An address is ``https://…``, ``/leistungen/<slug>/`` or, for a page of the portal, ``seite:<id>``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

_TAG = re.compile(r"<a\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(href|linktype|id)="([^"]*)"')
_EXTERNAL = re.compile(r"https?://[^\s<>\"]+", re.I)
_LEISTUNG = re.compile(r"/leistungen/[a-z0-9-]+/")
SEITE = "seite"  # the field of a block that names a page
LONGEST = 2000


def addresses(value: Any) -> Iterator[str]:
    """The addresses in a block's value, each as often as it occurs."""
    if isinstance(value, str):
        yield from _in_text(value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name == SEITE and isinstance(inner, int):
                yield f"{SEITE}:{inner}"
            else:
                yield from addresses(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from addresses(inner)


def by_block(raw: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """By block, the addresses that citizens see in a stream of raw blocks, each once."""
    found = {}
    for block in raw:
        value = block["value"]
        shown = value.get("inhalt", value) if isinstance(value, Mapping) else value
        if own := list(dict.fromkeys(addresses(shown))):
            found[str(block.get("id") or "")] = own
    return found


def host(address: str) -> str:
    """Whom an address asks; empty for one of our own."""
    if not _EXTERNAL.match(address):
        return ""
    authority = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    return authority.rpartition("@")[2].lower()[:255]


def _in_text(text: str) -> Iterator[str]:
    whole = text.strip()
    if _EXTERNAL.fullmatch(whole) and len(whole) <= LONGEST:
        yield whole
    for tag in _TAG.findall(text):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.get("linktype") == "page":
            yield f"{SEITE}:{attributes.get('id', '')}"
        elif address := _address(unescape(attributes.get("href", "")).strip()):
            yield address


def _address(href: str) -> str:
    own = _LEISTUNG.match(href)
    if own:
        return own[0]
    return href if _EXTERNAL.fullmatch(href) and len(href) <= LONGEST else ""
