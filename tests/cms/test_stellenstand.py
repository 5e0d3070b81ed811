"""What citizens see of an office follows every change of it."""

import pytest
from django.db.models import ProtectedError

from cms.models import Aenderung
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory, StandortFactory, redaktion

pytestmark = pytest.mark.django_db


def names(stelle):
    stelle.refresh_from_db()
    return [person["name"] for person in stelle.karte["personen"]]


def test_a_person_who_moves_leaves_the_old_office_and_a_withheld_name_stays_nowhere(orte):
    vg = redaktion(orte.vg)
    old, new = OrganisationseinheitFactory(redaktion=vg), OrganisationseinheitFactory(redaktion=vg)
    person = type(PersonFactory(stelle=old)).objects.get()
    assert len(names(old)) == 1
    person.stelle = new
    person.save()
    assert (names(old), len(names(new))) == ([], 1)
    assert {f"stelle:{old.pk}", f"stelle:{new.pk}"} <= set(Aenderung.objects.last().tags)
    person.name_zeigen = False
    person.save()
    assert names(new) == [""]


def test_an_office_with_offices_below_it_is_not_deleted(orte):
    vg = redaktion(orte.vg)
    above = OrganisationseinheitFactory(redaktion=vg)
    OrganisationseinheitFactory(redaktion=vg, uebergeordnet=above)
    with pytest.raises(ProtectedError):
        above.delete()


def test_an_office_without_a_location_is_found_where_the_one_above_is(orte):
    vg = redaktion(orte.vg)
    above = OrganisationseinheitFactory(redaktion=vg)
    below = OrganisationseinheitFactory(redaktion=vg, uebergeordnet=above)
    StandortFactory(stelle=above, strasse="Neue Straße 2")
    below.refresh_from_db()
    assert below.karte["standorte"][0]["strasse"] == "Neue Straße 2"


def test_links_in_a_description_lead_somewhere(orte):
    html = '<p>Siehe <a href="https://www.mayen.example/">dort</a>.</p>'
    stelle = OrganisationseinheitFactory(redaktion=redaktion(orte.vg), beschreibung=html)
    stelle.refresh_from_db()
    assert stelle.karte["beschreibung"] == html
