"""Example cases as editors meet them: read, tried, replaced, renewed, renamed, deleted. Nobody sees JSON."""

import pytest
from django.urls import reverse

from antraege.blocks import faelle_raw
from antraege.models import Antrag
from tests.antraege.formulardaten import posted
from tests.antraege.pruefung.test_pruefen import FALL, GROSS
from tests.antraege.test_werkstatt import Versuch, change, look
from tests.antraege.welt import Reise, Welt
from tests.factories.cms import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(orte):
    page = Welt(orte).formular
    return change(page, faelle=faelle_raw([FALL, GROSS], "fest"))


@pytest.fixture
def redakteurin(page, client):
    client.force_login(UserFactory(gruppen=[page.redaktion.freigebende]))
    return client


def cases(page):
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    return dict(zip([one.id for one in draft.faelle], draft.pruefdaten()["faelle"], strict=True))


def address(page, screen="", number=0):
    return reverse(f"formular_beispiel{screen}", args=[page.pk, list(cases(page))[number]])


class Fallversuch(Versuch):
    """A trial with the answers of a case."""

    def __init__(self, client, page, number=0):
        self.client = client
        self.antwort = client.post(address(page, "_oeffnen", number))
        self.antrag = Antrag.objects.get(kennung=self.kennung)


class TestLesen:
    def test_the_edit_form_shows_questions_and_answers(self, page, redakteurin):
        text = redakteurin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        for words in ("Ein kleines Fest", "Steht ein Zelt?", "Das Fest", "25,50 €", address(page)):
            assert words in text
        assert "faelle-0" not in text
        assert "JSON" not in text

    def test_saving_the_edit_form_keeps_them(self, page, redakteurin):
        before = cases(page)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        redakteurin.post(url, posted(page, kurztext="Anders."))
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().kurztext == "Anders."
        assert cases(page) == before

    def test_publishing_names_the_case_that_fails(self, page, redakteurin):
        change(page, gebuehren=[])
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        text = redakteurin.post(url, posted(page, publish=True)).content.decode()
        assert "Beispielfall „Ein kleines Fest“: Gebühr: erwartet 25,50 €, heraus kommt 0,00 €." in text

    def test_steps_and_fields_are_called_as_citizens_read_them(self, page, redakteurin):
        text = redakteurin.get(address(page, number=1)).content.decode()
        assert "Bauart" in text
        assert "bauart" not in text.replace("Bauart", "")

    def test_one_of_a_form_that_does_not_work_can_still_be_read(self, page, redakteurin):
        change(page, schritte=page.schritte.raw_data[1:])
        text = redakteurin.get(address(page)).content.decode()
        assert "lässt sich nicht prüfen" in text
        assert "Steht ein Zelt?" in text
        assert "Ein kleines Fest" in look(redakteurin, page).content.decode()

    def test_what_is_no_case_says_so(self, page, redakteurin):
        raw = faelle_raw([FALL], "fest")
        raw[0]["value"]["antworten"] = "{"
        change(page, faelle=raw)
        assert "nicht lesbar" in redakteurin.get(address(page)).content.decode()


