"""The English catalogues: complete, and compiled from what is in the repository."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import bedarf

ROOT = Path(__file__).parents[2]
APPS = ("cms", "leistungen", "search", "theme")
ENTRY = re.compile(r"^(msgid|msgid_plural|msgstr|msgstr\[\d\]) ((?:\".*\"\n?)+)", re.M)


def entries(app: str, root: Path = ROOT) -> list[tuple[str, list[str]]]:
    """Each message with its translations."""
    text = (root / app / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for kind, quoted in ENTRY.findall(text):
        value = "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())
        if kind == "msgid":
            found.append((value, []))
        elif kind.startswith("msgstr"):
            found[-1][1].append(value)
    return [entry for entry in found if entry[0]]


@pytest.mark.parametrize("app", APPS)
def test_every_message_is_translated_and_compiled(app):
    with (ROOT / app / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message, translations in entries(app):
        assert all(translations), f"{app}: ohne Übersetzung: {message}"
        if len(translations) == 1:
            assert compiled.gettext(message) == translations[0], f"{app}: .mo ist älter als .po: {message}"
        else:
            assert [compiled.ngettext(message, "", number) for number in (1, 2)] == translations


@pytest.mark.parametrize("app", APPS)
def test_placeholders_survive(app):
    pattern = re.compile(r"%\(\w+\)\.?\d?[sfd]|</?strong>|#")
    for message, translations in entries(app):
        if len(translations) == 1:  # the forms of a plural may differ
            assert sorted(pattern.findall(message)) == sorted(pattern.findall(translations[0])), message


@pytest.mark.slow
@pytest.mark.parametrize("app", APPS)
def test_the_catalogue_knows_every_message_of_the_code(app, tmp_path):
    bedarf.require(shutil.which("xgettext"), "gettext", "apt-get install gettext")
    copy = tmp_path / app
    shutil.copytree(ROOT / app, copy, ignore=shutil.ignore_patterns("node_modules", "static", "__pycache__", "demo"))
    shutil.rmtree(copy / "locale")
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=os.environ | {"DJANGO_SETTINGS_MODULE": ""})
    found = {message for message, _ in entries(app, tmp_path)}
    assert found
    assert not found - {message for message, _ in entries(app)}
