"""What every file of the repository keeps to."""

import re

import pytest

from tests.architecture.hausplan import APPS, ROOT, TEXT, files, name, of_app

LONGEST = 400

# Written in pieces, or this file would be found itself.
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/User" + "s/")
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "repo1." + "maven",
    "proxy." + "golang",
)


CODE = [path for app in (*APPS, "tests", "bench") for kind in (".py", ".css", ".js") for path in of_app(app, kind)]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_can_be_read_at_one_go(path):
    if "migrations" in path.parts:
        return
    assert len(path.read_text().splitlines()) <= LONGEST


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in files():
        if path.suffix not in TEXT:
            continue
        text = path.read_text(errors="replace")
        found += [f"{name(path)}: {word}" for word in (*MACHINE_PATHS, *REGISTRY_HOSTS) if word in text]
    assert not found


def test_every_package_has_its_marker():
    missing = []
    for path in (p for app in (*APPS, "tests") for p in of_app(app, ".py")):
        folder = path.parent
        if not (folder / "__init__.py").exists():
            missing.append(name(folder))
    assert not missing


TEMPLATES = of_app("theme", ".html")
EXPRESSION = re.compile(r"{{(.*?)}}|{%(.*?)%}", re.S)
QUERY = re.compile(
    r"\.(?:all|objects|exists|exclude|order_by|select_related|values_list|\w+_set|get_children|specific)\b"
)
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\")\b)[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"", re.I
)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_never_queries(path):
    expressions = ["".join(found) for found in EXPRESSION.findall(path.read_text())]
    assert not [one for one in expressions if QUERY.search(one)]


@pytest.mark.parametrize("path", [p for p in TEMPLATES if "wagtailadmin" not in p.parts], ids=name)
def test_a_template_holds_no_inline_code(path):
    assert not INLINE.findall(path.read_text())


def test_only_the_repository_is_looked_at():
    assert all(ROOT in path.parents for path in files())
