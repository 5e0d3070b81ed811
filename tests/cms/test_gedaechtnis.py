"""What a process remembers: until a tag is forgotten, and never what was read before that."""

from threading import Thread

import pytest

from cms import gedaechtnis, herkunft
from cms.gedaechtnis import remember


@pytest.fixture
def source():
    """A remembered function that reads ``values`` and counts its calls."""
    values, calls = {"a": 1}, []

    @remember("tag")
    def read(name):
        calls.append(name)
        return values[name]

    return values, calls, read


def test_a_result_is_remembered_until_its_tag_is_forgotten(source):
    values, calls, read = source
    assert [read("a"), read("a")] == [1, 1]
    values["a"] = 2
    gedaechtnis.forget({"another"})
    assert read("a") == 1
    gedaechtnis.forget({"tag", "another"})
    assert read("a") == 2
    assert calls == ["a", "a"]


def test_whoever_uses_it_depends_on_its_tags(source):
    _values, _calls, read = source
    for _time in range(2):
        with herkunft.collect() as answer:
            read("a")
        assert answer.tags == {"tag"}


def test_what_was_read_before_a_change_is_not_remembered_after_it():
    values, calls = [1], []

    @remember("tag")
    def read():
        calls.append(1)
        found = values[0]
        if len(calls) == 1:
            values[0] = 2
            gedaechtnis.forget({"tag"})
        return found

    assert [read(), read(), read()] == [1, 2, 2]
    assert len(calls) == 2


def test_another_thread_can_forget_while_a_result_is_made():
    @remember("tag")
    def read():
        thread = Thread(target=gedaechtnis.forget)
        thread.start()
        thread.join(timeout=5)
        return not thread.is_alive()

    assert read()


def test_a_failure_is_not_remembered():
    calls = []

    @remember("tag")
    def read():
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("beim ersten Mal")
        return "gut"

    with pytest.raises(RuntimeError, match="beim ersten Mal"):
        read()
    assert read() == "gut"


def test_of_many_results_the_oldest_goes():
    calls = []

    @remember("tag", most=2)
    def read(day):
        calls.append(day)
        return day

    for day in (1, 2, 2, 1, 3, 3, 2, 1):
        assert read(day) == day
    assert calls == [1, 2, 3, 1]
