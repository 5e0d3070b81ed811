"""The index follows the journal, whatever was changed and whoever changed it."""

import pytest
from wagtail.models import Page

from cms import aenderungen
from cms.models import Aenderung, InhaltPage, Organisationseinheit
from leistungen.models import Textstand, Zustaendigkeit
from search import indexing, suchmaschinen
from tests.factories.cms import PersonFactory
from tests.factories.leistungen import ZustaendigkeitFactory, text
from tests.search.conftest import JEDE_MASCHINE, rewrite, titles, urls
from tests.search.test_vertraulich import seite, start  # noqa: F401

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

HUND = "Hund anmelden und Hundesteuer zahlen"


@pytest.fixture
def warm(katalog, frage):
    """An index that knew the catalogue before the change."""
    frage("hund")
    return katalog


def equals_database() -> bool:
    """Whether every index holds what a new one would."""
    indexing.follow_all()
    return all(indexing.reconcile(found) == {} for found in suchmaschinen.indices().values())


def test_a_new_text(warm, frage):
    text(warm.gestattung, warm.vg, volltext="<p>Auch für den Bierwagen.</p>")
    assert frage("bierwagen", "masburg").anzahl == 1
    assert equals_database()


def test_a_changed_text(warm, frage):
    rewrite(warm.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    assert frage("Fastnachtsumzug").anzahl == 0
    assert frage("Lukasmarkt", "mayen").anzahl == 1
    assert equals_database()


def test_an_unpublished_text(warm, frage):
    warm.mayener_text.unpublish()
    assert frage("Fastnachtsumzug").anzahl == 0
    assert equals_database()


def test_a_deleted_text(warm, frage):
    warm.mayener_text.delete()
    assert frage("Fastnachtsumzug").anzahl == 0
    assert equals_database()


def test_a_moved_text(warm, frage):
    target = Page.objects.get(slug="vg-kaisersesch")
    warm.mayener_text.move(target, pos="last-child")
    assert frage("Fastnachtsumzug", "mayen").anzahl == 0
    assert frage("Fastnachtsumzug", "masburg").anzahl == 1
    assert equals_database()


def test_a_stammtext_that_goes_takes_the_leistung_along(warm, frage):
    Page.objects.get(pk=Textstand.objects.get(leistung=warm.hund, stamm=True).pk).specific.unpublish()
    assert HUND not in titles(frage("hund"))
    assert equals_database()


def test_a_leistung_gets_another_name_and_address(warm, frage):
    warm.hund.slug, warm.hund.synonyme = "hund", ["Wauwau"]
    warm.hund.save()
    assert urls(frage("wauwau")) == ["/leistungen/hund/"]
    assert equals_database()


def test_an_office_gets_another_name(warm, frage):
    warm.buergerbuero.name = "Meldeamt"
    warm.buergerbuero.save()
    assert titles(frage("meldeamt"))[0].startswith("Meldeamt")
    assert equals_database()


def test_an_office_is_deleted_after_its_staff(warm, frage):
    warm.zustaendig.delete()
    warm.ostermann.delete()
    Organisationseinheit.objects.get(pk=warm.buergerbuero.pk).delete()
    assert frage("bürgerbüro").anzahl == 0
    assert frage("ostermann").anzahl == 0
    assert equals_database()


def test_staff_comes_and_goes(warm, frage):
    person = PersonFactory(stelle=warm.buergerbuero, nachname="Neuling")
    assert frage("neuling").anzahl == 1
    person.delete()
    assert frage("neuling").anzahl == 0
    assert equals_database()


def test_an_office_becomes_responsible_and_no_longer_is(warm, frage):
    def offices() -> int:
        return [hit.typ for hit in frage("gestattung", "masburg").treffer].count("organisationseinheit")

    assert offices() == 0
    entry = ZustaendigkeitFactory(leistung=warm.gestattung, gebiet=warm.orte.vg, stelle=warm.buergerbuero)
    assert offices() == 1
    Zustaendigkeit.objects.get(pk=entry.pk).delete()
    assert offices() == 0
    assert equals_database()


def test_pages_below_a_page_that_moves_or_goes(start, frage):  # noqa: F811
    parent, other = seite(start, "Rathaus"), seite(start, "Freizeit")
    child = seite(parent, "Hallenbad")
    assert urls(frage("hallenbad")) == ["/rathaus/hallenbad/"]
    child.move(other, pos="last-child")
    assert urls(frage("hallenbad")) == ["/freizeit/hallenbad/"]
    InhaltPage.objects.get(pk=other.pk).delete()
    assert frage("hallenbad").anzahl == 0
    assert equals_database()


def test_a_page_gets_another_address(start, frage):  # noqa: F811
    parent = seite(start, "Rathaus")
    seite(parent, "Hallenbad")
    frage("hallenbad")
    parent.slug = "verwaltung-vor-ort"
    parent.save()
    assert urls(frage("hallenbad")) == ["/verwaltung-vor-ort/hallenbad/"]
    assert equals_database()


def test_a_place_changes(warm, frage):
    warm.orte.masburg.uebergeordnet = warm.orte.mayen
    warm.orte.masburg.kette = [*warm.orte.mayen.kette, warm.orte.masburg.pk]
    warm.orte.masburg.save()
    assert frage("Fastnachtsumzug", "masburg").anzahl == 1
    assert equals_database()


def test_new_words_split_compounds_that_are_already_there(katalog, frage):
    katalog.leistung("Drachenfutter")
    assert titles(frage("drachen")) != ["Drachenfutter"] or frage("drachen").unscharf
    katalog.leistung("Drachen steigen lassen")
    katalog.leistung("Futter")
    assert "Drachenfutter" in titles(frage("futter"))
    assert "Drachenfutter" in titles(frage("drachen"))


def test_following_step_by_step_equals_a_new_index(warm, frage):
    for number in range(5):
        warm.leistung(f"Sondermüll {number}", volltext="<p>Farben und Lacke bringen Sie zum Wertstoffhof.</p>")
        frage("farben")
    asked = ["sondermüll", "farbe", "hof", "müll", "wertstoff", "hund", "tonne"]
    step_by_step = [sorted(urls(frage(words))) for words in asked]
    indexing.rebuild(suchmaschinen.embedded())
    assert [sorted(urls(frage(words))) for words in asked] == step_by_step


def test_a_journal_that_no_longer_reaches_back_means_a_new_index(warm, frage):
    rewrite(warm.mayener_text, "<p>Für den Lukasmarkt sperren wir die Innenstadt.</p>")
    Aenderung.objects.all().delete()
    assert frage("Lukasmarkt", "mayen").anzahl == 1
    assert suchmaschinen.embedded().stand() == aenderungen.position()
    assert equals_database()


def test_a_database_that_was_set_back_means_a_new_index(warm, frage):
    from cms.models import Aenderungsstand

    Textstand.objects.filter(leistung=warm.sperrung, stamm=False).delete()
    Aenderungsstand.objects.update(nummer=3)
    assert frage("Fastnachtsumzug").anzahl == 0
    assert equals_database()
