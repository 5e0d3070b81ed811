"""HTML as plain lines, and lines as sentences, by the habits of German administrative prose. Pure functions."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_LINES = ("p", "li", "h2", "h3", "h4", "dt", "dd", "tr")
# A full stop after a single letter, a number or a usual abbreviation ends no sentence: "z. B.", "3. Oktober", "Abs. 2".
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:\w|\d+|Abs|Art|Nr|Nrn|Buchst|Hs|Satz|vgl|ca|bzw|ggf|inkl|zzgl|Tel|Str|St|Dr|Prof|Co|usw|etc|evtl|mind"
    r"|max|sog|gem|lfd|Ziff|Kfz|Mio|Mrd)\.$"
)
_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[\W\d_]*[A-ZÄÖÜ])")


def sentences(line: str) -> list[str]:
    """A line of plain text cut into sentences, by the habits of German administrative prose."""
    found: list[str] = []
    for part in _BOUNDARY.split(line):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def text_lines(html: str) -> list[str]:
    """The plain text of HTML, a line for each paragraph, list item, heading or row."""
    soup = BeautifulSoup(html, "html.parser")
    lines: list[list[str]] = [[]]
    for node in soup.descendants:
        if isinstance(node, Tag) and node.name in _LINES:
            lines.append([])
        elif isinstance(node, NavigableString):
            lines[-1].append(str(node))
    return [line for parts in lines if (line := " ".join("".join(parts).split()))]
