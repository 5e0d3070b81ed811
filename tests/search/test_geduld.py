"""What is read once and kept: nobody waits longer for it than an answer may, and only one reads."""

from threading import Event, Thread

import pytest

from search.engines.base import SuchmaschineError, SuchmaschineLaedtError
from search.engines.geduld import Geduld, Lesung


class Quelle:
    """Gives what is asked for when it is let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.free = Event(), Event()
        self.error: Exception | None = None
        self.lesung: Lesung[str] = Lesung()

    def get(self, what: str, seconds: float | None = 0.05) -> str:
        def read() -> str:
            self.asked.append(what)
            self.begun.set()
            self.free.wait(10)
            if self.error:
                raise self.error
            return what.upper()

        if seconds is None:
            return self.lesung.get(what, read)
        with Geduld(seconds).holding():
            return self.lesung.get(what, read)

    def let_go(self) -> None:
        self.free.set()


@pytest.fixture
def quelle():
    found = Quelle()
    yield found
    found.let_go()


def test_it_is_read_once(quelle):
    quelle.let_go()
    assert [quelle.get("a", 10), quelle.get("a", 10), quelle.get("b", 10), quelle.get("b", None)] == [
        "A",
        "A",
        "B",
        "B",
    ]
    assert quelle.asked == ["a", "b"]


def test_reading_goes_on_and_a_later_answer_has_it(quelle):
    for what in ("a", "a", "b"):  # of something else too: one reading at a time
        with pytest.raises(SuchmaschineLaedtError):
            quelle.get(what)
    assert quelle.asked == ["a"]
    quelle.let_go()
    assert quelle.get("a", None) == "A"
    assert quelle.asked == ["a"]
    assert quelle.get("b", 10) == "B"


def test_only_who_begins_waits(quelle):
    found: list[str] = []
    first = Thread(target=lambda: found.append(quelle.get("a", 10)))
    first.start()
    quelle.begun.wait(5)
    with pytest.raises(SuchmaschineLaedtError):
        quelle.get("a", 3600)  # would not end
    quelle.let_go()
    first.join(5)
    assert found == ["A"]


def test_who_has_no_time_left_has_it_read_for_the_next(quelle):
    with pytest.raises(SuchmaschineLaedtError):
        quelle.get("a", 0)
    quelle.let_go()
    assert quelle.get("a", None) == "A"
    assert quelle.asked == ["a"]


def test_who_has_all_the_time_waits_for_a_reading_under_way(quelle):
    with pytest.raises(SuchmaschineLaedtError):
        quelle.get("a")
    found: list[str] = []
    thread = Thread(target=lambda: found.append(quelle.get("b", None)))
    thread.start()
    quelle.let_go()
    thread.join(5)
    assert found == ["B"]
    assert quelle.asked == ["a", "b"]


def test_an_error_is_told_once_and_then_it_is_read_anew(quelle):
    quelle.error = SuchmaschineError("kaputt")
    with pytest.raises(SuchmaschineLaedtError):
        quelle.get("a")
    quelle.let_go()
    with pytest.raises(SuchmaschineError, match="kaputt"):
        quelle.get("a", None)
    quelle.error = None
    assert quelle.get("a", 10) == "A"
    assert quelle.asked == ["a", "a"]
