"""Staff who look after the search read that it does without Elasticsearch; others do not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.services.portal_gruppe import ensure_portal_group
from search import stoerung
from search.models import Suchstoerung
from tests.anmeldung import Kunde
from tests.factories.cms import UserFactory, redaktion
from tests.search.test_vertraulich import start  # noqa: F401

pytestmark = pytest.mark.django_db

TAFEL = "Die Suche weicht aus"


@pytest.fixture
def portal(start, settings) -> Kunde:  # noqa: F811
    """Somebody of the group Portal, where there is an Elasticsearch."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    client = Kunde()
    client.force_login(UserFactory(gruppen=[ensure_portal_group(start)]))
    return client


def home(client: Kunde) -> str:
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_desk_says_since_when_and_why(portal):
    assert TAFEL not in home(portal)
    stoerung.begin("ConnectionTimeout: <keine Antwort>")
    seit = timezone.localtime(Suchstoerung.objects.get().seit)
    for html in (home(portal), portal.get(reverse("was_gesucht_wird")).content.decode()):
        assert html.count(TAFEL) == 1
        assert f"antwortet seit {seit:%d.%m.%Y %H:%M} nicht. Gesucht wird im eingebauten Index" in html
        assert "ConnectionTimeout: &lt;keine Antwort&gt;" in html
    stoerung.end()
    assert TAFEL not in home(portal)
    assert TAFEL not in portal.get(reverse("was_gesucht_wird")).content.decode()


def test_administrators_are_told_too(portal):
    stoerung.begin("kaputt")
    client = Kunde()
    client.force_login(UserFactory(is_superuser=True))
    assert TAFEL in home(client)


def test_who_does_not_look_after_the_search_is_not(portal, orte):
    stoerung.begin("kaputt")
    client = Kunde()
    client.force_login(UserFactory(gruppen=[redaktion(orte.mayen).freigebende]))
    assert TAFEL not in home(client)


def test_nor_anybody_where_there_is_no_elasticsearch_any_more(portal, settings):
    stoerung.begin("kaputt")
    settings.ELASTICSEARCH_URL = ""
    assert TAFEL not in home(portal)


def test_an_outage_is_told_once_however_many_processes_see_it(portal):
    for reason in ("eins", "zwei"):
        stoerung.begin(reason)
    stoerung.last("drei")
    assert [one.grund for one in Suchstoerung.objects.all()] == ["eins"]
