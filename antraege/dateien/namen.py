"""Names of files as they are shown. None is ever used as the place where a file is kept."""

import re
import unicodedata

from antraege.dateien.fehler import DateiError, Grund

LONGEST = 120  # characters that are shown
FORGED = 255  # bytes; no file system has longer names
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they make "gpj.exe" look like "exe.jpg"
_WINDOWS_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\)(?:[^\\/]*\\)*")  # what old browsers send before the name
_RESERVED = re.compile(r'[<>:"|?*\\/]')
_JOINER = "\u200d"  # inside of emojis
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)  # Windows opens these instead of a file


def clean(name: str, *, fallback: str) -> str:
    """The name without what can't be shown. A name made to deceive raises an error."""
    if len(name.encode("utf-8", "surrogatepass")) > FORGED:
        raise DateiError(Grund.NAME_ZU_LANG)
    name = unicodedata.normalize("NFC", _WINDOWS_PATH.sub("", name, count=1) if _WINDOWS_PATH.match(name) else name)
    if "/" in name or ".." in name.split("\\") or _BIDI.search(name) or any(map(_is_forbidden, name)):
        raise DateiError(Grund.NAME)
    shown = "".join(sign for sign in name if sign == _JOINER or unicodedata.category(sign) != "Cf")
    shown = " ".join(_RESERVED.sub("_", shown).split()).strip(". ")
    return shown or fallback


def split(name: str) -> tuple[str, str]:
    """Stem and ending, the ending in lower case with its dot. What looks like a date or a number is none."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not re.fullmatch(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,8}", ending):
        return name, ""
    return stem, f".{ending.lower()}"


def shorten(stem: str, ending: str) -> str:
    stem = f"_{stem}" if _DEVICES.fullmatch(stem) else stem
    return stem[: LONGEST - len(ending)].rstrip(". " + _JOINER) + ending


def _is_forbidden(sign: str) -> bool:
    """Control characters, halves of surrogates, and what will never be a sign. Emojis of next year may be."""
    code = ord(sign)
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
