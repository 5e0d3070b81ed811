"""The circuit breaker by itself: when it opens, tries again, closes, and what it tells."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from search.engines.base import SuchmaschineError, SuchmaschineLaedtError
from search.engines.fallback import FIRST_WAIT, LONGEST_WAIT, MOST_FAILURES, Schalter

ERROR = SuchmaschineError("kaputt")


class Uhr:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def uhr() -> Uhr:
    return Uhr()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def schalter(uhr, told) -> Schalter:
    return Schalter(
        lambda reason: told.append(f"auf: {reason}"),
        lambda: told.append("zu"),
        lambda reason: told.append(f"noch: {reason}"),
        clock=uhr,
    )


def open_(schalter: Schalter) -> None:
    for _time in range(MOST_FAILURES):
        schalter.failed(ERROR)


def test_it_opens_after_three_failures_in_a_row_and_tells_once(schalter, told):
    assert MOST_FAILURES == 3
    for _time in range(2):
        schalter.failed(ERROR)
        assert schalter.allows()
    assert told == []
    schalter.failed(ERROR)
    assert schalter.is_open
    assert not schalter.allows()
    assert told == ["auf: kaputt"]


def test_an_answer_between_two_failures_starts_the_count_anew(schalter, told):
    for _time in range(5):
        schalter.failed(ERROR)
        schalter.failed(ERROR)
        assert schalter.succeeded() == 2
    assert schalter.allows()
    assert told == []


def test_an_answer_that_fails_after_all_has_not_succeeded(schalter):
    for _time in range(MOST_FAILURES):
        before = schalter.succeeded()
        schalter.failed(ERROR, before)
    assert schalter.is_open


def test_one_may_try_each_time_the_wait_is_over(schalter, uhr):
    open_(schalter)
    uhr.now += FIRST_WAIT - 0.1
    assert not schalter.allows()
    uhr.now += 0.2
    assert [schalter.allows() for _time in range(3)] == [True, False, False]


def test_who_tries_and_never_comes_back_does_not_keep_it_open_for_ever(schalter, uhr):
    open_(schalter)
    for _time in range(3):
        uhr.now += FIRST_WAIT
        assert schalter.allows()


def test_the_wait_doubles_up_to_a_limit(schalter, uhr):
    open_(schalter)
    waits = []
    for _time in range(6):
        before = uhr.now
        while not schalter.allows():
            uhr.now += 0.5
        waits.append(uhr.now - before)
        schalter.failed(ERROR)
    assert waits == [5, 10, 20, 30, 30, 30]
    assert waits[-1] == LONGEST_WAIT


def test_it_closes_at_the_first_answer_and_tells_once(schalter, uhr, told):
    open_(schalter)
    uhr.now += FIRST_WAIT
    assert schalter.allows()
    schalter.succeeded()
    schalter.succeeded()
    assert schalter.allows()
    assert told == ["auf: kaputt", "zu"]
    # … and the next outage begins with a short wait
    open_(schalter)
    uhr.now += FIRST_WAIT
    assert schalter.allows()


def test_each_try_in_vain_is_told_as_such(schalter, uhr, told):
    open_(schalter)
    uhr.now += FIRST_WAIT
    assert schalter.allows()
    schalter.failed(ERROR)
    assert told == ["auf: kaputt", "noch: kaputt"]


def elsewhere(act: Callable[[], object]) -> None:
    thread = Thread(target=act)
    thread.start()
    thread.join()


def test_what_was_still_under_way_when_it_opened_makes_nobody_wait_longer(schalter, uhr, told):
    open_(schalter)
    for _time in range(4):
        schalter.failed(ERROR)
    uhr.now += FIRST_WAIT
    assert schalter.allows()
    elsewhere(lambda: schalter.failed(ERROR))  # nor while somebody tries
    assert told == ["auf: kaputt"]
    uhr.now += FIRST_WAIT
    assert schalter.allows()
    schalter.failed(ERROR)
    schalter.failed(ERROR)
    uhr.now += 2 * FIRST_WAIT
    assert schalter.allows()


def test_a_server_that_is_still_being_read_from_has_not_failed(schalter, uhr, told):
    for _time in range(2 * MOST_FAILURES):
        schalter.failed(SuchmaschineLaedtError("liest noch"))
    assert schalter.allows()
    open_(schalter)
    uhr.now += FIRST_WAIT
    assert schalter.allows()
    schalter.failed(SuchmaschineLaedtError("liest noch"))
    assert told == ["auf: kaputt"]
    uhr.now += FIRST_WAIT
    assert schalter.allows()


def test_many_threads_at_once(schalter, uhr, told):
    def together(act: Callable[[], object]) -> list[object]:
        barrier, found = Barrier(16), []

        def run() -> None:
            barrier.wait()
            found.append(act())

        threads = [Thread(target=run) for _number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    together(lambda: schalter.failed(ERROR))
    assert told.count("auf: kaputt") == 1
    uhr.now += LONGEST_WAIT
    assert together(schalter.allows).count(True) == 1
    together(schalter.succeeded)
    assert told.count("zu") == 1