class TestOeffnen:
    def test_a_trial_shows_all_its_answers_on_its_day(self, page, redakteurin):
        versuch = Fallversuch(redakteurin, page)
        text = versuch.go("pruefen").content.decode()
        assert "1. Juni 2026" in text
        assert "1. März 2026" in text
        assert versuch.antrag.vorschau

    def test_what_is_missing_is_asked_first(self, page, redakteurin):
        versuch = Fallversuch(redakteurin, page, 1)
        versuch.send("pruefen")
        assert versuch.antwort.status_code == 422

    def test_what_was_changed_takes_its_place(self, page, redakteurin):
        [first, second] = cases(page)
        versuch = Fallversuch(redakteurin, page)
        versuch.send("fest", beginn="2.6.2026", zelt="ja", flaeche="10", gezeigt="beginn,zelt,flaeche")
        url = reverse("formular_fall", args=[page.pk, versuch.antrag.kennung])
        text = redakteurin.get(url).content.decode()
        assert "35,50 €" in text
        assert "ersetzt „Ein kleines Fest“" in text
        redakteurin.post(url, {"name": "Ein Fest mit Zelt", "wohin": "ersetzt"})
        found = cases(page)
        assert list(found) == [first, second]
        assert found[first]["name"] == "Ein Fest mit Zelt"
        assert found[first]["tag"] == "2026-03-01"
        assert found[first]["antworten"]["flaeche"] == 10
        assert found[first]["erwartet"]["gebuehr"] == 3550

    def test_it_may_come_as_another_one(self, page, redakteurin):
        versuch = Fallversuch(redakteurin, page)
        url = reverse("formular_fall", args=[page.pk, versuch.antrag.kennung])
        redakteurin.post(url, {"name": "Noch eines", "wohin": "neu"})
        assert [one["name"] for one in cases(page).values()] == [FALL["name"], GROSS["name"], "Noch eines"]

    def test_rules_count_from_the_day_of_the_case_until_it_is_sent(self, page, redakteurin):
        versuch = Fallversuch(redakteurin, page)
        versuch.send("fest", beginn="10.3.2026", zelt="nein")
        assert versuch.antwort.status_code == 200 or versuch.antwort.status_code == 422
        versuch.send("fest", beginn="20.3.2026", zelt="nein")
        assert versuch.antwort.status_code == 302
        versuch.send("pruefen")
        assert versuch.at == "abschluss"
        url = reverse("formular_fall", args=[page.pk, versuch.antrag.kennung])
        redakteurin.post(url, {"name": "Gesendet", "wohin": "neu"})
        assert list(cases(page).values())[2]["tag"] == "2026-03-01"

    def test_citizens_never_choose_the_day(self, page, client):
        page.latest_revision.publish()
        assert "Als heute gilt" not in Reise(client).go("voraussetzungen").content.decode()


class TestAendern:
    def test_what_comes_out_now_is_expected_from_now_on(self, page, redakteurin):
        change(page, gebuehren=page.gebuehren.raw_data[1:])
        text = redakteurin.get(address(page)).content.decode()
        assert "25,50 €" in text
        assert "0,00 €" in text
        stand = text.split('name="stand" value="')[1].split('"')[0]
        redakteurin.post(address(page, "_stimmt"), {"stand": stand})
        found = next(iter(cases(page).values()))
        assert found["erwartet"] == FALL["erwartet"] | {"gebuehr": 0}
        assert "Es kommt heraus, was erwartet wird." in redakteurin.get(address(page)).content.decode()

    def test_nobody_agrees_to_what_they_have_not_seen(self, page, redakteurin):
        change(page, gebuehren=page.gebuehren.raw_data[1:])
        text = redakteurin.get(address(page)).content.decode()
        stand = text.split('name="stand" value="')[1].split('"')[0]
        change(page.get_latest_revision_as_object(), unterlagen=[])
        redakteurin.post(address(page, "_stimmt"), {"stand": stand})
        redakteurin.post(address(page, "_stimmt"))
        assert next(iter(cases(page).values())) == FALL

    def test_a_case_is_renamed_and_moved_to_another_day(self, page, redakteurin):
        assert FALL["name"] in redakteurin.get(address(page, "_name")).content.decode()
        redakteurin.post(address(page, "_name"), {"name": "Anders", "tag": "2026-04-01"})
        found = next(iter(cases(page).values()))
        assert found == FALL | {"name": "Anders", "tag": "2026-04-01"}

    def test_a_case_is_deleted(self, page, redakteurin):
        assert FALL["name"] in redakteurin.get(address(page, "_loeschen")).content.decode()
        url = address(page, "_loeschen")
        redakteurin.post(url)
        assert list(cases(page).values()) == [GROSS]
        assert redakteurin.post(url).status_code == 404

    def test_nothing_changes_while_the_draft_waits_for_release(self, page, redakteurin):
        page.locked, page.locked_by = True, UserFactory()
        page.save()
        redakteurin.post(address(page, "_loeschen"))
        redakteurin.post(address(page, "_name"), {"name": "Anders", "tag": "2026-04-01"})
        assert list(cases(page).values()) == [FALL, GROSS]
