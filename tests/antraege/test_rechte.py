"""Who may see which case: every address of the office × role × own or other office × own or other municipality."""

from typing import Any

import pytest
from django.urls import reverse

from antraege.models import Folge, Sachbearbeitung
from antraege.permissions import vorgaenge_of
from antraege.services.bearbeiten import stand_of
from antraege.services.sachbearbeitung import create_sachbearbeitung, ensure_sachbearbeitung
from cms.services.redaktionen import create_redaktion
from leistungen.services.dissolve import dissolve
from tests.antraege.buerowelt import Buerowelt, url
from tests.antraege.test_vorgang_dateien import attach
from tests.factories.cms import OrganisationseinheitFactory, UserFactory, redaktion
from tests.rechtewelt import ANMELDEN, VERWEIGERT, adressen, outcome

pytestmark = pytest.mark.django_db

JA, NEIN, WEG = 200, VERWEIGERT, 404
SPALTEN = ("eigene Stelle", "andere Stelle", "andere Kommune")

# By role: what an address about a case says in each column.
ZUGRIFF = {
    "sachbearbeiterin": (JA, JA, WEG),
    "bauamt": (WEG, JA, WEG),  # works for the other office only
    "nachbar": (WEG, WEG, JA),
    "aufsicht": (NEIN, NEIN, NEIN),
    "redakteur": (NEIN, NEIN, NEIN),
    "betrieb": (NEIN, NEIN, NEIN),
}
LISTEN = {
    "vorgaenge": {"sachbearbeiterin", "bauamt", "nachbar"},
    "vorgang_folgen": {"sachbearbeiterin", "bauamt", "nachbar"},
    "vorgang_protokoll": {"aufsicht", "betrieb"},
}
JE_VORGANG = ("vorgang", "vorgang_pdf", "vorgang_anlage", "vorgang_tabelle")


@pytest.fixture
def welt(orte) -> Buerowelt:
    return Buerowelt(orte)


def addresses(vorgang: Any) -> dict[str, str]:
    """Each address about a case."""
    return {
        "vorgang": reverse("vorgang", args=[vorgang.pk]),
        "vorgang_pdf": reverse("vorgang_pdf", args=[vorgang.pk]),
        "vorgang_anlage": reverse("vorgang_anlage", args=[vorgang.pk, attach(vorgang).pk]),
        "vorgang_tabelle": reverse("vorgang_tabelle", args=[vorgang.antrag.fassung_id]),
    }


def test_every_address_of_the_office_is_in_the_tables():
    office = {one.name for one in adressen() if one.name == "vorgang" or one.name.startswith(("vorgang_", "vorgaenge"))}
    assert office == {*LISTEN, *JE_VORGANG}


def test_cases(welt):
    cases = (welt.vorgang(), welt.vorgang("hund"), welt.vorgang(ort="mayen"))
    found, expected = {}, {}
    for rolle, columns in ZUGRIFF.items():
        client = welt.client(rolle)
        for spalte, vorgang, code in zip(SPALTEN, cases, columns, strict=True):
            for name, address in addresses(vorgang).items():
                found[rolle, name, spalte] = outcome(client.get(address))
                expected[rolle, name, spalte] = code
    assert found == expected


def test_nothing_of_a_foreign_case_is_changed(welt):
    fest = welt.vorgang()
    for rolle, columns in ZUGRIFF.items():
        if columns[0] == JA:
            continue
        client = welt.client(rolle)
        answer = client.post(url(fest.pk), {"zustand": "abgeschlossen", "notiz": "x", "gesehen": stand_of(fest)})
        assert outcome(answer) == columns[0], rolle
        folge = Folge.objects.first()
        assert outcome(client.post(url("nicht-erledigt"), {"folge": folge.pk})) in {WEG, NEIN}
    fest.refresh_from_db()
    assert (fest.zustand, fest.notiz) == ("eingegangen", None)


def test_lists(welt):
    for name, rollen in LISTEN.items():
        for rolle in ZUGRIFF:
            code = outcome(welt.client(rolle).get(reverse(name)))
            assert code == (JA if rolle in rollen else NEIN), (name, rolle)


