"""Editing a form: a draft may be incomplete, what is published is in order."""

from copy import deepcopy

import pytest
from django.urls import reverse

from antraege.blocks import faelle_raw
from antraege.models import FormularPage
from tests.antraege.formulardaten import posted
from tests.antraege.welt import FEST, Welt
from tests.factories.antraege import formular
from tests.factories.cms import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte):
    return Welt(orte)


@pytest.fixture
def redakteurin(welt, client):
    client.force_login(UserFactory(gruppen=[welt.vg.freigebende]))
    return client


def page_of(welt, definition, slug="probe"):
    page = formular(welt.leistung, welt.vg, definition, live=False, slug=slug)
    return FormularPage.objects.get(pk=page.pk)


def save(client, page, **mehr):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted(page, **mehr))


def wrong():
    definition = deepcopy(FEST)
    definition["schritte"][1]["inhalt"][3]["sichtbar_wenn"] = {"alle": [["zeld", "ist_ja"]]}
    definition["schritte"][1]["regeln"][0]["muss"] = {"cel": "beginn >"}
    definition["gebuehren"][1]["betrag"] = "zelt"
    return definition


def test_a_form_in_order_is_published(welt, redakteurin):
    page = page_of(welt, FEST)
    assert save(redakteurin, page, publish=True).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert page.fassungen.count() == 1


def test_a_fee_is_written_in_euros_and_kept_in_cents(welt, redakteurin):
    page = page_of(welt, FEST)
    data = posted(page) | {"gebuehren-0-value-betrag": "1.025,50 €"}
    redakteurin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().definition()["gebuehren"][0]["betrag"] == 102550
    html = redakteurin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "1.025,50" in html


def test_a_draft_may_be_wrong(welt, redakteurin):
    page = page_of(welt, wrong())
    assert save(redakteurin, page).status_code == 302
    page.refresh_from_db()
    assert not page.live


def test_mistakes_stop_publishing_and_stand_at_their_blocks(welt, redakteurin):
    page = page_of(welt, wrong())
    response = save(redakteurin, page, publish=True)
    assert response.status_code == 200
    page.refresh_from_db()
    assert not page.live
    errors = response.context["form"].errors.as_data()
    [steps], [fees] = errors["schritte"], errors["gebuehren"]
    at_step = steps.block_errors[1].block_errors
    condition = at_step["inhalt"].block_errors[3].block_errors["sichtbar_wenn"]
    assert "Meinten Sie „zelt“?" in str(condition.non_block_errors.as_data())
    assert at_step["regeln"].block_errors[0].block_errors["muss"].non_block_errors
    assert list(fees.block_errors[1].block_errors) == ["ausdruck"]


def test_a_case_that_fails_stops_publishing(welt, redakteurin):
    page = page_of(welt, FEST)
    page.faelle = faelle_raw([{"name": "Fall", "tag": "2026-03-01", "antworten": {}, "erwartet": {"gebuehr": 1}}], "x")
    page.save_revision()
    response = save(redakteurin, page, publish=True)
    assert response.context["form"].non_field_errors() == [
        "Beispielfall „Fall“: Gebühr: erwartet 0,01 €, heraus kommt 25,50 €."
    ]


@pytest.mark.slow
def test_a_form_of_300_fields_can_be_published(welt, redakteurin):
    definition = deepcopy(FEST)
    definition["schritte"][1]["inhalt"] += [
        {
            "typ": "text",
            "schluessel": f"feld_{number}",
            "beschriftung": f"Feld {number}",
            "sichtbar_wenn": {"alle": [["zelt", "ist_ja"]]},
        }
        for number in range(300)
    ]
    assert save(redakteurin, page_of(welt, definition), publish=True).status_code == 302
