"""PDF: first its bytes are searched, which no trick of a reader can evade, then pypdf reads it."""

import re

from antraege.dateien import fremdes
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.pdf import aufbau, rohdaten

_START = re.compile(rb"(?:\xef\xbb\xbf)?[\0\t\r\n ]{0,16}%PDF-[12]\.\d")
_EOF = re.compile(rb"%%EOF")
_MORE = re.compile(rb"[\0\t\x0c\r\n ]*(?:\Z|%|xref|startxref|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj)")
_OBJECT = re.compile(rb"[\0\t\x0c\r\n ]*\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj")
_HEAD = 1024  # how far browsers look to guess a type
MOST_REVISIONS = 2000


def is_it(content: bytes) -> bool:
    return bool(_START.match(content))


def look(content: bytes) -> bytes:
    if fremdes.has_markup(content[:_HEAD]) or fremdes.ends_as_archive(content):
        raise DateiError(Grund.FREMDES)
    found = rohdaten.search(content)
    _require_end(content, Grund.EINGEBETTET if found[rohdaten.EMBEDDED] else Grund.FREMDES)
    aufbau.require_harmless(content, has_embedded=bool(found[rohdaten.EMBEDDED]))
    return content


def _require_end(content: bytes, otherwise: Grund) -> None:
    """Behind each end mark comes another revision, or nothing."""
    ends = [mark.end() for _count, mark in zip(range(MOST_REVISIONS), _EOF.finditer(content), strict=False)]
    if not ends:
        raise DateiError(Grund.UNVOLLSTAENDIG)
    if content[ends[-1] :].strip(b"\0\t\x0c\r\n "):
        whole = not _OBJECT.match(content, ends[-1])
        raise DateiError(otherwise if whole else Grund.UNVOLLSTAENDIG)
    if not all(_MORE.match(content, end) for end in ends):
        raise DateiError(otherwise)