def test_nobody_gets_in_without_a_login(welt, client):
    fest = welt.vorgang()
    for address in (*addresses(fest).values(), *map(reverse, LISTEN)):
        assert outcome(client.get(address)) == ANMELDEN


def test_the_menu_leads_where_one_may_go(welt):
    for rolle, shown in (("sachbearbeiterin", True), ("redakteur", False), ("betrieb", False)):
        page = welt.client(rolle).get("/verwaltung/").content.decode()
        assert ('"/verwaltung/vorgaenge/"' in page) == shown, rolle
    assert "neu eingegangen" in welt.client().get(url()).content.decode()


class TestGruppen:
    def test_a_new_redaktion_gets_one_with_nobody_in_it(self, orte):
        team = redaktion(orte.laubach)
        row = team.sachbearbeitungen.get()
        assert row.gruppe.name == f"{team.name} – Sachbearbeitung"
        assert not row.gruppe.user_set.exists()
        create_redaktion(gebiet=orte.laubach)
        assert ensure_sachbearbeitung(redaktion=team) == row

    def test_is_renamed_with_its_redaktion(self, orte):
        team = redaktion(orte.laubach)
        team.name = "Neuer Name"
        team.save()
        assert team.sachbearbeitungen.get().gruppe.name == "Neuer Name – Sachbearbeitung"

    def test_nobody_comes_by_the_cases_of_who_takes_over(self, welt, orte):
        old = redaktion(orte.laubach)
        user = UserFactory(gruppen=[ensure_sachbearbeitung(redaktion=old).gruppe])
        welt.vorgang()
        dissolve(redaktion=old, nachfolger=welt.vg)
        assert Sachbearbeitung.objects.get(gruppe__user=user).ruht
        assert not vorgaenge_of(user).exists()

    def test_a_second_redaktion_of_that_name_gets_its_own(self, welt, orte):
        old = redaktion(orte.laubach)
        name = old.sachbearbeitungen.get().gruppe.name
        dissolve(redaktion=old, nachfolger=welt.vg)
        assert redaktion(orte.laubach).sachbearbeitungen.get().gruppe.name == f"{name} (2)"

    def test_those_who_run_the_portal_make_more(self, welt):
        client = welt.client("betrieb")
        other = OrganisationseinheitFactory(redaktion=welt.mayen, name="Fremd")
        data = {"name": "Nur Bauamt", "redaktion": welt.vg.pk, "aufgabe": "bearbeiten"}
        add = reverse("sachbearbeitungen:add")
        for wrong in ({}, {"stellen": [other.pk]}, {"name": "Bauamt", "alle_stellen": "on"}):
            assert client.post(add, data | wrong).status_code == 200
        client.post(add, data | {"stellen": [welt.bauamt.pk]})
        row = Sachbearbeitung.objects.get(gruppe__name="Nur Bauamt")
        assert (row.fuer, list(row.stellen.all())) == (welt.vg.pk, [welt.bauamt])
        edit = reverse("sachbearbeitungen:edit", args=[row.pk])
        client.post(edit, data | {"name": "Bauen", "stellen": [welt.bauamt.pk], "redaktion": welt.vg.pk})
        row.refresh_from_db()
        assert row.gruppe.name == "Bauen"
        assert "Bauen" in client.get(reverse("sachbearbeitungen:index")).content.decode()

    def test_somebody_who_is_no_longer_active_sees_nothing(self, welt):
        welt.vorgang()
        user = welt.rollen["sachbearbeiterin"]
        user.is_active = False
        user.save()
        assert not vorgaenge_of(user).exists()

    def test_one_may_work_for_several(self, welt):
        user = UserFactory(
            gruppen=[create_sachbearbeitung(redaktion=team, name=f"A {team}").gruppe for team in (welt.vg, welt.mayen)]
        )
        welt.vorgang()
        welt.vorgang(ort="mayen")
        assert vorgaenge_of(user).count() == 2
