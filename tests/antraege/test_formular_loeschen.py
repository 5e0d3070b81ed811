"""An editor deletes a form: possible for as long as nobody has applied with it."""

import pytest
from django.urls import reverse

from antraege.models import Antrag, Formularfassung, FormularPage
from antraege.services.ausprobieren import try_form
from antraege.services.loeschen import delete_antrag
from tests.antraege.buerowelt import Buerowelt

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Buerowelt:
    return Buerowelt(orte)


def addresses(page: FormularPage) -> list[str]:
    area = page.get_parent()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return [
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[area.pk]),
        f"{bulk}?id={page.pk}",
    ]


def test_a_form_that_cases_refer_to_is_kept_and_it_is_said_why(welt):
    vorgang = welt.vorgang()
    delete_antrag(antrag=vorgang.antrag_id)
    client = welt.client("betrieb")
    for url in addresses(welt.formular):
        html = client.post(url, follow=True).content.decode()
        assert "Es wurde nichts gelöscht." in html, url
        assert "nehmen Sie die Veröffentlichung des Formulars zurück" in html
    assert FormularPage.objects.filter(pk=welt.formular.pk, live=True).exists()


def test_a_form_that_nobody_used_goes_with_its_states(welt):
    hund = FormularPage.objects.get(slug="hund")
    welt.client("betrieb").post(reverse("wagtailadmin_pages:delete", args=[hund.pk]))
    assert not FormularPage.objects.filter(pk=hund.pk).exists()
    assert not Formularfassung.objects.filter(formular=hund.pk).exists()


def test_what_editors_filled_in_to_try_it_goes_with_it(welt):
    hund = FormularPage.objects.get(slug="hund")
    antrag = try_form(page=hund)
    welt.client("betrieb").get(reverse("wagtailadmin_pages:delete", args=[hund.pk]))
    assert Antrag.objects.filter(pk=antrag.pk).exists()
    welt.client("betrieb").post(reverse("wagtailadmin_pages:delete", args=[hund.pk]))
    assert not FormularPage.objects.filter(pk=hund.pk).exists()
    assert not Antrag.objects.filter(pk=antrag.pk).exists()
