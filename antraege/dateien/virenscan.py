"""Asks ClamAV, if there is one, about a file. Never raises: who is not answered keeps the file back."""

import logging
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CONNECT = 3.0  # seconds
LONGEST = 20.0  # seconds from the first byte to the answer
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096

logger = logging.getLogger(__name__)


class Scanstand(TextChoices):
    """What is known about a file."""

    OHNE = "ohne", _("nicht geprüft, kein Virenscanner eingerichtet")
    OFFEN = "offen", _("noch nicht geprüft, Virenscanner antwortet nicht")
    SAUBER = "sauber", _("geprüft, nichts gefunden")
    GEFUNDEN = "gefunden", _("Schadprogramm gefunden")


@dataclass(frozen=True, slots=True)
class Befund:
    """``fund`` is the scanner's name of what it found, or why there is no answer."""

    stand: Scanstand
    fund: str = ""


def may_be_seen(stand: str) -> bool:
    """Whether staff may open a file. As soon as there is a scanner, what it has not seen waits, however old."""
    if settings.CLAMD_URL:
        return stand == Scanstand.SAUBER
    return stand != Scanstand.GEFUNDEN


def is_due(stand: str) -> bool:
    """Whether the scanner is to be asked (again)."""
    return bool(settings.CLAMD_URL) and stand in {Scanstand.OHNE, Scanstand.OFFEN}


def scan(content: bytes) -> Befund:
    if not settings.CLAMD_URL:
        return Befund(Scanstand.OHNE)
    try:
        with _connected(settings.CLAMD_URL) as line:
            answer = _ask(line, content, time.monotonic() + LONGEST)
    except OSError as error:
        logger.warning("Virenscanner antwortet nicht: %r", error)
        return Befund(Scanstand.OFFEN, str(error))
    return _read(answer)


def _connected(url: str) -> socket.socket:
    address = urlsplit(url)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(CONNECT)
        try:
            line.connect(address.path)
        except OSError:
            line.close()
            raise
        return line
    if address.scheme == "tcp" and address.hostname:
        return socket.create_connection((address.hostname, address.port or 3310), timeout=CONNECT)
    raise ImproperlyConfigured("CLAMD_URL: tcp://host:3310 oder unix:///pfad")


def _ask(line: socket.socket, content: bytes, until: float) -> str:
    """Send the file in pieces, each with its length before it; a piece of no length ends it."""
    view = memoryview(content)
    try:
        _send(line, b"zINSTREAM\0", until)
        for start in range(0, len(content), _CHUNK):
            piece = view[start : start + _CHUNK]
            _send(line, len(piece).to_bytes(4, "big"), until)
            _send(line, piece, until)
        _send(line, bytes(4), until)
    except (BrokenPipeError, ConnectionResetError):
        logger.info("Der Virenscanner hört nicht bis zum Ende zu.")  # it may have said why
    return _receive(line, until)


def _send(line: socket.socket, data: bytes | memoryview, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(data)


def _receive(line: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        line.settimeout(_left(until))
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("keine Antwort")
    return left


def _read(answer: str) -> Befund:
    """Only the two answers that the protocol knows count; whatever else is said is no answer."""
    if answer == "stream: OK":
        return Befund(Scanstand.SAUBER)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Befund(Scanstand.GEFUNDEN, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    logger.warning("Virenscanner: %s", answer or "leere Antwort")
    return Befund(Scanstand.OFFEN, answer)
