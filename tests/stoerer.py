"""Stands between the portal and a real Elasticsearch, and does to the line what an outage would.

It counts what it has done, so that a test can show that the fault really occurred.
"""

import json
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

PRODUCT = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/vnd.elasticsearch+json;compatible-with=9"}
SLOW = 0.35  # seconds; each single answer is still in time


class Stoerer:
    """``fault`` is what happens to a request, once ``let_through`` more of those that ``only`` names have passed."""

    def __init__(self, upstream: str):
        address = urlsplit(upstream)
        self.upstream = (address.hostname or "", address.port or 80)
        self.fault = ""
        self.only: Callable[[str], bool] = lambda path: True
        self.let_through = 0
        self.asked = 0
        self.served: Counter[str] = Counter()
        self.released = Event()
        self._port = 0
        self._listen()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def _listen(self) -> None:
        self._server = _Server(("127.0.0.1", self._port), _Handler)
        self._server.stoerer = self
        self._port = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def begin(self, fault: str, *, after: int = 0, only: Callable[[str], bool] = lambda path: True) -> None:
        self.only, self.let_through, self.fault = only, after, fault
        self.released.clear()
        if fault == "tot":
            self.close()

    def heal(self) -> None:
        was_dead, self.fault, self.let_through = self.fault == "tot", "", 0
        self.released.set()
        if was_dead:
            self._listen()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.cut()
        self._thread.join()

    def __enter__(self) -> "Stoerer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fault_for(self, path: str) -> str:
        self.asked += 1
        if not self.fault or not self.only(path):
            return ""
        if self.let_through:
            self.let_through -= 1
            return ""
        self.served[self.fault] += 1
        return self.fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    stoerer: Stoerer

    def __init__(self, *args: Any):
        self.open: set[socket.socket] = set()
        super().__init__(*args)

    def cut(self) -> None:
        for line in list(self.open):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The portal hangs up on a slow answer: that is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        super().finish()

    def handle_any(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.stoerer.fault_for(self.path)
        getattr(self, f"_{fault}", self._pass)(sent)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815  (names of the base class)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def _ask(self, sent: bytes) -> tuple[int, dict[str, str], bytes]:
        line = HTTPConnection(*self.server.stoerer.upstream, timeout=60)
        names = ("Content-Type", "Accept", "Authorization")
        line.request(self.command, self.path, sent, {name: self.headers[name] for name in names if self.headers[name]})
        response = line.getresponse()
        body = response.read()
        line.close()
        kept = {name: value for name in PRODUCT if (value := response.headers.get(name))}
        return response.status, kept, body

    def _pass(self, sent: bytes) -> None:
        self._answer(*self._ask(sent))

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self._begin(status, headers, len(body))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    # --- Faults -------------------------------------------------------------------------------------------------------

    def _stumm(self, sent: bytes) -> None:
        """As a stopped process: the kernel takes the request, nobody reads it."""
        self.server.stoerer.released.wait(60)
        self.close_connection = True

    def _gehalten(self, sent: bytes) -> None:
        """The answer is right, and comes when it is let go."""
        self.server.stoerer.released.wait(60)
        self._pass(sent)

    def _429(self, sent: bytes) -> None:
        self._answer(429, PRODUCT, json.dumps({"error": {"type": "es_rejected_execution_exception"}}).encode())

    def _500(self, sent: bytes) -> None:
        self._answer(500, PRODUCT, json.dumps({"error": {"type": "null_pointer_exception"}}).encode())

    def _html(self, sent: bytes) -> None:
        """A proxy's page in the place of the answer."""
        self._answer(200, {"Content-Type": "text/html"}, b"<html><body>It works!</body></html>")

    def _leer(self, sent: bytes) -> None:
        self._answer(200, PRODUCT, b"{}")

    def _fremd(self, sent: bytes) -> None:
        """Right in every form, but without what was asked for."""
        whole = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"total": {"value": 1}, "hits": [{"_id": "x"}]}}
        self._answer(200, PRODUCT, json.dumps({**whole, "responses": [whole], "_index": "x", "_source": {}}).encode())

    def _kaputt(self, sent: bytes) -> None:
        self._answer(200, PRODUCT, b'{"took": 1, "hits": {"tot')

    def _abriss(self, sent: bytes) -> None:
        """The line breaks in the middle of the answer."""
        status, headers, body = self._ask(sent)
        self._begin(status, headers, len(body))
        self.wfile.write(body[: len(body) // 2])
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def _traege(self, sent: bytes) -> None:
        time.sleep(SLOW)
        self._pass(sent)

    def _tropfen(self, sent: bytes) -> None:
        """A byte now and then, so that no single wait is long."""
        status, headers, body = self._ask(sent)
        self._begin(status, headers, len(body))
        for byte in body:
            if self.server.stoerer.released.wait(0.1):
                break
            self.wfile.write(bytes([byte]))
        self.close_connection = True
