"""The scanner's protocol, against a small server that speaks it."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured

from antraege.dateien import virenscan
from antraege.dateien.virenscan import Befund, Scanstand, is_due, may_be_seen, scan
from tests.antraege.dateien.bausteine import EICAR


class Waechter:
    """Answers as clamd does; ``answer`` instead, if given; ``None``: not at all."""

    def __init__(self, listener: socket.socket, answer: bytes | None, listens: int):
        self.listener, self.answer, self.listens = listener, answer, listens
        self.heard = b""
        self.command = b""
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        line, _address = self.listener.accept()
        with line, line.makefile("rb") as stream:
            self.command = stream.read(10)
            while len(self.heard) < self.listens and (size := int.from_bytes(stream.read(4), "big")):
                self.heard += stream.read(size)
            if self.answer is None:
                time.sleep(5)
                return
            found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in self.heard else b"stream: OK\0"
            line.sendall(self.answer or found)


@contextmanager
def waechter(
    settings, *, answer: bytes | None = b"", listens: int = 1 << 40, path: Path | None = None
) -> Iterator[Waechter]:
    with socket.socket(socket.AF_UNIX if path else socket.AF_INET) as listener:
        listener.bind(str(path) if path else ("127.0.0.1", 0))
        listener.listen()
        settings.CLAMD_URL = f"unix://{path}" if path else f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        yield Waechter(listener, answer, listens)


def test_a_clean_file_is_clean_and_heard_whole(settings):
    content = bytes(range(256)) * 1000
    with waechter(settings) as server:
        assert scan(content) == Befund(Scanstand.SAUBER)
        assert server.command == b"zINSTREAM\0"
        assert server.heard == content


def test_a_virus_is_found_and_named(settings):
    with waechter(settings):
        assert scan(b"x" * 100_000 + EICAR) == Befund(Scanstand.GEFUNDEN, "Eicar-Test-Signature")


def test_over_a_socket_of_the_same_machine(settings, tmp_path):
    with waechter(settings, path=tmp_path / "clamd.ctl"):
        assert scan(b"Guten Tag").stand == Scanstand.SAUBER


@pytest.mark.parametrize(
    "answer",
    [
        b"UNKNOWN COMMAND\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: ",
        b"OK\0",
        b"stream: OK FOUND or so\0",
        b"\xff\0",
    ],
)
def test_any_other_answer_is_none(settings, answer):
    with waechter(settings, answer=answer):
        assert scan(b"Guten Tag").stand == Scanstand.OFFEN


def test_a_scanner_that_refuses_the_size_in_the_middle_is_understood(settings):
    with waechter(settings, answer=b"INSTREAM size limit exceeded. ERROR\0", listens=65_536):
        found = scan(bytes(8_000_000))
    assert found.stand == Scanstand.OFFEN


def test_silence_ends(settings, monkeypatch):
    monkeypatch.setattr(virenscan, "LONGEST", 0.2)
    begin = time.monotonic()
    with waechter(settings, answer=None):
        assert scan(b"Guten Tag").stand == Scanstand.OFFEN
    assert time.monotonic() - begin < 2


def test_nobody_there(settings, tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.CLAMD_URL = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        assert scan(b"Guten Tag").stand == Scanstand.OFFEN
    settings.CLAMD_URL = f"unix://{tmp_path}/nichts.ctl"
    assert scan(b"Guten Tag").stand == Scanstand.OFFEN


def test_a_wrong_address_is_an_error_of_those_who_run_the_portal(settings):
    settings.CLAMD_URL = "http://localhost"
    with pytest.raises(ImproperlyConfigured):
        scan(b"Guten Tag")


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMD_URL = ""
    assert scan(EICAR) == Befund(Scanstand.OHNE)


@pytest.mark.parametrize(
    ("url", "seen"),
    [("", {Scanstand.OHNE, Scanstand.OFFEN, Scanstand.SAUBER}), ("tcp://scanner", {Scanstand.SAUBER})],
)
def test_staff_see_only_what_was_scanned_once_there_is_a_scanner(settings, url, seen):
    settings.CLAMD_URL = url
    assert {stand for stand in Scanstand if may_be_seen(stand)} == seen
    assert {stand for stand in Scanstand if is_due(stand)} == ({Scanstand.OHNE, Scanstand.OFFEN} if url else set())
