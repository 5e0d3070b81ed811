"""A page that not everybody may read is named nowhere in public, and nobody is given it from a memory."""

import pytest
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from cms.models import InhaltPage
from tests.seitenwelt import Welt

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt() -> Welt:
    return Welt()


@pytest.fixture(params=["itself", "above"])
def geschuetzt(welt, request, client) -> InhaltPage:
    """A page below the Impressum, seen by everybody and then restricted, itself or by the page above."""
    page = welt.impressum.add_child(
        instance=InhaltPage(title="Interna", slug="interna", im_fuss=True, locale=welt.start.locale)
    )
    page.save_revision().publish()
    assert [reads(client, path) for path in WHERE] == [True] * len(WHERE)
    above = page if request.param == "itself" else welt.impressum
    PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.PASSWORD, password="geheim")
    return page


WHERE = ["/impressum/interna/", "/leistungen/", "/sitemap.xml", "/suche/?q=interna"]


def reads(client: Client, path: str) -> bool:
    html = client.get(path).content.decode()
    return "Interna" in html or "/interna/" in html.replace('value="/impressum/interna/"', "")


@pytest.mark.parametrize("path", WHERE)
def test_it_is_gone_with_the_restriction_and_back_without(geschuetzt, client, path):
    assert not reads(client, path)
    assert not reads(client, path)
    PageViewRestriction.objects.all().delete()
    assert reads(client, path)


def test_who_knows_the_password_reads_it_alone(geschuetzt, client):
    restriction = PageViewRestriction.objects.get()
    url = f"/_util/authenticate_with_password/{restriction.pk}/{geschuetzt.pk}/"
    client.post(url, {"password": "geheim", "return_url": "/impressum/interna/"})
    assert reads(client, "/impressum/interna/")
    assert not reads(Client(), "/impressum/interna/")


def test_its_translation_is_no_choice_of_languages(welt, client):
    english = Locale.objects.get(language_code="en")
    welt.start.copy_for_translation(english).save_revision().publish()
    twin = welt.impressum.copy_for_translation(english)
    twin.save_revision().publish()
    assert 'href="/en/impressum/"' in client.get("/impressum/").content.decode()
    twin.slug = "imprint"
    twin.save_revision().publish()
    assert 'href="/en/imprint/"' in client.get("/impressum/").content.decode()
    twin.refresh_from_db()
    PageViewRestriction.objects.create(page=twin, restriction_type=PageViewRestriction.LOGIN)
    assert 'href="/en/imprint/"' not in client.get("/impressum/").content.decode()
