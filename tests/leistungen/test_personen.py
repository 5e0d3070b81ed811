"""Staff: where they are named, who takes over from them everywhere, and who stands in on the citizens' page."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import Aenderung, Person
from leistungen.models import Pruefplan, Zustaendigkeit
from leistungen.services.texte import page_for
from tests.factories.cms import PersonFactory, UserFactory
from tests.factories.leistungen import ZustaendigkeitFactory
from tests.seitenwelt import Uhr, Welt

HEUTE = timezone.localdate()
SEITE = "/leistungen/hundesteuer/masburg/"


class Amt(Welt):
    """An office with two people; one of them is named for two Leistungen, both for one."""

    def __init__(self) -> None:
        super().__init__()
        self.stelle = self.stellen["vg"]
        self.alt = self.stelle.personen.get()
        self.alt.email = "alt@rathaus.example"
        self.alt.save()
        self.neu = PersonFactory(stelle=self.stelle, nachname="Neumann", email="neu@rathaus.example")
        self.erste = Zustaendigkeit.objects.get(stelle=self.stelle)
        self.zweite = ZustaendigkeitFactory(
            leistung=self.leistungen["gestattung"], gebiet=self.orte.vg, stelle=self.stelle
        )
        self.erste.personen.add(self.alt)
        self.zweite.personen.add(self.alt, self.neu)
        self.redakteur = UserFactory(gruppen=[self.redaktionen["vg"].redakteure])

    def named(self, entry):
        return set(entry.personen.values_list("nachname", flat=True))

    def away(self, **mehr):
        self.alt.abwesend_von = self.alt.abwesend_bis = HEUTE
        for name, value in mehr.items():
            setattr(self.alt, name, value)
        self.alt.save()


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Amt:
    return Amt()


@pytest.fixture
def amt(gebaut, db) -> Amt:
    return deepcopy(gebaut)


@pytest.fixture
def anna(amt, client):
    client.force_login(amt.redakteur)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


# --- Where they are named ---------------------------------------------------------------------------------------------


def test_the_edit_forms_say_how_often_and_lead_to_the_list(amt, anna):
    html = words(anna.get(reverse("personen:edit", args=[amt.alt.pk])))
    assert "Wird in 2 Leistungen genannt" in html
    assert reverse("person_ersetzen", args=[amt.alt.pk]) in html
    html = words(anna.get(reverse("stellen:edit", args=[amt.stelle.pk])))
    assert "Wird in 2 Leistungen genannt" in html
    html = words(anna.get(reverse("stelle_nennungen", args=[amt.stelle.pk])))
    assert reverse("zustaendigkeiten:edit", args=[amt.erste.pk]) in html
    assert "Hundesteuer" in html
    assert "Verbandsgemeinde Kaisersesch" in html


def test_the_form_of_a_new_one_says_nothing(anna):
    assert "genannt" not in words(anna.get(reverse("personen:add")))


# --- Somebody takes over ----------------------------------------------------------------------------------------------


def replace(anna, amt, *entries, **mehr):
    data = {"nachfolge": amt.neu.pk, "zustaendigkeit": [one.pk for one in entries]} | mehr
    return words(anna.post(reverse("person_ersetzen", args=[amt.alt.pk]), data, follow=True))


def test_the_preview_shows_what_would_change_and_changes_nothing(amt, anna):
    before = Aenderung.objects.count()
    url = reverse("person_ersetzen", args=[amt.alt.pk])
    assert "Neumann" in words(anna.get(url))
    html = words(anna.get(url, {"nachfolge": amt.neu.pk}))
    assert "Hundesteuer – Verbandsgemeinde Kaisersesch" in html
    assert "Gestattung – Verbandsgemeinde Kaisersesch" in html
    assert Aenderung.objects.count() == before


def test_one_step_replaces_everywhere_in_one_change(amt, anna, client):
    before = Aenderung.objects.count()
    html = replace(anna, amt, amt.erste, amt.zweite)
    assert "steht jetzt in 2 Zuständigkeiten" in html
    assert amt.named(amt.erste) == amt.named(amt.zweite) == {"Neumann"}
    assert Aenderung.objects.count() == before + 1
    page = words(client.get(SEITE))
    assert "Neumann" in page
    assert amt.alt.nachname not in page.partition('id="zustaendige-mitarbeiter"')[2]


def test_it_is_taken_back_exactly(amt, anna):
    html = replace(anna, amt, amt.erste, amt.zweite)
    entry = html.partition('name="zurueck" value="')[2].partition('"')[0]
    anna.post(reverse("person_ersetzen", args=[amt.alt.pk]), {"zurueck": entry})
    assert amt.named(amt.erste) == {amt.alt.nachname}
    assert amt.named(amt.zweite) == {amt.alt.nachname, "Neumann"}, "she was named there before"
    html = words(anna.post(reverse("person_ersetzen", args=[amt.alt.pk]), {"zurueck": entry}, follow=True))
    assert 'name="zurueck"' not in html


def test_only_what_is_ticked_changes(amt, anna):
    replace(anna, amt, amt.erste)
    assert amt.named(amt.erste) == {"Neumann"}
    assert amt.alt.nachname in amt.named(amt.zweite)


def test_deputies_and_contacts_of_reviews_follow_if_wanted_and_back(amt, anna):
    third = PersonFactory(stelle=amt.stelle, vertretung=amt.alt)
    text = page_for(amt.redaktionen["vg"], amt.leistungen["hundesteuer"])
    Pruefplan.objects.create(page=text, naechste=HEUTE, kontakt_name="Sie", kontakt_email="ALT@rathaus.example")
    html = replace(anna, amt, vertretung="on", kontakt="on")
    third.refresh_from_db()
    assert third.vertretung == amt.neu
    assert Pruefplan.objects.get().kontakt_email == "neu@rathaus.example"
    entry = html.partition('name="zurueck" value="')[2].partition('"')[0]
    anna.post(reverse("person_ersetzen", args=[amt.alt.pk]), {"zurueck": entry})
    third.refresh_from_db()
    assert third.vertretung == amt.alt
    assert (Pruefplan.objects.get().kontakt_name, Pruefplan.objects.get().kontakt_email) == (
        "Sie",
        "ALT@rathaus.example",
    )


def test_nobody_of_another_office_takes_over(amt, anna):
    stranger = amt.stellen["mayen"].personen.get()
    html = words(
        anna.post(
            reverse("person_ersetzen", args=[amt.alt.pk]),
            {"nachfolge": stranger.pk, "zustaendigkeit": [amt.erste.pk]},
            follow=True,
        )
    )
    assert "wer übernimmt" in html
    assert amt.named(amt.erste) == {amt.alt.nachname}


def test_a_deputy_is_chosen_among_ones_own(amt, anna):
    html = words(anna.get(reverse("personen:edit", args=[amt.alt.pk])))
    stranger = amt.stellen["mayen"].personen.get()
    assert f'<option value="{amt.neu.pk}"' in html
    assert f'<option value="{stranger.pk}"' not in html


# --- On the citizens' page --------------------------------------------------------------------------------------------


def test_while_away_the_deputy_is_shown_and_the_page_goes_back_at_midnight(amt, client, monkeypatch):
    uhr = Uhr(monkeypatch)
    amt.away(vertretung=amt.neu, telefon="(0221) 4710-999", abwesend_hinweis="Anträge an das Bürgerbüro.")
    for url in (SEITE, "/stellen/amt-vg/"):
        html = words(client.get(url))
        assert "Zurzeit vertreten durch:" in html
        assert amt.neu.telefon in html
        assert "Anträge an das Bürgerbüro." in html
        assert "4710-999" not in html
        assert HEUTE.strftime("%d.%m.%Y") not in html.partition('class="personen"')[2].partition("</ul>")[0]
    uhr.now += timedelta(days=1)
    html = words(client.get(SEITE))
    assert "vertreten durch" not in html
    assert "4710-999" in html


def test_an_absence_begins_by_itself(amt, client, monkeypatch):
    uhr = Uhr(monkeypatch)
    amt.away(vertretung=amt.neu)
    morgen = HEUTE + timedelta(days=1)
    Person.objects.get(pk=amt.alt.pk)
    amt.alt.abwesend_von = amt.alt.abwesend_bis = morgen
    amt.alt.save()
    assert "vertreten durch" not in words(client.get(SEITE))
    uhr.now += timedelta(days=1)
    assert "vertreten durch" in words(client.get(SEITE))


def test_without_a_deputy_the_office_is_named(amt, client):
    amt.away(telefon="(0221) 4710-999")
    html = words(client.get(SEITE))
    assert "Bitte wenden Sie sich an die Stelle." in html
    assert "4710-999" not in html
