"""While a form is filled in: rows, saving in between, two windows, what was typed when it cannot be taken."""

import html
import re

import pytest
from django.test import Client

from antraege.models import Antrag, Vorgang
from tests.antraege.welt import ANTRAGSTELLER, FEST, Reise, Welt, errors

pytestmark = pytest.mark.django_db

HUNDE = {
    "titel": "Hunde anmelden",
    "datenschutz": "<p>Für die Steuer.</p>",
    "schritte": [
        ANTRAGSTELLER,
        {
            "schluessel": "hunde",
            "titel": "Ihre Hunde",
            "inhalt": [
                {
                    "typ": "gruppe",
                    "schluessel": "hund",
                    "beschriftung": "Hunde",
                    "singular": "Hund",
                    "hoechstens": 3,
                    "felder": [
                        {"typ": "text", "schluessel": "name", "beschriftung": "Name"},
                        {"typ": "datum", "schluessel": "seit", "beschriftung": "Bei Ihnen seit"},
                    ],
                },
                {"typ": "langtext", "schluessel": "notiz", "beschriftung": "Notiz", "hoechstens": 80, "pflicht": False},
            ],
        },
    ],
}
ICH = {"name": "Erika Mustermann", "datenschutz": "on"}
SKRIPT = {"X-Antrag": "js"}


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', response.content.decode())
    assert found, name
    return html.unescape(found[1])


def value(response, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())
    assert found, name
    shown = re.search(r' value="([^"]*)"', found[0])
    return html.unescape(shown[1]) if shown else ""


def begun(client, step: str) -> Reise:
    reise = Reise(client)
    reise.send("voraussetzungen")
    reise.send("antragsteller", **ICH)
    assert reise.at == step
    return reise


class TestZeilen:
    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        Welt(orte, HUNDE)
        return begun(client, "hunde")

    def test_one_more_keeps_all_that_was_typed_and_leads_to_the_new_one(self, reise):
        reise.send("hunde", "mehr-hund", hund_zeilen="1", hund_0_name="Bello", hund_0_seit="neulich", notiz="Hallo")
        assert reise.antwort["Location"].endswith("/hunde/#feld_hund_1")
        page = reise.go("hunde")
        assert hidden(page, "hund_zeilen") == "2"
        assert value(page, "hund_0_name") == "Bello"
        assert value(page, "hund_0_seit") == "neulich"
        assert 'id="feld_hund_1" tabindex="-1"' in page.content.decode()
        assert "Hund 2" in page.content.decode()
        assert "Hallo" in page.content.decode()
        assert not errors(page)

    def test_taking_one_away_moves_the_others_up(self, reise):
        typed = {f"hund_{row}_name": name for row, name in enumerate(("Bello", "Rex", "Waldi"))}
        reise.send("hunde", "weniger-hund-1", hund_zeilen="3", **typed)
        assert reise.antwort["Location"].endswith("#feld_hund_1")
        page = reise.go("hunde")
        assert hidden(page, "hund_zeilen") == "2"
        assert [value(page, f"hund_{row}_name") for row in (0, 1)] == ["Bello", "Waldi"]

    def test_there_is_no_more_than_the_most_and_no_less_than_the_least(self, reise):
        page = reise.go("hunde").content.decode()
        assert 'value="mehr-hund"' in page
        assert 'value="weniger-hund-0"' not in page
        reise.send("hunde", "mehr-hund", hund_zeilen="2")
        page = reise.go("hunde").content.decode()
        assert 'value="mehr-hund"' not in page
        assert "Mehr als 3 sind hier nicht möglich." in page

    def test_an_action_for_no_group_changes_nothing(self, reise):
        for action in ("mehr-", "mehr-hund-1", "weniger-hund", "weniger-hund-9999", "mehr-HUND"):
            assert reise.send("hunde", action, hund_zeilen="1", hund_0_name="Bello").status_code in (200, 302, 422)
        assert value(reise.go("hunde"), "hund_0_name") == "Bello"

    def test_mistakes_name_the_row_and_lead_to_its_field(self, reise):
        wrong = reise.send("hunde", hund_zeilen="2", hund_0_name="Bello", hund_0_seit="1.1.2020", hund_1_name="Rex")
        assert errors(wrong) == ["id_hund_1_seit"]
        assert "Hund 2, Bei Ihnen seit" in wrong.content.decode()

    def test_an_empty_group_is_told_at_its_first_field(self, reise):
        wrong = reise.send("hunde", hund_zeilen="1")
        targets = errors(wrong)
        assert targets
        assert all(f'id="{target}"' in wrong.content.decode() for target in targets)

    def test_a_long_text_says_beforehand_how_long_it_may_be(self, reise):
        page = reise.go("hunde").content.decode()
        assert "Höchstens 80 Zeichen." in page
        assert 'data-hoechstens="80"' in page


