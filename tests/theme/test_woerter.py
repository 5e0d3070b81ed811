"""The catalogues: English complete, Leichte Sprache for the public pages; compiled from what is in the repository."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import gettext as translate
from django.utils.translation import override
from django.utils.translation.template import templatize

from leistungen.textmodule import TEXTMODULE
from tests import bedarf

ROOT = Path(__file__).parents[2]
APPS = ("cms", "leistungen", "antraege", "search", "theme")
SPRACHEN = ("en", "de_Simple")
ENTRY = re.compile(r"^(msgid|msgid_plural|msgstr|msgstr\[\d\]) ((?:\".*\"\n?)+)", re.M)


def entries(app: str, root: Path = ROOT, sprache: str = "en") -> list[tuple[str, list[str]]]:
    """Each message with its translations."""
    text = (root / app / "locale" / sprache / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for kind, quoted in ENTRY.findall(text):
        value = "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())
        if kind == "msgid":
            found.append((value, []))
        elif kind.startswith("msgstr"):
            found[-1][1].append(value)
    return [entry for entry in found if entry[0]]


@pytest.mark.parametrize("sprache", SPRACHEN)
@pytest.mark.parametrize("app", APPS)
def test_every_message_is_translated_and_compiled(app, sprache):
    with (ROOT / app / "locale" / sprache / "LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message, translations in entries(app, sprache=sprache):
        assert all(translations), f"{app}: ohne Übersetzung: {message}"
        if len(translations) == 1:
            assert compiled.gettext(message) == translations[0], f"{app}: .mo ist älter als .po: {message}"
        else:
            assert [compiled.ngettext(message, "", number) for number in (1, 2)] == translations


@pytest.mark.parametrize("sprache", SPRACHEN)
@pytest.mark.parametrize("app", APPS)
def test_placeholders_survive(app, sprache):
    pattern = re.compile(r"%\(\w+\)\.?\d?[sfd]|</?strong>|#")
    for message, translations in entries(app, sprache=sprache):
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


# --- Leichte Sprache --------------------------------------------------------------------------------------------------

ANMELDUNG = {"account", "socialaccount", "mfa", "konto"}
FUER_ANDERE = {"verwaltung", "wagtailadmin", "wagtail_localize", "katalog"} | ANMELDUNG  # staff, council
PRUEFEN = {"leistungen/pruefen.html", "leistungen/pruefen_vorbei.html"}  # for editors: is a text still right?
MESSAGE = re.compile(r"""\b(?:n?gettext|_)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
PLAIN_WORDS, PLAIN_LETTERS = 12, 14  # in a sentence; in a word, or between its hyphens


def public_messages() -> set[str]:
    found = set()
    templates = ROOT / "theme/templates"
    for path in templates.rglob("*.html"):
        if FUER_ANDERE.isdisjoint(path.parts) and str(path.relative_to(templates)) not in PRUEFEN:
            for quoted in MESSAGE.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
                found.add(ast.literal_eval(quoted).replace("%%", "%"))
    return found


def test_leichte_sprache_has_words_for_all_that_the_public_templates_say():
    known = {message for app in APPS for message, _ in entries(app, sprache="de_Simple")}
    found = public_messages()
    assert len(found) > 150
    assert found - known == set(), "say it in plain words in <app>/locale/de_Simple (docs/sprachen.md)"


def test_the_sections_of_a_leistung_have_plain_headings():
    known = {message for message, _ in entries("leistungen", sprache="de_Simple")}
    with override("de"):
        assert {str(modul.titel) for modul in TEXTMODULE if modul.zeigen} - known == set()


@pytest.mark.parametrize("app", APPS)
def test_leichte_sprache_translates_only_what_there_is(app):
    assert {message for message, _ in entries(app, sprache="de_Simple")} <= {message for message, _ in entries(app)}


@pytest.mark.parametrize("app", APPS)
def test_leichte_sprache_has_short_sentences_and_short_words(app):
    for _message, translations in entries(app, sprache="de_Simple"):
        for text in translations:
            plain = re.sub(r"%\(\w+\)\w|<[^>]*>", "", text)
            assert max(len(one.split()) for one in re.split(r"[.?!:](?:\s|$)", plain)) <= PLAIN_WORDS, text
            assert max((len(one) for one in re.findall(r"[^\W\d_]+", plain)), default=0) <= PLAIN_LETTERS, text


def test_django_finds_the_words_under_the_language_of_the_address():
    with override("de-simple"):
        assert translate("Öffnungszeiten") == "Öffnungs-Zeiten"
        assert translate("January") == "Januar", "what we do not say ourselves stays German"
    with override("de"):
        assert translate("Öffnungszeiten") == "Öffnungszeiten"
