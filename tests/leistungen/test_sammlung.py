"""A collection of texts for somebody without an account: what the link shows, to whom, and for how long."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leistungen.models import Anmerkung, Sammlung, Sammlungsposten
from leistungen.models.sammlung import SIGNER
from leistungen.services.anmerken import reply
from leistungen.services.texte import page_for, start_text, write_text
from tests.anmeldung import Kunde
from tests.factories.leistungen import LeistungFactory
from tests.leistungen.ratswelt import NACHHER, Ratswelt
from tests.leistungen.test_lesesaal import soup

pytestmark = pytest.mark.django_db

ENTWURF = "100 Euro"


@pytest.fixture(scope="module")
def _gebaut(geteilt):
    return Ratswelt()


@pytest.fixture
def welt(_gebaut):
    return deepcopy(_gebaut)


@pytest.fixture
def sammlung(welt):
    """The Verbandsgemeinde's text, of which there is a newer draft, and one that was never published."""
    vg = welt.redaktionen["vg"]
    found = Sammlung.objects.create(redaktion=vg, titel="Für den Ausschuss")
    text = page_for(vg, welt.leistungen["hundesteuer"])
    text.module[0].value["inhalt"].source = f"<p>Bei uns in vg: {ENTWURF}.</p>"
    text.save_revision()
    neu = start_text(redaktion=vg, leistung=LeistungFactory(bezeichnung="Gästekarte", redaktion=vg))
    for number, page in enumerate((text, neu)):
        Sammlungsposten.objects.create(sammlung=found, seite=page, sort_order=number)
    return found


def links(sammlung) -> list[str]:
    return [one["href"] for one in soup(Kunde().get(path(sammlung))).select(".sammlung a")]


def path(sammlung) -> str:
    return reverse("sammlung", args=[SIGNER.sign(str(sammlung.pk))])


def show(sammlung, **values) -> None:
    Sammlung.objects.filter(pk=sammlung.pk).update(**values)


def test_without_drafts_the_link_shows_what_is_public(sammlung):
    (only,) = links(sammlung)
    page = soup(Kunde().get(only))
    assert NACHHER in page.get_text()
    assert ENTWURF not in page.get_text()
    assert not page.select(".entwurf")


def test_with_drafts_it_shows_them_and_says_so(sammlung):
    show(sammlung, mit_entwuerfen=True)
    changed, new = links(sammlung)
    page = soup(Kunde().get(changed))
    assert ENTWURF in page.get_text()
    assert [one.parent["id"] for one in page.select(".entwurf")] == ["volltext"]
    assert "Entwurf" in soup(Kunde().get(new)).select_one("main").get_text()


def test_no_other_page_is_to_be_had_by_it(welt, sammlung):
    show(sammlung, mit_entwuerfen=True)
    foreign = page_for(welt.redaktionen["mayen"], welt.leistungen["hundesteuer"])
    assert Kunde().get(f"{path(sammlung)}{foreign.pk}/").status_code == 404
    Sammlungsposten.objects.create(sammlung=sammlung, seite=foreign)
    assert Kunde().get(f"{path(sammlung)}{foreign.pk}/").status_code == 404, "another Redaktion's text"


def test_a_text_may_be_in_several_collections(sammlung):
    other = Sammlung.objects.create(redaktion=sammlung.redaktion, titel="Noch eine")
    Sammlungsposten.objects.create(sammlung=other, seite=sammlung.posten.first().seite, sort_order=5)
    assert len(links(sammlung)) == len(links(other)) == 1


@pytest.mark.parametrize(
    ("values", "status"),
    [({"gesperrt": True}, 410), ({"gueltig_bis": timezone.localdate() - timedelta(days=1)}, 410), (None, 404)],
)
def test_a_link_that_holds_no_longer_says_so(sammlung, values, status):
    address = path(sammlung)
    (text,) = links(sammlung)
    if values is None:
        sammlung.delete()
    else:
        show(sammlung, **values)
    for one in (address, text):
        answer = Kunde().get(one)
        assert answer.status_code == status
        assert NACHHER not in answer.content.decode()


def test_a_made_up_link_leads_nowhere(sammlung):
    assert Kunde().get(reverse("sammlung", args=[f"{sammlung.pk}:x"])).status_code == 404
    assert Kunde().get(reverse("sammlung", args=[str(sammlung.pk)])).status_code == 404


def test_nothing_of_it_is_kept_or_found(sammlung):
    for address in (path(sammlung), *links(sammlung)):
        answer = Kunde().get(address)
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]


