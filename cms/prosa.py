"""Rich text in one canonical form: sanitised, without what editors' tools leave behind."""

import re
from hashlib import sha256
from json import dumps
from typing import Any

import nh3

TAGS = {"p", "h3", "h4", "ul", "ol", "li", "strong", "b", "em", "i", "a", "br"}
ATTRIBUTES = {"a": {"href"}}
# Editors' link chooser stores pages and documents by id; they are resolved when the text is projected.
STORED_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_BETWEEN_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li|h3|h4)>)\s*")
_EMPTY = re.compile(r"<(p|li|h3|h4)>(?:\s|&nbsp;|<br\s*/?>)*</\1>")


def sanitise(html: str, *, stored: bool = False) -> str:
    """Keep only harmless markup. ``stored`` keeps the editor's own way to store links."""
    attributes = STORED_ATTRIBUTES if stored else ATTRIBUTES
    return nh3.clean(html, tags=TAGS, attributes=attributes, url_schemes=SCHEMES, link_rel=None)


def canonical(html: str) -> str:
    """The one way to write a text: sanitised, no empty paragraphs, no space between blocks."""
    clean = sanitise(html).replace("\r", "").strip()
    clean = re.sub(r"<b>(.*?)</b>", r"<strong>\1</strong>", clean, flags=re.S)
    clean = re.sub(r"<i>(.*?)</i>", r"<em>\1</em>", clean, flags=re.S)
    clean = _BETWEEN_BLOCKS.sub(r"\1", clean)
    return re.sub(r"[ \t\n]+", " ", _EMPTY.sub("", clean))


def content_hash(inhalt: Any) -> str:
    """A name for a content: 32 hexadecimal digits of SHA-256."""
    text = inhalt if isinstance(inhalt, str) else dumps(inhalt, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:32]
