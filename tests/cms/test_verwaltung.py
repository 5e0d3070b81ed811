"""What the editors' desk offers: staff of the office, places to look at, the own pages."""

import pytest
from django.urls import reverse

from leistungen.models import Zustaendigkeit
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory
from tests.factories.leistungen import LeistungFactory
from tests.rechtewelt import Rechtewelt

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal() -> Rechtewelt:
    return Rechtewelt()


# --- Who is responsible -----------------------------------------------------------------------------------------------


def entry(portal, **mehr):
    return {
        "leistung": portal.leistungen["gestattung"].pk,
        "gebiet": portal.orte.vg.pk,
        "rolle": "zustaendige_stelle",
        "stelle": portal.stellen["vg"].pk,
    } | mehr


def staff_of(response):
    return {value.value for value, _label in response.context["form"].fields["personen"].choices}


def test_staff_of_a_sister_office_is_refused_since_it_would_not_be_shown(portal):
    sister = PersonFactory(stelle=OrganisationseinheitFactory(redaktion=portal.redaktionen["vg"]))
    response = portal.client("redakteur").post(reverse("zustaendigkeiten:add"), entry(portal, personen=[sister.pk]))
    assert "Nur Personen der ausgewählten Stelle." in response.context["form"].errors["personen"]
    assert staff_of(response) == {portal.stellen["vg"].personen.get().pk}


def test_the_form_offers_the_staff_of_its_office_alone(portal):
    PersonFactory(stelle=portal.stellen["mayen"])
    url = reverse("zustaendigkeiten:edit", args=[portal.zustaendigkeit.pk])
    assert staff_of(portal.client("betrieb").get(url)) == {portal.stellen["vg"].personen.get().pk}


def test_a_new_entry_leads_on_to_the_staff_of_its_office(portal):
    editor = portal.client("redakteur")
    response = editor.get(reverse("zustaendigkeiten:add"))
    assert staff_of(response) == set()
    response = editor.post(reverse("zustaendigkeiten:add"), entry(portal))
    made = Zustaendigkeit.objects.get(leistung=portal.leistungen["gestattung"])
    assert response["Location"] == reverse("zustaendigkeiten:edit", args=[made.pk])


# --- Searching --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["leistung_chooser:choose_results", "leistungen:index"])
@pytest.mark.parametrize("wanted", ["Müll", "MÜLL", "überflüssiges müll", "Abfallb", "(Grün)"])
def test_a_leistung_is_found_whatever_the_letters(portal, name, wanted):
    LeistungFactory(
        bezeichnung="Überflüssiges im Abfallbehälter",
        synonyme=["Mülltonne", "Tonne (grün)"],
        redaktion=portal.redaktionen["vg"],
    )
    found = portal.client("redakteur").get(reverse(name), {"q": wanted}).content.decode()
    assert "Überflüssiges im Abfallbehälter" in found
    assert "Gestattung" not in found


# --- Places are to look at --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["redakteur", "betrieb"])
def test_places_are_not_offered_for_deletion(portal, rolle):
    client = portal.client(rolle)
    assert "data-bulk-action-checkbox" not in client.get(reverse("orte:list")).content.decode()
    url = reverse("wagtail_bulk_action", args=["cms", "gebiet", "delete"])
    client.post(f"{url}?id={portal.orte.masburg.pk}")
    portal.orte.masburg.refresh_from_db()


def test_a_place_is_described_in_words(portal):
    portal.orte.vg.einwohner = 14900
    portal.orte.vg.save()
    html = portal.client("redakteur").get(reverse("orte:inspect", args=[portal.orte.vg.pk])).content.decode()
    shown = html[html.index("<dl>") : html.index("</dl>")]
    assert "14.900" in shown
    assert "ja" in shown
    for raw in ("None", "True", f"[{portal.orte.bund.pk}, "):
        assert raw not in shown


def test_a_place_is_found_whatever_the_letters(portal):
    portal.orte.masburg.bezeichnung = "Öttingen"
    portal.orte.masburg.save()
    assert "Öttingen" in portal.client("redakteur").get(reverse("orte:list"), {"q": "öTT"}).content.decode()


# --- The first page ---------------------------------------------------------------------------------------------------


def test_the_first_page_shows_what_waits_and_leads_to_the_own_texts(portal):
    client = portal.client("redakteur")
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Was auf Sie wartet" in html
    assert reverse("wagtailadmin_explore", args=[portal.start.pk]) not in html
    area = portal.text.get_parent()
    assert client.get(reverse("texte"))["Location"] == reverse("wagtailadmin_explore", args=[area.pk])