def test_a_guest_remarks_if_the_editor_allows_it(welt, sammlung):
    show(sammlung, mit_entwuerfen=True)
    address = links(sammlung)[0]
    data = {"name": "Eva Beispiel", "text": "Warum so viel?"}
    assert Kunde().post(f"{address}?modul=volltext", data).status_code == 404
    show(sammlung, mit_anmerkungen=True)
    guest = Kunde()
    ways = [one["href"] for one in soup(guest.get(address)).select(".leseabschnitt__kopf a")]
    assert ways == ["?ort=vg-kaisersesch&modul=volltext#anmerken"], "only the Redaktion's own sections"
    assert guest.post(f"{address}?modul=unterlagen", data).status_code == 404
    assert guest.post(f"{address}?modul=volltext", data | {"name": ""}).status_code == 422
    assert guest.post(f"{address}?modul=volltext", data).status_code == 302
    one = Anmerkung.objects.get()
    assert (one.name, one.von, one.redaktion) == ("Eva Beispiel", None, welt.redaktionen["vg"])
    desk = welt.client(welt.redakteur).get("/verwaltung/anmerkungen/").content.decode()
    assert "Eva Beispiel" in desk
    assert "Für den Ausschuss" in desk
    reply(anmerkung=one, text="Wegen der Satzung.", user=welt.redakteur)
    page = soup(guest.get(address)).select_one("main").get_text()
    assert "Wegen der Satzung." in page
    assert "Eva Beispiel" not in page
    assert "Warum so viel?" not in welt.client(welt.rat).get("/katalog/anmerkungen/").content.decode()


def test_an_editor_makes_a_collection_and_gets_the_link(welt, sammlung):
    client = welt.client(welt.redakteur)
    own = page_for(welt.redaktionen["vg"], welt.leistungen["hundesteuer"])
    answer = client.post(reverse("sammlungen:add"), posted([own]))
    made = Sammlung.objects.exclude(pk=sammlung.pk).get()
    assert (made.redaktion, [one.seite_id for one in made.posten.all()]) == (welt.redaktionen["vg"], [own.pk])
    assert made.gueltig_bis == timezone.localdate() + timedelta(days=14)
    page = client.get(answer["Location"]).content.decode()
    assert path(made) in page


def test_a_foreign_text_is_refused(welt, sammlung):
    foreign = page_for(welt.redaktionen["mayen"], welt.leistungen["hundesteuer"])
    answer = welt.client(welt.redakteur).post(reverse("sammlungen:add"), posted([foreign]))
    assert answer.status_code == 200
    assert "gehört nicht zu Ihrer Redaktion" in answer.content.decode()
    assert Sammlung.objects.count() == 1


def posted(pages) -> dict[str, str]:
    bis = timezone.localdate() + timedelta(days=14)
    data = {"titel": "Neu", "gueltig_bis": f"{bis:%d.%m.%Y}", "posten-TOTAL_FORMS": str(len(pages))}
    data |= {"posten-INITIAL_FORMS": "0", "posten-MIN_NUM_FORMS": "1", "posten-MAX_NUM_FORMS": "1000"}
    for number, page in enumerate(pages):
        data |= {f"posten-{number}-seite": str(page.pk), f"posten-{number}-ORDER": str(number + 1)}
        data |= {f"posten-{number}-id": "", f"posten-{number}-DELETE": ""}
    return data


def test_what_is_for_single_places_is_read_there(welt, sammlung):
    laubach = welt.orte.laubach
    write_text(
        redaktion=welt.redaktionen["vg"],
        leistung=welt.leistungen["hundesteuer"],
        module={"volltext": [{"inhalt": "<p>In Laubach: 70 Euro.</p>", "gilt_fuer": [laubach.pk]}]},
    )
    (address,) = links(sammlung)
    page = soup(Kunde().get(address))
    assert "70 Euro" not in page.get_text()
    (there,) = [one["href"] for one in page.select(".schnellwahl a") if "Laubach" in one.get_text()]
    assert "70 Euro" in soup(Kunde().get(address + there)).get_text()
    assert Kunde().get(f"{address}?ort=mayen").status_code == 200
    assert "70 Euro" not in Kunde().get(f"{address}?ort=mayen").content.decode()


def test_a_message_to_the_portal_does_not_carry_the_link_away(sammlung):
    """Who reads messages need not read drafts."""
    for url in (path(sammlung), *links(sammlung)):
        html = Kunde().get(url).content.decode()
        assert "art=fehler" in html
        assert "seite=" not in html
