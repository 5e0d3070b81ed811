"""The operator's commands."""

from io import StringIO

import pytest
from django.core.management import call_command

from leistungen.models import Textstand
from search import suchmaschinen
from tests.search.conftest import JEDE_MASCHINE, rewrite

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_rebuild(katalog, frage):
    assert "Dokumente im Suchindex" in run("search_rebuild")
    assert frage("hund").anzahl == 2


def test_rebuild_if_needed(katalog, maschine):
    assert "6 Dokumente" in run("search_rebuild", "--if-needed")
    built = suchmaschinen.embedded().ordner.current()
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert "auf dem Stand" in run("search_rebuild", "--if-needed")
    assert suchmaschinen.embedded().ordner.current() == built
    assert run("search_reconcile") == ""


def test_reconcile_finds_and_mends_every_difference(katalog, frage):
    frage("hund")
    name, engine = list(suchmaschinen.indices().items())[-1]
    rows = Textstand.objects.filter(leistung=katalog.sperrung)
    rows.filter(stamm=False).delete()  # behind the journal's back
    Textstand.objects.filter(leistung=katalog.tonne).delete()
    with engine.writing(1):
        engine.write([], [f"leistung:{katalog.hund.pk}"], engine.stand())
    assert [line for line in run("search_reconcile").splitlines() if line.startswith(name)] == [
        f"{name}: leistung:{katalog.hund.pk}:0:de: fehlt",
        f"{name}: leistung:{katalog.tonne.pk}:0:de: zu viel",
        f"{name}: leistung:{katalog.sperrung.pk}:0:de: veraltet",
    ]
    assert run("search_reconcile") == ""
    assert frage("hund").anzahl == 2
    assert frage("fastnachtsumzug").anzahl == 0


def test_reconcile_makes_what_is_not_there(katalog, maschine):
    assert "aufgebaut" in run("search_reconcile")
    assert run("search_reconcile") == ""
