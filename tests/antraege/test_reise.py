"""From the first page to the receipt, as a citizen goes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from antraege.enums import Folgezustand
from antraege.models import Antrag, Folge, Vorgang
from cms.models import Oeffnungszeit
from tests.antraege.welt import ANTRAGSTELLER, FEST, Reise, Welt, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Welt:
    return Welt(orte)


def in_days(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d.%m.%Y}"


ICH = {"name": "Erika Mustermann", "email": "erika@beispiel.example", "datenschutz": "on"}


def up_to_check(reise: Reise) -> None:
    reise.send("voraussetzungen")
    reise.send("antragsteller", **ICH)
    reise.send("fest", beginn=in_days(30), zelt="nein")
    reise.send("bezahlung")


class TestDerGanzeWeg:
    def test_ends_with_a_receipt(self, welt, client, django_capture_on_commit_callbacks):
        page = client.get("/antrag/fest/masburg/")
        assert page.status_code == 200
        assert "Lageplan" in page.content.decode()
        assert not page.cookies
        reise = Reise(client)
        assert reise.at == "voraussetzungen"
        assert reise.send("voraussetzungen").status_code == 302
        assert reise.at == "antragsteller"
        reise.send("antragsteller", **ICH)
        assert reise.at == "fest"
        reise.send("fest", beginn=in_days(30), zelt="nein")
        assert reise.at == "bezahlung"
        assert "25,50" in reise.go("bezahlung").content.decode()
        reise.send("bezahlung")
        assert reise.at == "pruefen"
        check = reise.go("pruefen").content.decode()
        assert "Erika Mustermann" in check
        with django_capture_on_commit_callbacks(execute=True):
            reise.send("pruefen")
        assert reise.at == "abschluss"
        receipt = reise.go("abschluss").content.decode()
        number = f"{timezone.localdate().year}-{welt.vg.pk}-0001"
        assert f'<data class="antrag__vorgangsnummer" id="vorgangsnummer" value="{number}">' in receipt
        vorgang = Vorgang.objects.get()
        assert (vorgang.nummer, vorgang.betrag_cent, vorgang.titel) == (number, 2550, "Fest anzeigen")
        assert vorgang.stelle == welt.stelle
        assert {one.zustand for one in Folge.objects.all()} == {Folgezustand.FERTIG}
        assert [message.to for message in mail.outbox] == [["erika@beispiel.example"]]
        assert number in mail.outbox[0].body
        assert "Mustermann" not in mail.outbox[0].body
        pdf = client.get(f"/antrag/e/{reise.antrag.kennung}/abschluss/antrag.pdf")
        assert pdf.content.startswith(b"%PDF")

    def test_leads_through_a_further_step_where_the_answers_want_it(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen")
        reise.send("antragsteller", **ICH)
        more = reise.send("fest", beginn=in_days(30), zelt="ja", _gezeigt="beginn,zelt")
        assert more.status_code == 200
        assert "Fläche des Zelts" in more.content.decode()
        assert not errors(more)
        reise.send("fest", beginn=in_days(30), zelt="ja", flaeche="100", _gezeigt="beginn,zelt,flaeche")
        assert reise.at == "zelt"
        reise.send("zelt", bauart="Pagode")
        assert "125,50" in reise.go("bezahlung").content.decode()

    def test_shows_what_is_wrong_and_keeps_what_was_typed(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen")
        wrong = reise.send("antragsteller", name="", email="erika")
        assert wrong.status_code == 422
        assert errors(wrong) == ["id_name", "id_email", "id_datenschutz"]
        assert 'value="erika"' in wrong.content.decode()
        assert 'value="erika"' in reise.go("antragsteller").content.decode()

    def test_rules_are_explained_at_their_field(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen")
        reise.send("antragsteller", **ICH)
        wrong = reise.send("fest", beginn=in_days(3), zelt="nein")
        assert errors(wrong) == ["id_beginn"]
        assert "Bitte mindestens 14 Tage vorher." in wrong.content.decode()


class TestReihenfolge:
    def test_no_step_can_be_skipped(self, welt, client):
        reise = Reise(client)
        assert reise.go("pruefen")["Location"].endswith("/voraussetzungen/")
        reise.send("pruefen")
        assert reise.at == "voraussetzungen"
        assert not Vorgang.objects.exists()

    def test_back_keeps_what_was_typed(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen")
        reise.send("antragsteller", "zurueck", name="Erika")
        assert reise.at == "voraussetzungen"
        assert reise.antworten() == {"name": "Erika"}

    def test_a_change_from_the_check_leads_back_to_it(self, welt, client):
        reise = Reise(client)
        up_to_check(reise)
        assert (
            'name="_von" value="pruefen"'
            in client.get(f"/antrag/e/{reise.antrag.kennung}/antragsteller/?von=pruefen").content.decode()
        )
        reise.send("antragsteller", **ICH | {"name": "Max"}, _von="pruefen")
        assert reise.at == "pruefen"
        assert reise.antworten()["name"] == "Max"


class TestEinmal:
    def test_sending_twice_makes_one_case(self, welt, client):
        reise = Reise(client)
        up_to_check(reise)
        reise.send("pruefen")
        reise.send("pruefen")
        assert reise.at == "abschluss"
        assert Vorgang.objects.count() == 1

    def test_numbers_are_never_given_twice(self, welt, client):
        numbers = [Reise(client).antrag.nummer for _ in range(3)]
        assert len(set(numbers)) == 3
        Antrag.objects.all().delete()
        assert Reise(client).antrag.nummer not in numbers

    def test_what_was_sent_cannot_be_changed(self, welt, client):
        reise = Reise(client)
        up_to_check(reise)
        reise.send("pruefen")
        reise.send("antragsteller", **ICH | {"name": "Anders"})
        assert reise.at == "abschluss"
        assert reise.antworten()["name"] == "Erika Mustermann"


class TestVeraltet:
    @pytest.fixture
    def reise(self, orte, client) -> Reise:
        inhalt = [
            {"typ": "datum", "schluessel": "tag", "beschriftung": "Tag", "fruehestens": "heute+14T"},
            {"typ": "erklaerung", "schluessel": "ja", "beschriftung": "Ja", "text": "So ist es."},
            {"typ": "ja_nein", "schluessel": "zelt", "beschriftung": "Zelt"},
        ]
        gruppe = {"typ": "gruppe", "schluessel": "termine", "beschriftung": "Termine", "singular": "Termin"}
        inhalt.append(gruppe | {"felder": [inhalt[0] | {"schluessel": "am"}], "pflicht": False})
        step = {"schluessel": "fest", "titel": "Fest", "inhalt": inhalt}
        Welt(orte, FEST | {"schritte": [ANTRAGSTELLER, step], "gebuehren": [], "unterlagen": []})
        reise = Reise(client)
        reise.send("voraussetzungen")
        reise.send("antragsteller", **ICH)
        days = {"tag": in_days(20), "termine_0_am": in_days(20), "termine_zeilen": "1"}
        reise.send("fest", **days, ja="on", zelt="nein")
        assert reise.at == "pruefen"
        return reise

    def test_a_day_that_was_far_enough_may_be_too_near_when_sent(self, reise, monkeypatch):
        later = timezone.localdate() + timedelta(days=10)
        monkeypatch.setattr("antraege.feldtypen.datum.heute", lambda: later)
        page = reise.send("pruefen")
        assert page.status_code == 422
        text = page.content.decode()
        for key in ("tag", "termine"):
            assert f"/{reise.antrag.kennung}/fest/?von=pruefen#feld_{key}" in text
        assert "Das Datum ist zu früh." in text
        assert not Vorgang.objects.exists()

    def test_what_still_fits_is_sent(self, reise):
        reise.antrag.refresh_from_db()
        inhalt = reise.antrag.lesen()
        inhalt = inhalt.with_antworten({"ja": {"fassung": "0" * 16}})  # confirmed in another language
        reise.antrag.schreiben(inhalt)
        reise.antrag.save()
        reise.send("pruefen")
        assert reise.at == "abschluss"


class TestZugang:
    def test_another_browser_finds_nothing(self, welt, client):
        reise = Reise(client)
        assert type(client)().get(reise.url).status_code == 404

    def test_the_link_opens_it_there(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen")
        page = client.get(f"/antrag/e/{reise.antrag.kennung}/spaeter/").content.decode()
        link = page.split('class="antrag__link"><a class="kern-link" href="')[1].split('"')[0]
        other = type(client)()
        assert other.get("/" + link.split("/", 3)[3]).status_code == 302
        assert other.get(f"/antrag/e/{reise.antrag.kennung}/antragsteller/").status_code == 200

    def test_cancelling_deletes_everything(self, welt, client):
        reise = Reise(client)
        reise.send("voraussetzungen", "abbrechen")
        assert reise.at == "abbrechen"
        client.post(reise.url)
        assert not Antrag.objects.exists()

    def test_a_place_that_is_not_served_says_who_is(self, welt, client):
        page = client.get("/antrag/fest/mayen/")
        assert page.status_code == 404
        assert "gibt es diesen Antrag hier nicht" in page.content.decode()


def test_the_receipt_says_when_the_office_is_open(welt, client):
    standort = welt.stelle.standorte.get()
    Oeffnungszeit.objects.create(standort=standort, tag=0, von="08:00", bis="12:00")
    reise = Reise(client)
    up_to_check(reise)
    reise.send("pruefen")
    assert "Öffnungszeiten" in reise.go("abschluss").content.decode()
