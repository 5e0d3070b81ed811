"""After a commit the index is told; whether it follows is no concern of who made the change."""

import pytest

from cms import aenderungen
from search import indexing, suchmaschinen
from tests import datenbankstand
from tests.factories.cms import Orte
from tests.search.conftest import Katalog, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def katalog(transactional_db, monkeypatch) -> Katalog:
    datenbankstand.restore("migriert")
    monkeypatch.setattr(indexing, "AT_MOST_EVERY", 0.0)
    return Katalog(Orte())


def test_a_commit_wakes_the_index(katalog, frage):
    frage("hund")
    rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert suchmaschinen.embedded().stand() == aenderungen.position()


def test_an_index_that_fails_does_not_fail_the_change(katalog, frage, monkeypatch):
    frage("hund")
    with monkeypatch.context() as broken:
        broken.setattr(indexing, "follow", lambda engine: 1 / 0)
        rewrite(katalog.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert frage("Lukasmarkt", "mayen").anzahl == 1
