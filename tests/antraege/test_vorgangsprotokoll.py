"""The log of cases: written with each view and change, never with answers, and whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from antraege.models import Protokollkopf, Vorgang, Vorgangsereignis
from antraege.services import schluessel
from antraege.services.protokollieren import check, head, note_all, watch
from antraege.verschluesselung import seal_json
from cms.env import fernet_key
from tests.antraege.buerowelt import NAME, Buerowelt, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def welt(orte) -> Buerowelt:
    welt = Buerowelt(orte)
    client = welt.client()
    for _nr in range(2):
        client.get(url(welt.vorgang().pk))
    return welt


def run(**options) -> str:
    out = StringIO()
    call_command("vorgangsprotokoll_check", stdout=out, **options)
    return out.getvalue()


def test_says_who_looked_and_nothing_of_what_was_said(welt):
    first = Vorgangsereignis.objects.filter(art="angesehen").first()
    assert (first.wer, first.konto) == ("Sabine Bearbeiter", welt.rollen["sachbearbeiterin"].pk)
    page = welt.client("aufsicht").get(url("protokoll")).content.decode()
    assert "Sabine Bearbeiter" in page
    assert first.vorgang.nummer in page
    assert NAME not in page


def test_is_looked_at_daily(welt, caplog):
    watch()
    assert not caplog.records
    Vorgangsereignis.objects.filter(nummer=2).delete()
    watch()
    assert "Log of cases, event 2" in caplog.text


def test_can_be_narrowed(welt):
    client = welt.client("betrieb")
    number = Vorgang.objects.first().nummer
    for asked, seen in (
        ({"q": number, "art": "angesehen"}, 1),
        ({"wer": "Sabine"}, 2),
        ({"art": "eingegangen"}, 2),
        ({"bis": "2020-01-01"}, 0),
        ({"von": "2020-01-01", "bis": "2999-01-01"}, 4),
    ):
        assert client.get(url("protokoll"), asked).content.decode().count('<tr><th scope="row">') == seen, asked


def test_oversight_sees_its_own_redaktion_only(welt):
    foreign = welt.vorgang(ort="mayen")
    assert foreign.nummer not in welt.client("aufsicht").get(url("protokoll")).content.decode()
    assert foreign.nummer in welt.client("betrieb").get(url("protokoll")).content.decode()


def test_stays_when_an_account_goes(welt):
    welt.rollen["sachbearbeiterin"].delete()
    assert Vorgangsereignis.objects.filter(wer="Sabine Bearbeiter").count() == 2
    assert list(check()) == []


def test_is_whole_and_names_its_head(welt):
    assert head().nummer == 4
    assert run() == f"unversehrt, Kopf 4:{head().siegel}\n"
    kept = f"4:{head().siegel}"
    welt.vorgang()
    assert run(kopf=kept)


def events():
    return Vorgangsereignis.objects.order_by("nummer")


EINGRIFFE = {
    "a name": lambda: events().filter(nummer=2).update(wer="Jemand anderes"),
    "a case": lambda: events().filter(nummer=2).update(vorgang=Vorgang.objects.first()),
    "the first": lambda: events().filter(nummer=1).delete(),
    "the last": lambda: events().filter(nummer=4).delete(),
    "all": lambda: events().delete(),
    "a case with its events": lambda: Vorgang.objects.first().delete(),
    "out of the chain": lambda: events().filter(nummer=4).update(nummer=None),
    "renumbered": lambda: events().filter(nummer=4).update(nummer=F("nummer") + 1),
    "one more": lambda: Vorgangsereignis.objects.create(
        vorgang=Vorgang.objects.first(), art="angesehen", zeit=events().first().zeit
    ),
    "the head": lambda: Protokollkopf.objects.update(kopf=seal_json({"nummer": 3, "siegel": "x", "brueche": []})),
    "no head": lambda: Protokollkopf.objects.all().delete(),
}


@pytest.mark.parametrize("eingriff", EINGRIFFE)
def test_shows_what_somebody_did_in_the_database(welt, eingriff):
    EINGRIFFE[eingriff]()
    with pytest.raises(CommandError):
        run()


def test_an_old_state_put_back_is_found_by_a_head_that_was_kept(welt):
    old = bytes(Protokollkopf.objects.get().kopf)
    welt.client().get(url(Vorgang.objects.first().pk))
    kept = f"5:{head().siegel}"
    events().filter(nummer=5).delete()
    Protokollkopf.objects.update(kopf=old)
    assert run()
    with pytest.raises(CommandError):
        run(kopf=kept)


def test_goes_on_when_its_key_is_lost_and_tells_so(welt, settings):
    settings.ANTRAG_SCHLUESSEL = [fernet_key()]
    with pytest.raises(CommandError):
        run()
    assert welt.vorgang().ereignisse.count() == 1
    assert [one.nummer for one in check()] == [4]


def test_is_sealed_anew_with_the_other_data(welt, settings):
    settings.ANTRAG_SCHLUESSEL = [fernet_key(), *settings.ANTRAG_SCHLUESSEL]
    assert "protokoll" in list(schluessel.rotate())
    settings.ANTRAG_SCHLUESSEL = settings.ANTRAG_SCHLUESSEL[:1]
    assert head().nummer == 4


def test_many_are_noted_in_few_queries(welt, django_assert_max_num_queries):
    for _nr in range(6):
        welt.vorgang()
    with django_assert_max_num_queries(6):
        note_all(vorgaenge=list(Vorgang.objects.all()), art="ausgegeben", user=welt.rollen["betrieb"])
    assert list(check()) == []


def test_previews_stay_out_of_it(welt):
    probe = welt.vorgang(vorschau=True)
    assert probe.ereignisse.get().nummer is None
    probe.delete()
    assert list(check()) == []
