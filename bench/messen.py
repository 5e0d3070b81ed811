"""CPU and queries of one request, asked straight from the WSGI application: no client, no network."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from statistics import median
from time import process_time

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 7
BATCH = 0.12  # seconds of CPU that one batch of requests takes at least


@dataclass(slots=True)
class Fall:
    """A page to measure. ``before`` is run before each request and its CPU is not counted."""

    name: str
    handler: WSGIHandler
    url: str
    accept: str = "text/html"
    before: Callable[[], None] | None = None
    goal: str = ""
    samples: list[float] = field(default_factory=list)
    batch: int = 1
    size: int = 0
    queries: int = 0

    @property
    def ms(self) -> float:
        return median(self.samples) * 1000

    def request(self) -> bytes:
        status, body = ask(self.handler, self.url, self.accept)
        if status != 200:
            raise RuntimeError(f"{self.url}: {status}")
        return body

    def prepare(self) -> None:
        """Warm up, count queries, and find out how many requests make a batch that can be timed."""
        for _time in range(3):
            self._run_before()
            self.size = len(self.request())
        self._run_before()
        with CaptureQueriesContext(connection) as captured:
            self.request()
        self.queries = len(captured)
        self.batch = max(1, round(BATCH / max(1e-5, self.sample(3))))

    def sample(self, times: int) -> float:
        """CPU seconds per request over ``times`` requests."""
        spent = 0.0
        for _time in range(times):
            self._run_before()
            begun = process_time()
            self.request()
            spent += process_time() - begun
        return spent / times

    def _run_before(self) -> None:
        if self.before:
            self.before()


def ask(handler: WSGIHandler, url: str, accept: str = "text/html") -> tuple[int, bytes]:
    """Ask the portal; the status and what it says."""
    status, _headers, found = answer(handler, url, accept)
    return status, found


def answer(
    handler: WSGIHandler, url: str, accept: str = "text/html", cookies: str = "", body: bytes | None = None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """The same with the headers; a ``body`` is sent as a form."""
    path, _, query = url.partition("?")
    environ = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body or b"")),
        "HTTP_COOKIE": cookies,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": accept,
        "wsgi.input": BytesIO(body or b""),
        "wsgi.url_scheme": "http",
    }
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    response = handler(environ, lambda line, headers: begun.append((line, headers)))
    found = b"".join(response)
    response.close()
    [(line, headers)] = begun
    return int(line.split()[0]), headers, found


def measure(faelle: Iterable[Fall]) -> None:
    """Rounds in which every page has its turn, so that a busy machine slows all of them alike."""
    faelle = list(faelle)
    for fall in faelle:
        fall.prepare()
    for _round in range(ROUNDS):
        for fall in faelle:
            gc.collect()
            fall.samples.append(fall.sample(fall.batch))


def table(faelle: Iterable[Fall], cache: Fall, bloecke: Fall) -> str:
    """A table with the ratios to both yardsticks."""
    head = f"{'Seite':<52}{'kB':>6}{'SQL':>5}{'CPU ms':>9}{'÷ cache_page':>14}{'÷ 40 Blöcke':>13}  Ziel"
    lines = [head, "-" * len(head)]
    for fall in faelle:
        ratios = f"{fall.ms / cache.ms:>14.2f}{fall.ms / bloecke.ms:>13.2f}"
        lines.append(f"{fall.name:<52}{fall.size / 1000:>6.0f}{fall.queries:>5}{fall.ms:>9.3f}{ratios}  {fall.goal}")
    return "\n".join(lines)
