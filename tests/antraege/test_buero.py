"""The office: what was sent, from the list to the last click."""

import pytest
from django.core import mail
from django.utils import timezone

from antraege.enums import Folgezustand, Vorgangszustand
from antraege.models import Antrag, Folge, Vorgang, Vorgangsereignis
from antraege.schreibtisch.folgen import undone
from antraege.services.aufbewahren import Faellig, execute
from antraege.services.bearbeiten import edit_vorgang, notiz_of, stand_of
from antraege.services.nachholen import retry_folge
from antraege.services.protokollieren import check
from tests.antraege.buerowelt import NAME, Buerowelt, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Buerowelt:
    return Buerowelt(orte)


def read(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestListe:
    def test_shows_the_cases_of_the_own_redaktion_newest_first(self, welt):
        first, second = welt.vorgang(), welt.vorgang("hund")
        foreign = welt.vorgang(ort="mayen")
        page = read(welt.client().get(url()))
        assert page.index(second.nummer) < page.index(first.nummer)
        assert foreign.nummer not in page
        assert NAME not in page
        assert "25,50\xa0€" in page
        assert "<strong>2</strong> neu eingegangen" in page

    def test_a_group_for_some_offices_sees_theirs(self, welt):
        fest, hund = welt.vorgang(), welt.vorgang("hund")
        page = read(welt.client("bauamt").get(url()))
        assert hund.nummer in page
        assert fest.nummer not in page

    def test_a_group_whose_last_office_is_gone_sees_nothing(self, welt):
        hund = welt.vorgang("hund")
        welt.rollen["bauamt"].groups.get().sachbearbeitung.stellen.clear()
        assert welt.client("bauamt").get(url(hund.pk)).status_code in {302, 404}

    def test_can_be_narrowed(self, welt):
        fest, hund = welt.vorgang(), welt.vorgang("hund", ort="laubach-cochem-zell")
        client, today = welt.client(), f"{timezone.localdate():%Y-%m-%d}"
        edit_vorgang(vorgang=hund.pk, gesehen=stand_of(hund), user=welt.rollen["betrieb"], zustand="in_bearbeitung")
        for asked in (
            {"zustand": "eingegangen"},
            {"formular": fest.formular_id},
            {"stelle": fest.stelle_id},
            {"ort": fest.gebiet_id, "von": today, "bis": today},
            {"q": fest.nummer[-4:]},
        ):
            page = read(client.get(url(), asked))
            assert (f">{fest.nummer}<" in page, f">{hund.nummer}<" in page) == (True, False), asked
        assert "Dazu gibt es keinen Vorgang" in read(client.get(url(), {"bis": "2020-01-01"}))
        assert "error-message" in read(client.get(url(), {"bis": "gestern", "stelle": "999999"}))

    def test_a_whole_number_leads_to_its_case(self, welt):
        fest = welt.vorgang()
        assert welt.client().get(url(), {"q": f" {fest.nummer} "})["Location"] == url(fest.pk)
        assert welt.client("nachbar").get(url(), {"q": fest.nummer}).status_code == 200

    @pytest.mark.parametrize("asked", [{"von": "0001-01-01"}, {"bis": "9999-12-31"}, {"q": "\0"}])
    def test_nonsense_is_told_or_finds_nothing(self, welt, asked):
        welt.vorgang()
        assert welt.client().get(url(), asked).status_code == 200
        assert welt.client("aufsicht").get(url("protokoll"), asked).status_code == 200

    def test_keeps_previews_apart(self, welt):
        probe = welt.vorgang(vorschau=True)
        page = read(welt.client().get(url()))
        assert probe.nummer not in page
        assert "Noch kein Vorgang" in page
        assert probe.nummer in read(welt.client().get(url(), {"vorschau": "1"}))

    def test_asks_the_same_number_of_queries_however_many_there_are(self, welt, django_assert_max_num_queries):
        for _nr in range(3):
            welt.vorgang()
        client = welt.client()
        client.get(url())
        for _more in range(2):
            with django_assert_max_num_queries(20):
                client.get(url())
            for _nr in range(4):
                welt.vorgang("hund")


class TestVorgang:
    def test_shows_what_was_said(self, welt):
        fest = welt.vorgang(was="Kirmes")
        page = read(welt.client().get(url(fest.pk)))
        for part in (fest.nummer, NAME, "Kirmes", "Grundgebühr", "Masburg", "Ordnungsamt", "In Bearbeitung nehmen"):
            assert part in page

    def test_asks_the_same_number_of_queries_each_time(self, welt, django_assert_max_num_queries):
        fest = welt.vorgang()
        client = welt.client()
        client.get(url(fest.pk))
        for _again in range(4):
            with django_assert_max_num_queries(23):
                client.get(url(fest.pk))

    def test_goes_from_state_to_state(self, welt):
        fest = welt.vorgang()
        client = welt.client()
        for zustand in ("in_bearbeitung", "abgeschlossen", "in_bearbeitung"):
            fest.refresh_from_db()
            client.post(url(fest.pk), {"zustand": zustand, "notiz": "Rückfrage", "gesehen": stand_of(fest)})
            fest.refresh_from_db()
            assert fest.zustand == zustand
            assert bool(fest.abgeschlossen_at) == (zustand == Vorgangszustand.ABGESCHLOSSEN)
        assert notiz_of(fest) == "Rückfrage"
        assert "Rückfrage".encode() not in bytes(fest.notiz)
        said = [(one.art, one.angaben) for one in fest.ereignisse.all() if one.art in {"stand", "notiz"}]
        assert said == [
            ("notiz", {}),
            ("stand", {"von": "eingegangen", "nach": "in_bearbeitung"}),
            ("stand", {"von": "in_bearbeitung", "nach": "abgeschlossen"}),
            ("stand", {"von": "abgeschlossen", "nach": "in_bearbeitung"}),
        ]

    def test_nobody_overwrites_what_they_have_not_seen(self, welt):
        fest = welt.vorgang()
        seen = stand_of(fest)
        client = welt.client()
        client.post(url(fest.pk), {"notiz": "Erste", "gesehen": seen})
        answer = client.post(url(fest.pk), {"notiz": "Zweite", "zustand": "abgeschlossen", "gesehen": seen})
        assert answer.status_code == 409
        assert "Zweite" in answer.content.decode()
        fest.refresh_from_db()
        assert (notiz_of(fest), fest.zustand) == ("Erste", "eingegangen")

    def test_a_state_that_cannot_follow_is_refused(self, welt):
        fest = welt.vorgang()
        answer = welt.client().post(url(fest.pk), {"zustand": "eingegangen2", "gesehen": stand_of(fest), "notiz": "x"})
        assert answer.status_code == 409
        fest.refresh_from_db()
        assert (fest.zustand, fest.notiz) == ("eingegangen", None)

    def test_after_retention_the_record_is_left(self, welt, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            fest = welt.vorgang()
        assert execute(Faellig(fest.antrag_id, fest.nummer, fest.titel, "abgeschlossen", Antrag.objects.all()))
        client = welt.client()
        page = read(client.get(url(fest.pk)))
        assert fest.nummer in page
        assert "25,50" in page
        assert NAME not in page
        assert "sind nach Ablauf der Aufbewahrung gelöscht" in page
        assert client.get(f"{url(fest.pk)}antrag.pdf").status_code == 404
        client.post(url(fest.pk), {"zustand": "abgeschlossen", "gesehen": stand_of(fest)})
        assert Vorgang.objects.get().zustand == "eingegangen"
        assert list(check()) == []

    def test_without_the_key_it_says_so(self, welt, settings):
        fest = welt.vorgang()
        client = welt.client()
        settings.ANTRAG_SCHLUESSEL = ["Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmE="]
        assert "lassen sich nicht entschlüsseln" in read(client.get(url(fest.pk)))


class TestFolgen:
    def test_what_failed_is_listed_and_tried_again(self, welt, django_capture_on_commit_callbacks):
        fest = welt.vorgang()
        Folge.objects.filter(art="pdf").update(zustand=Folgezustand.GESCHEITERT, versuche=6, fehler="OSError")
        client = welt.client()
        assert "nicht fertig geworden" in read(client.get(url()))
        page = read(client.get(url("nicht-erledigt")))
        assert "Aufgegeben nach 6 Versuchen" in page
        assert "Der Speicher nimmt nichts an" in page
        folge = Folge.objects.get(art="pdf")
        assert welt.client("nachbar").post(url("nicht-erledigt"), {"folge": folge.pk}).status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("nicht-erledigt"), {"folge": folge.pk})
        folge.refresh_from_db()
        assert folge.zustand == Folgezustand.FERTIG
        assert fest.ereignisse.last().art == Vorgangsereignis.Art.WIEDERHOLT
        assert "Alle PDFs sind erstellt" in read(client.get(url("nicht-erledigt")))

    def test_what_was_deleted_meanwhile_is_not_tried_again(self, welt):
        welt.vorgang()
        folge = Folge.objects.first().pk
        Antrag.objects.all().delete()
        assert retry_folge(folge=folge, user=welt.rollen["sachbearbeiterin"]) is False

    def test_what_was_given_up_comes_first(self, welt):
        welt.vorgang()
        Folge.objects.update(fehler="OSError")
        last = Folge.objects.last()
        Folge.objects.filter(pk=last.pk).update(zustand=Folgezustand.GESCHEITERT)
        assert undone(Vorgang.objects.all())[0] == last

    def test_the_office_hears_of_it_without_a_word_of_the_answers(self, welt, django_capture_on_commit_callbacks):
        welt.stelle.email = "ordnungsamt@vg.example"
        welt.stelle.save()
        with django_capture_on_commit_callbacks(execute=True):
            fest = welt.vorgang()
        (letter,) = mail.outbox
        assert letter.to == ["ordnungsamt@vg.example"]
        assert fest.nummer in letter.body
        assert url(fest.pk) in letter.body
        assert NAME not in letter.body + letter.subject
