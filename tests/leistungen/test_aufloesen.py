"""A Redaktion is dissolved: nothing is lost silently, and citizens read on."""

from copy import deepcopy

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageLogEntry

from cms.models import Bild, Organisationseinheit, Redaktion
from leistungen import aufgaben
from leistungen.models import ErgaenzungPage, Leistung, RedaktionPage, Zustaendigkeit
from leistungen.services.dissolve import NichtSichSelbstError, dissolve, estate
from leistungen.services.texte import BETREIBER, page_for
from tests.factories.cms import UserFactory
from tests.factories.leistungen import LeistungFactory
from tests.seitenwelt import Welt

pytestmark = pytest.mark.django_db

LAUBACH = "/leistungen/hundesteuer/laubach-cochem-zell/"


class Ende(Welt):
    """The Verbandsgemeinde's Redaktion is to end. It has texts, an office, a Leistung of its own and people."""

    def __init__(self) -> None:
        super().__init__()
        self.vg, self.kreis, self.mayen = (self.redaktionen[name] for name in ("vg", "kreis", "mayen"))
        self.rita = UserFactory(gruppen=[self.vg.redakteure], first_name="Rita", last_name="Reuter")
        self.betrieb = UserFactory(is_superuser=True)
        self.eigene = LeistungFactory(slug="gaestekarte", bezeichnung="Gästekarte", redaktion=self.vg)
        self.leistung = self.leistungen["hundesteuer"]


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Ende:
    return Ende()


@pytest.fixture
def welt(gedeckt, db) -> Ende:
    return deepcopy(gedeckt)


def read(client, url=LAUBACH) -> str:
    return client.get(url, follow=True).content.decode()


def test_it_is_said_what_depends_on_it(welt):
    nachlass = estate(welt.vg)
    assert (nachlass.texte, nachlass.entwuerfe, nachlass.stellen, nachlass.personen) == (1, 0, 1, 1)
    assert (nachlass.zustaendigkeiten, nachlass.leistungen, nachlass.konten) == (1, 1, ("Rita Reuter",))


def test_the_upper_redaktion_takes_over_and_citizens_read_the_same(welt, client):
    before = read(client)
    assert "Bei uns in vg: 80 Euro." in before
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    after = read(client)
    assert "Bei uns in vg: 80 Euro." in after
    assert "Amt vg" in after
    assert "Spezielle Hinweise für – Verbandsgemeinde Kaisersesch" in after
    assert any("1 Text ist zu lesen wie bisher" in one for one in meldungen)
    assert any("Rita Reuter" in one for one in meldungen)


def test_nothing_is_left_and_nothing_lost(welt):
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert not Redaktion.objects.filter(pk=welt.vg.pk).exists()
    assert not RedaktionPage.objects.filter(redaktion=welt.vg.pk).exists()
    assert Organisationseinheit.objects.get(slug="amt-vg").redaktion == welt.kreis
    assert Leistung.objects.get(slug="gaestekarte").redaktion == welt.kreis
    assert Zustaendigkeit.objects.get(stelle__slug="amt-vg").redaktion == welt.kreis
    page = page_for(welt.kreis, welt.leistung)
    assert PageLogEntry.objects.filter(page=page.pk, action=BETREIBER, data__anlass="Redaktion aufgelöst").exists()
    assert page.revisions.count() > 1, "its versions went along"


def test_a_text_that_meets_another_is_united_with_it(welt, client):
    welt.write("kreis", "hundesteuer", "<p>Im Kreis: Leinenpflicht.</p>")
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    html = read(client)
    assert "Im Kreis: Leinenpflicht." in html
    assert "Bei uns in vg: 80 Euro." in html


def test_the_tasks_follow(welt):
    welt.write("land", "hundesteuer", "<p>Ganz anders.</p>")
    assert aufgaben.of_redaktionen([welt.vg.pk]).exists()
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert aufgaben.of_redaktionen([welt.kreis.pk]).filter(leistung=welt.leistung).exists()
    assert not aufgaben.current().filter(redaktion=welt.vg.pk).exists()


def test_elsewhere_the_texts_wait_as_drafts(welt, client):
    meldungen = dissolve(redaktion=welt.vg, nachfolger=welt.mayen)
    assert "Bei uns in vg" not in read(client)
    assert "80 Euro" in str(page_for(welt.mayen, welt.leistung).get_latest_revision_as_object().module.raw_data[-1])
    assert any("wartet als Entwurf" in one for one in meldungen)


def test_a_draft_comes_along(welt):
    page = page_for(welt.vg, welt.leistung)
    raw = [dict(block) | {"value": dict(block["value"]) | {"inhalt": "<p>Neu.</p>"}} for block in page.module.raw_data]
    page.module = page.module.stream_block.to_python(raw)
    page.save_revision(user=welt.rita)
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    kept = ErgaenzungPage.objects.get(pk=page.pk)
    assert "Neu." in str(kept.get_latest_revision_as_object().module)
    assert "80 Euro" in str(kept.module)


def test_media_come_along(welt):
    bild = Bild.objects.create(title="Rathaus", file=get_test_image_file(), collection=welt.vg.collection)
    assert estate(welt.vg).medien == 1
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert Bild.objects.get(pk=bild.pk).collection.get_parent().pk == welt.kreis.collection_id


def test_people_get_no_rights_elsewhere(welt):
    dissolve(redaktion=welt.vg, nachfolger=welt.kreis)
    assert not welt.rita.groups.exists()


def test_nobody_takes_over_from_themselves(welt):
    with pytest.raises(NichtSichSelbstError):
        dissolve(redaktion=welt.vg, nachfolger=welt.vg)


def test_the_screen(welt, client):
    client.force_login(welt.betrieb)
    url = reverse("redaktion_aufloesen", args=[welt.vg.pk])
    html = " ".join(client.get(url).content.decode().split())
    assert "1 veröffentlichter Text" in html
    assert f'<option value="{welt.kreis.pk}" selected>' in html, "the nearest above"
    assert client.post(url, {"nachfolger": welt.kreis.pk}).status_code == 200, "not yet read"
    html = client.post(url, {"nachfolger": welt.kreis.pk, "gelesen": "on"}, follow=True).content.decode()
    assert "ist aufgelöst" in html


def test_those_who_run_the_portal_turn_four_eyes_on(welt, client):
    client.force_login(welt.betrieb)
    url = reverse("redaktionen:edit", args=[welt.vg.pk])
    html = client.post(url, {"name": welt.vg.name, "vier_augen": "on"}, follow=True).content.decode()
    assert "weniger als zwei Personen" in html
    page = page_for(welt.vg, welt.leistung)
    assert not page.permissions_for_user(welt.betrieb).can_publish()
