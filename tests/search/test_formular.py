"""A form to fill in online is found where the office of its body is responsible, and nowhere else."""

import pytest

from antraege.models import FormularPage
from tests.antraege.welt import ANTRAGSTELLER
from tests.factories.antraege import formular
from tests.factories.cms import OrganisationseinheitFactory
from tests.factories.leistungen import ZustaendigkeitFactory
from tests.search.conftest import JEDE_MASCHINE, titles

pytestmark = [pytest.mark.django_db, JEDE_MASCHINE]

TITEL = "Zwingerbuch online melden"


def online(katalog, *, live: bool = True) -> FormularPage:
    """A form of the Verbandsgemeinde, whose office is responsible for the dog tax."""
    definition = {"titel": TITEL, "kurztext": "In fünf Minuten.", "schritte": [ANTRAGSTELLER]}
    return formular(katalog.hund, katalog.vg, definition, live=live, slug="zwingerbuch")


def found(ergebnis) -> list[str]:
    return [hit.titel for hit in ergebnis.treffer if hit.typ == "formular"]


def test_it_is_found_by_its_name_at_a_place_that_is_served(katalog, frage):
    online(katalog)
    ergebnis = frage("zwingerbuch", "masburg")
    assert titles(ergebnis)[0] == TITEL
    assert ergebnis.treffer[0].url == "/antrag/zwingerbuch/masburg/"


def test_it_is_not_found_where_another_body_is_responsible(katalog, frage):
    online(katalog)
    assert found(frage("zwingerbuch", "mayen")) == []


def test_a_nearer_office_of_another_body_takes_its_place(katalog, frage, orte):
    online(katalog)
    other = OrganisationseinheitFactory(redaktion=katalog.mayen, name="Anderes Amt", slug="anderes-amt")
    ZustaendigkeitFactory(leistung=katalog.hund, gebiet=orte.masburg, stelle=other)
    assert found(frage("zwingerbuch", "masburg")) == []
    assert found(frage("zwingerbuch", orte.laubach.slug)) == [TITEL]


def test_a_draft_is_not_found_nor_one_that_was_taken_down(katalog, frage):
    page = online(katalog, live=False)
    assert found(frage("zwingerbuch")) == []
    page.get_latest_revision().publish()
    assert found(frage("zwingerbuch", "masburg")) == [TITEL]
    FormularPage.objects.get().unpublish()
    assert found(frage("zwingerbuch", "masburg")) == []