class TestSpeichern:
    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        Welt(orte)
        return begun(client, "fest")

    def save(self, reise: Reise, page, **typed):
        known = {name: hidden(page, name) for name in ("_stand", "_bild", "_gezeigt")}
        adresse = f"/antrag/e/{reise.antrag.kennung}/fest/"
        return reise.client.post(adresse, known | typed | {"aktion": "speichern"}, headers=SKRIPT)

    def test_what_was_typed_is_kept_without_a_word_about_what_is_missing(self, reise):
        answer = self.save(reise, reise.go("fest"), beginn="irgendwann")
        assert answer.status_code == 204
        assert answer["X-Stand"]
        assert value(reise.go("fest"), "beginn") == "irgendwann"

    def test_an_answer_that_leads_to_further_questions_brings_them(self, reise):
        answer = self.save(reise, reise.go("fest"), zelt="ja")
        assert answer.status_code == 200
        assert 'name="flaeche"' in answer.content.decode()
        assert "<html" not in answer.content.decode()
        assert self.save(reise, answer, zelt="ja", flaeche="20").status_code == 204

    def test_a_script_is_told_where_to_go(self, reise):
        adresse = f"/antrag/e/{reise.antrag.kennung}/fest/"
        answer = reise.client.post(adresse, {"aktion": "zurueck", "zelt": "nein"}, headers=SKRIPT)
        assert (answer.status_code, answer["X-Weiter"]) == (204, f"/antrag/e/{reise.antrag.kennung}/antragsteller/")

    def test_the_language_may_change_in_between(self, reise):
        self.save(reise, reise.go("fest"), beginn="24.12.2030", zelt="nein")
        for sprache in ("en", "de-simple"):
            page = reise.client.get(f"/{sprache}/antrag/e/{reise.antrag.kennung}/fest/")
            assert value(page, "beginn") == "24.12.2030"
        assert (
            "Reference number"
            in reise.client.get(f"/en/antrag/e/{reise.antrag.kennung}/voraussetzungen/").content.decode()
        )


