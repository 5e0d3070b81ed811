"""Forms to download are found where a published text offers them, and nowhere else."""

import pytest

from leistungen.enums import Modus
from leistungen.models import StammtextPage
from tests.factories.leistungen import text
from tests.search.conftest import JEDE_MASCHINE, titles

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

FORMULAR = {"bezeichnung": "Tonnenwechsel (Vordruck 4711)", "url": "https://example.org/tonne.pdf", "format": "PDF"}
ANDERES = {"bezeichnung": "Laubsackmeldung", "url": "https://example.org/laub.pdf", "format": "PDF"}


def forms(ergebnis) -> list[str]:
    return [hit.titel for hit in ergebnis.treffer if hit.typ == "formulardatei"]


def test_a_form_is_found_by_its_name_and_its_number(katalog, frage):
    text(katalog.tonne, katalog.vg, formulare=[FORMULAR])
    for words in ("Tonnenwechsel", "vordruck 4711", "4711", "tonnen wechsel"):
        assert titles(frage(words))[0] == FORMULAR["bezeichnung"]


def test_it_leads_to_the_section_that_offers_it(katalog, frage):
    text(katalog.tonne, katalog.vg, formulare=[FORMULAR])
    hit = frage("4711", "masburg").treffer[0]
    assert hit.url == "/leistungen/abfallbehalter/masburg/#formulare"
    assert hit.auszug_text == "Abfallbehälter, PDF"


def test_it_is_found_where_it_is_offered(katalog, frage):
    text(katalog.tonne, katalog.vg, formulare=[FORMULAR])
    text(katalog.hund, katalog.mayen, formulare=[ANDERES])
    assert forms(frage("Tonnenwechsel", "masburg")) == [FORMULAR["bezeichnung"]]
    assert forms(frage("Tonnenwechsel", "mayen")) == []
    assert forms(frage("Laubsackmeldung", "mayen")) == [ANDERES["bezeichnung"]]
    assert forms(frage("Laubsackmeldung", "masburg")) == []


def test_one_that_is_hidden_below_is_not_found_there(katalog, frage):
    katalog.leistung("Laubsack", von=katalog.land, formulare=[ANDERES])
    leistung = StammtextPage.objects.get(leistung__bezeichnung="Laubsack").leistung
    text(leistung, katalog.vg, formulare={"inhalt": [], "modus": Modus.AUSBLENDEN, "grund": "Nicht bei uns."})
    assert forms(frage("Laubsackmeldung", "mayen")) == [ANDERES["bezeichnung"]]
    assert forms(frage("Laubsackmeldung", "masburg")) == []


def test_one_that_no_published_text_names_is_not_found(katalog, frage):
    page = text(katalog.tonne, katalog.vg, formulare=[FORMULAR])
    assert frage("Tonnenwechsel").anzahl > 0
    page.unpublish()
    assert forms(frage("Tonnenwechsel")) == []
