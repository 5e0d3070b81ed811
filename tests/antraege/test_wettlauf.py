"""Whoever presses twice, has two windows or meets others: once, whole, and each number to one. On both databases.

``ohne`` is what came of the same races without the guards: each of them can be lost.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import bedarf, datenbankstand
from tests.arbeiter import ROOT, environment, manage

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

DATENBANK = "wettlauf"
FOLGEN = ["mail", "mail_stelle", "pdf"]


@contextmanager
def empty_database(art: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a portal whose tables are as migrations leave them."""
    variables = environment(folder) | {"TASKS_DATABASE": "true"}
    if art == "sqlite":
        if not datenbankstand.write("migriert", folder / "portal.sqlite3"):
            manage(variables, "migrate", "--verbosity=0")
        yield variables
        return
    url = bedarf.postgresql()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATENBANK} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATENBANK}")
        variables["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{DATENBANK}"
        manage(variables, "migrate", "--verbosity=0")
        yield variables
        server.execute(f"DROP DATABASE {DATENBANK} WITH (FORCE)")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def ausgang(request, django_db_setup, tmp_path_factory) -> dict[str, Any]:
    """What came of each race, with and without guards."""
    with empty_database(request.param, tmp_path_factory.mktemp("portal")) as variables:
        command = [sys.executable, "-m", "tests.antraege.wettlauf"]
        done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture
def geschuetzt(ausgang) -> dict[str, Any]:
    return ausgang["geschützt"]


@pytest.fixture
def ohne(ausgang) -> dict[str, Any]:
    return ausgang["ohne Schutz"]


class TestSenden:
    def test_four_at_once_open_one_case(self, geschuetzt):
        found = geschuetzt["senden"]
        assert (found["vorgaenge"], found["ereignisse"], found["folgen"]) == (1, 1, FOLGEN)
        assert (found["ergebnisse"], found["fehler"]) == (1, {})  # all four are told the same, none is refused

    def test_without_guards_there_are_four(self, ohne):
        found = ohne["senden"]
        assert (found["getroffen"], found["vorgaenge"]) == (True, 4)

    def test_the_database_alone_would_keep_it_at_one_and_refuse_the_others(self, ausgang):
        found = ausgang["nur eindeutig"]["senden"]
        assert (found["getroffen"], found["vorgaenge"], found["fehler"]) == (True, 1, {"IntegrityError": 3})

    def test_what_is_typed_meanwhile_is_in_it_or_told_to_be_too_late(self, geschuetzt, ohne):
        found = geschuetzt["ueberholt_beim_senden"]
        assert (found["ergebnisse"], found["fehler"]) == (["gesendet"], {"AbgesendetError": 1})
        assert ohne["ueberholt_beim_senden"]["verloren"]

    def test_what_was_sent_is_not_overwritten(self, geschuetzt, ohne):
        found = geschuetzt["ueberholt_beim_merken"]
        assert (found["ganz"], found["beginn"], found["fehler"]) == (True, "2031-12-24", {})
        assert not ohne["ueberholt_beim_merken"]["ganz"]


class TestNummern:
    def check(self, found: dict[str, Any]) -> None:
        assert (found["ergebnisse"], found["verschieden"], found["zeilen"]) == (16, 16, 16)
        assert found["lueckenlos"]
        assert found["fehler"] == {}

    def test_sixteen_at_once_get_sixteen(self, geschuetzt):
        self.check(geschuetzt["nummern"])

    def test_the_very_first_too(self, ausgang):
        self.check(ausgang["der erste"])

    def test_without_guards_all_get_the_same(self, ohne):
        found = ohne["nummern"]
        assert (found["getroffen"], found["verschieden"], found["zeilen"]) == (True, 1, 16)

    def test_the_database_alone_would_refuse_fifteen(self, ausgang):
        assert ausgang["nur eindeutig"]["nummern"]["fehler"] == {"IntegrityError": 15}


class TestMerken:
    def test_two_saves_of_one_draft_both_stay(self, geschuetzt, ohne):
        found = geschuetzt["merken"]
        assert (found["da"], found["fehler"]) == (["links", "rechts"], {})
        assert len(ohne["merken"]["da"]) == 1

    def test_two_windows_of_one_step_both_stay(self, geschuetzt, ohne):
        assert geschuetzt["fenster"]["getroffen"]
        assert geschuetzt["fenster"]["beide"]
        assert not ohne["fenster"]["beide"]


def test_trying_again_and_deleting_do_not_wait_for_each_other(geschuetzt):
    found = geschuetzt["wiederholt_beim_loeschen"]
    assert (sorted(found["ergebnisse"]), found["fehler"]) == (["gelöscht", "wiederholt"], {})


class TestSchluessel:
    def test_encrypting_anew_keeps_what_is_saved_meanwhile(self, geschuetzt, ohne):
        assert not geschuetzt["ueberholt_beim_schluesseltausch"]["verloren"]
        assert ohne["ueberholt_beim_schluesseltausch"]["verloren"]

    def test_a_change_of_keys_while_everybody_goes_on(self, ausgang):
        found = ausgang["schluesseltausch"]
        assert found["fehler"] == {}
        assert found["getan"].keys() == {"gemerkt", "gesendet", "notiert", "gelesen"}
        assert found["vorher alt"] > 70
        assert found["mit altem"]["lesbar"] == 0
        assert found["mit neuem"]["unlesbar"] == 0
        assert (found["verloren"], found["kette"]) == ([], [])