class TestZweiFenster:
    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        Welt(orte)
        reise = begun(client, "fest")
        reise.send("fest", "speichern", beginn="24.12.2030", zelt="nein")
        return reise

    def test_the_same_answer_changed_in_both_is_asked_about(self, reise):
        stand = hidden(reise.go("fest"), "_stand")
        reise.send("fest", "speichern", beginn="25.12.2030", zelt="nein", _stand=stand)
        asked = reise.send("fest", beginn="26.12.2030", zelt="nein", _stand=stand)
        assert asked.status_code == 409
        assert "26. Dezember 2030" in asked.content.decode()
        assert "25. Dezember 2030" in asked.content.decode()
        assert reise.antworten()["beginn"] == "2030-12-25"
        again = {"beginn": hidden(asked, "beginn"), "zelt": hidden(asked, "zelt"), "_stand": hidden(asked, "_stand")}
        reise.send("fest", **again, _wahl_beginn="dort")
        assert reise.at == "fest"
        assert reise.antworten()["beginn"] == "2030-12-25"
        reise.send("fest", **again | {"_stand": hidden(reise.go("fest"), "_stand")}, _wahl_beginn="hier")
        assert reise.at == "bezahlung"
        assert reise.antworten()["beginn"] == "2030-12-26"

    def test_what_was_changed_only_there_stays(self, reise):
        stand = hidden(reise.go("fest"), "_stand")
        reise.send("fest", "speichern", beginn="25.12.2030", zelt="nein", _stand=stand)
        reise.send("fest", beginn="24.12.2030", zelt="ja", flaeche="5", _stand=stand)
        assert reise.antwort["Location"].endswith("/fest/?neu=1")
        assert (reise.antworten()["beginn"], reise.antworten()["zelt"]) == ("2030-12-25", True)
        page = reise.client.get(reise.antwort["Location"]).content.decode()
        assert "In einem anderen Fenster wurde hier etwas geändert" in page

    def test_a_page_saved_in_between_still_knows_what_it_shows(self, reise):
        page = reise.go("fest")
        stand = hidden(page, "_stand")
        reise.send("fest", "speichern", beginn="25.12.2030", zelt="nein", _stand=stand)
        saved = reise.send("fest", "speichern", beginn="24.12.2030", zelt="nein", _stand=stand)
        reise.send("fest", beginn="24.12.2030", zelt="nein", _stand=saved["X-Stand"])
        assert reise.antworten()["beginn"] == "2030-12-25"

    def test_pressing_twice_is_no_second_window(self, reise):
        stand = hidden(reise.go("fest"), "_stand")
        for _time in range(2):
            reise.send("fest", beginn="26.12.2030", zelt="nein", _stand=stand)
            assert reise.at == "bezahlung"

    def test_what_was_sent_is_not_deleted_from_an_old_window(self, reise):
        reise.send("fest", beginn="24.12.2030", zelt="nein")
        reise.send("bezahlung")
        reise.send("pruefen")
        reise.client.post(f"/antrag/e/{reise.antrag.kennung}/abbrechen/")
        assert Antrag.objects.count() == Vorgang.objects.count() == 1


