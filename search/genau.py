"""What people look up exactly: a paragraph, a telephone number or extension, a Leistungsschlüssel.

Each becomes one token, the same in documents and queries, so that it is found as it stands or not at all.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from search.analysis import fold, plain

LONGEST_RANGE = 40  # "§§ 1 bis 900" names a law, not nine hundred paragraphs

_NUMBER = r"\d{1,4}\s?[a-z]?\b"
_CITATION = re.compile(
    rf"(?:§{{1,2}}|\bArt(?:\.|ikel)|\bParagra(?:f|ph)(?:en)?)\s*"
    rf"(?P<numbers>{_NUMBER}(?:\s*(?:,|und|oder|bis|–|-)\s*{_NUMBER})*)(?P<rest>[^§;\n]{{0,160}})"
)
_SHORT_LAW = r"SGB\s+[IVX]+\b|[A-ZÄÖÜ][\w-]*[A-ZÄÖÜ]\w*\b"
_LAW = re.compile(rf"\b(?:{_SHORT_LAW}|[A-ZÄÖÜ]\w+(?:gesetz(?:buch|es)?|ordnung|satzung)\b)")
_BEHIND = re.compile(rf"[^(),]{{0,60}}(?:\(|, )({_SHORT_LAW})")
_RANGE = re.compile(r"(\d+)(?:\s?([a-z]))?\b(?:\s*(?:bis|–|-)\s*(\d+))?")
MOST_ASKED = 8  # each is a question to the engine
_SECTION_SIGN = re.compile(r"§+|\b(?:paragra(?:f|ph)(?:en)?|artikel|art\.)", re.IGNORECASE)
_PHONE_WORDS = re.compile(
    r"\b(?:tel(?:efon)?(?:nummer)?|durchwahl|nebenstelle|apparat|nr|rufnummer|fon)\b[.:]?", re.IGNORECASE
)
_ONLY_NUMBER = re.compile(r"[\d\s()/.+–-]+")
_PARAGRAPH = re.compile(r"\d{1,4}[a-z]?")
SCHLUESSEL = re.compile(r"99\d{12}")


def paragraphs(text: str) -> set[str]:
    """A token for each paragraph a text cites: "§§ 1, 2 GastG" gives §1gastg, §2gastg, and §1, §2."""
    found: set[str] = set()
    if not any(sign in text for sign in ("§", "Art", "aragra")):
        return found
    for citation in _CITATION.finditer(plain(text)):
        numbers = set(_expand(citation["numbers"]))
        laws = _laws(citation["rest"])
        found |= {f"§{number}{law}" for number in numbers for law in [*laws, ""]}
    return found


def _laws(rest: str) -> list[str]:
    """The law named after a paragraph, and its abbreviation where that stands behind it."""
    first = _LAW.search(rest)
    if first is None:
        return []
    laws = [first[0]]
    short = _BEHIND.match(rest, first.end())
    if short:
        laws.append(short[1])
    return [fold(re.sub(r"[\s-]", "", law)) for law in laws]


def _expand(numbers: str) -> Iterator[str]:
    for start, letter, end in _RANGE.findall(numbers):
        yield f"{start}{letter}"
        if end and 0 < int(end) - int(start) <= LONGEST_RANGE:
            yield from map(str, range(int(start) + 1, int(end) + 1))


def telephone(number: str) -> set[str]:
    """Tokens of a telephone number: with area code, without it, and the extension."""
    groups = re.findall(r"\d+", _national(number))
    if not groups:
        return set()
    digits = {"".join(groups)}
    if len(groups) > 1 and groups[0].startswith("0"):
        digits.add("".join(groups[1:]))
    extension = re.search(r"[-–]\s*(\d{2,6})\s*$", number)
    if extension:
        digits.add(extension[1])
    return {f"tel:{one}" for one in digits}


def _national(number: str) -> str:
    """+49 (0)2653 … and 0049 2653 … are 02653 …"""
    return re.sub(r"^\s*(?:\+|00)49[\s/-]*(?:\(0\)\s*)?", "0", number)


def keys(codes: Iterable[str]) -> set[str]:
    """Tokens of Leistungsschlüssel."""
    return {f"schluessel:{code}" for code in codes}


def asked_for(query: str) -> list[str]:
    """Tokens of what a query could look up exactly, the likeliest first. Most of them will not be there."""
    bare = _PHONE_WORDS.sub(" ", query).strip()
    if _ONLY_NUMBER.fullmatch(bare):
        digits = re.sub(r"\D", "", _national(bare))
        if SCHLUESSEL.fullmatch(digits):
            return [f"schluessel:{digits}"]
        return [f"tel:{digits}"] if 1 < len(digits) <= 15 else []
    return _asked_paragraphs(query)


def _asked_paragraphs(query: str) -> list[str]:
    signed = _SECTION_SIGN.search(query) is not None
    words = [fold(word) for word in re.findall(r"[^\W_]+", _SECTION_SIGN.sub(" ", query))]
    words = [word for word in _join_letters(words) if word not in {"abs", "absatz", "satz", "nr", "der", "des", "und"}]
    number = next((word for word in words if _PARAGRAPH.fullmatch(word)), None)
    if number is None:
        return []
    names = [word for word in words if not word.isdigit() and word != number]
    pairs = ["".join(pair) for pair in pairwise(names)]
    found = [f"§{number}{name}" for name in [*pairs, *names]]
    return found[:MOST_ASKED] or ([f"§{number}"] if signed else [])


def _join_letters(words: list[str]) -> Iterator[str]:
    """ "12 a" is one number."""
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word.isdigit() and len(following) == 1 and following.isalpha():
            yield word + following
        elif not (len(word) == 1 and word.isalpha() and index and words[index - 1].isdigit()):
            yield word
