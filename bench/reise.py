"""A citizen who fills in a form over HTTP and sends everything twice at once, whatever happens to the server."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic, sleep
from typing import Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from bench.bogen import Bogen, as_pairs, blamed, fill

PATIENCE = 60  # seconds that a citizen tries to get on with one page
PAGES = 200
T = TypeVar("T")
Gelernt = dict[str, dict[str, int]]  # by step, which of the guesses fit


@dataclass(slots=True)
class Antwort:
    status: int
    ziel: str
    text: str


@dataclass(slots=True)
class Ergebnis:
    """``nummern`` are all that were shown on receipts; ``verweigert`` says what was answered instead of going on."""

    nummern: set[str] = field(default_factory=set)
    verweigert: list[str] = field(default_factory=list)
    verloren: str = ""
    neu_versucht: int = 0
    sekunden: list[float] = field(default_factory=list)


class Bote(Protocol):
    """Brings what a citizen asks and sends to a portal."""

    def get(self, path: str) -> Antwort | None: ...

    def post_twice(self, path: str, data: list[tuple[str, str]]) -> list[Antwort | None]: ...


class Browser:
    """Two connections with the same cookies."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connections = [make(parts.hostname or "", parts.port, timeout=20) for _number in range(2)]
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Antwort | None:
        return self._ask([self._connections[0]], "GET", path)[0]

    def post_twice(self, path: str, data: list[tuple[str, str]]) -> list[Antwort | None]:
        """Both are on their way before either is answered."""
        return self._ask(self._connections, "POST", path, urlencode(data))

    def _ask(self, connections: list[HTTPConnection], method: str, path: str, body: str = "") -> list[Antwort | None]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        sent = [self._send(one, method, path, body, headers) for one in connections]
        return [self._read(one) if ok else None for one, ok in zip(connections, sent, strict=True)]

    @staticmethod
    def _send(connection: HTTPConnection, method: str, path: str, body: str, headers: Mapping[str, str]) -> bool:
        for _attempt in range(2):  # the server may have closed a connection that rested
            try:
                connection.request(method, path, body, dict(headers))
            except (OSError, HTTPException):
                connection.close()
            else:
                return True
        return False

    def _read(self, connection: HTTPConnection) -> Antwort | None:
        try:
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException):
            connection.close()
            return None
        self._keep_cookies(response)
        return Antwort(response.status, urlsplit(response.headers.get("Location", "")).path, text)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


class Reise:
    """One way through a form. ``gelernt`` is what earlier citizens found out about what it takes."""

    def __init__(self, browser: Bote, adresse: str, gelernt: Gelernt):
        self._browser, self._adresse, self._gelernt = browser, adresse, gelernt
        self.ergebnis = Ergebnis()

    def run(self) -> Ergebnis:
        at = self._until(lambda: self._led(self._send(self._adresse, [])))
        for _page in range(PAGES):
            if not at or self.ergebnis.verloren:
                return self.ergebnis
            begun = monotonic()
            page = self._until(lambda at=at: self._show(at))  # type: ignore[misc]
            if page is None:
                return self.ergebnis
            if page.status != 200:
                at = page.ziel
                continue
            bogen = Bogen(page.text)
            if bogen.nummer:
                self.ergebnis.nummern.add(bogen.nummer)
                return self.ergebnis
            at = self._answer(at, bogen)
            self.ergebnis.sekunden.append(monotonic() - begun)
        self.ergebnis.verloren = f"kein Ende: {at}"
        return self.ergebnis

    def _answer(self, at: str, bogen: Bogen, more: int = 3) -> str:
        """Fill in and send. Returns where that leads; to the same page if its messages ask for something else."""
        step = at.rstrip("/").rpartition("/")[2]
        learnt = self._gelernt.setdefault(step, {})
        data = [*as_pairs(fill(bogen, learnt)), ("aktion", "weiter")]
        answers = [one for one in self._send(at, data) if one]
        for one in answers:
            if one.status == 422:
                for name in blamed(Bogen(one.text)):
                    learnt[name] = learnt.get(name, 0) + 1
            elif one.status == 200 and more:  # there is more to fill in now, and it stands in what was answered
                return self._answer(at, Bogen(one.text), more - 1)
        self._note_refusals(step, answers)
        if step == "pruefen":
            self._compare_receipts(answers)
        return self._led(answers) or at

    def _compare_receipts(self, answers: list[Antwort]) -> None:
        for one in answers:
            page = self._browser.get(one.ziel) if one.status == 302 else None
            if page and (number := Bogen(page.text).nummer):
                self.ergebnis.nummern.add(number)

    def _note_refusals(self, step: str, answers: list[Antwort]) -> None:
        kinds = {one.status for one in answers}
        if kinds - {200, 302, 422} or len(kinds) > 1:
            self.ergebnis.verweigert.append(f"{step}: {sorted(kinds)}")

    def _send(self, path: str, data: list[tuple[str, str]]) -> list[Antwort | None]:
        return self._browser.post_twice(path, data)

    @staticmethod
    def _led(answers: list[Antwort] | list[Antwort | None]) -> str:
        return next((one.ziel for one in answers if one and one.status == 302), "")

    def _show(self, path: str) -> Antwort | None:
        found = self._browser.get(path)
        if found and found.status not in {200, 302}:
            self.ergebnis.verweigert.append(f"{re.sub('/e/[^/]+', '', path)}: {found.status}")
        return found if found and found.status in {200, 302} else None

    def _until(self, work: Callable[[], T | None]) -> T | None:
        """Again and again, as a citizen does whose page does not load."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            if found := work():
                return found
            self.ergebnis.neu_versucht += 1
            sleep(0.3)
        self.ergebnis.verloren = "nicht wiedergefunden"
        return None