class TestNichtsGehtVerloren:
    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        Welt(orte)
        return begun(client, "fest")

    def test_without_its_cookie_what_was_typed_can_be_sent_again(self, reise):
        adresse = f"/antrag/e/{reise.antrag.kennung}/fest/"
        other = Client()
        page = other.post(adresse, {"beginn": "24.12.2030", "zelt": "nein", "aktion": "weiter"})
        assert page.status_code == 404
        assert (hidden(page, "beginn"), hidden(page, "zelt")) == ("24.12.2030", "nein")
        later = reise.client.get(f"/antrag/e/{reise.antrag.kennung}/spaeter/").content.decode()
        link = re.search(r'class="kern-link" href="[^"]*(/antrag/weiter/[^"]+)"', later)
        assert link
        assert other.get(link[1])["Location"].endswith("/pruefen/")
        again = other.post(adresse, {"beginn": hidden(page, "beginn"), "zelt": "nein", "aktion": "weiter"})
        assert again["Location"].endswith("/bezahlung/")

    def test_a_token_that_does_not_fit_gives_everything_back(self, reise):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = reise.client.cookies
        adresse = f"/antrag/e/{reise.antrag.kennung}/fest/"
        page = strict.post(adresse, {"beginn": "24.12.2030", "zelt": "nein", "aktion": "weiter"})
        assert page.status_code == 403
        assert hidden(page, "beginn") == "24.12.2030"
        token = hidden(page, "csrfmiddlewaretoken")
        again = {"beginn": "24.12.2030", "zelt": "nein", "aktion": "weiter", "csrfmiddlewaretoken": token}
        assert strict.post(adresse, again)["Location"].endswith("/bezahlung/")

    def test_what_another_site_sends_is_not_repeated(self, reise):
        adresse = f"/antrag/e/{reise.antrag.kennung}/fest/"
        page = Client().post(adresse, {"beginn": "24.12.2030"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert "24.12.2030" not in page.content.decode()

    def test_a_robot_is_thanked_and_nothing_is_kept(self, reise):
        page = reise.send("fest", beginn="24.12.2030", zelt="nein", **{"homepage-url": "http://spam.example"})
        assert page.status_code == 200
        assert "Vielen Dank" in page.content.decode()
        assert "beginn" not in reise.antworten()


def test_every_link_of_the_summary_leads_to_something(orte, client):
    kinds = [
        {"typ": "ja_nein", "schluessel": "a", "beschriftung": "A"},
        {"typ": "mehrfachauswahl", "schluessel": "b", "beschriftung": "B", "wahlen": [{"wert": "x", "text": "X"}]},
        {"typ": "adresse", "schluessel": "c", "beschriftung": "C"},
        {"typ": "erklaerung", "schluessel": "d", "beschriftung": "D", "text": "So ist es."},
        {
            "typ": "auswahl",
            "schluessel": "e",
            "beschriftung": "E",
            "wahlen": [{"wert": f"w{number}", "text": f"W {number}"} for number in range(12)],
        },
        {"typ": "person", "schluessel": "f", "beschriftung": "F"},
        {"typ": "langtext", "schluessel": "g", "beschriftung": "G"},
    ]
    step = {"schluessel": "alles", "titel": "Alles", "inhalt": kinds}
    Welt(orte, FEST | {"schritte": [ANTRAGSTELLER, step], "gebuehren": [], "unterlagen": []})
    wrong = begun(client, "alles").send("alles")
    targets = errors(wrong)
    page = wrong.content.decode()
    assert len(targets) >= 11
    assert all(page.count(f'id="{target}"') == 1 for target in targets)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "C, Straße" in page


def test_the_address_of_a_draft_stands_nowhere_else(orte, client):
    Welt(orte)
    reise = begun(client, "fest")
    page = reise.go("fest").content.decode()
    footer = page[page.index("<footer") :]
    assert reise.antrag.kennung not in footer


class TestAehnlicheSchluessel:
    """A field is called as another begins."""

    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        inhalt = [
            {"typ": "ja_nein", "schluessel": "frage", "beschriftung": "Frage"},
            {
                "typ": "ganzzahl",
                "schluessel": "zelt",
                "beschriftung": "Zelte",
                "sichtbar_wenn": {"alle": [["frage", "ist_ja"]]},
            },
            {"typ": "ganzzahl", "schluessel": "zelt_hoehe", "beschriftung": "Höhe", "pflicht": False},
        ]
        step = {"schluessel": "fest", "titel": "Fest", "inhalt": inhalt}
        Welt(orte, FEST | {"schritte": [ANTRAGSTELLER, step], "gebuehren": [], "unterlagen": []})
        return begun(client, "fest")

    def test_a_mistake_beside_a_new_field_stays_with_what_was_typed(self, reise):
        page = reise.send("fest", frage="ja", zelt_hoehe="hoch", _gezeigt="frage,zelt_hoehe")
        assert errors(page) == ["id_zelt_hoehe"]
        assert value(reise.go("fest"), "zelt_hoehe") == "hoch"

    def test_what_is_right_is_not_kept_as_wrong(self, reise):
        reise.send("fest", frage="ja", zelt="viele", zelt_hoehe="3")
        reise.antrag.refresh_from_db()
        assert reise.antrag.lesen().roh["fest"] == {"zelt": ["viele"]}


def test_a_group_says_what_is_wrong_beside_a_field_that_is_called_alike(orte, client):
    hund = {"typ": "text", "schluessel": "hund_farbe", "beschriftung": "Farbe"}
    gruppe = HUNDE["schritte"][1]["inhalt"][0] | {"hoechstens": 1}
    step = {"schluessel": "hunde", "titel": "Hunde", "inhalt": [gruppe, hund]}
    Welt(orte, HUNDE | {"schritte": [ANTRAGSTELLER, step]})
    rows = {f"hund_{row}_{name}": typed for row in (0, 1) for name, typed in (("name", "Rex"), ("seit", "1.1.2020"))}
    wrong = begun(client, "hunde").send("hunde", hund_zeilen="2", **rows)
    assert errors(wrong) == ["feld_hund", "id_hund_farbe"]
