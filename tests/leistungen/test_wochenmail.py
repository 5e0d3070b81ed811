"""A weekly mail to each editor, only if something waits, and only once."""

from copy import deepcopy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from leistungen import aufgaben
from leistungen.models import Wochenmail
from leistungen.schreibtisch.wochenmail import send_due
from tests.factories.cms import UserFactory
from tests.factories.leistungen import ZustaendigkeitFactory
from tests.seitenwelt import Uhr, Welt

MONTAG = datetime(2026, 11, 30, 7, 30, tzinfo=ZoneInfo("Europe/Berlin"))


class Tisch(Welt):
    """The Land's text has changed, so that something waits in both municipalities."""

    def __init__(self) -> None:
        super().__init__()
        self.anna = UserFactory(
            gruppen=[self.redaktionen["vg"].redakteure], email="anna@rathaus.example", first_name="Anna"
        )
        self.write("land", "hundesteuer", "<p>hundesteuer: So ist es jetzt.</p>")
        vg = self.redaktionen["vg"]
        ZustaendigkeitFactory(leistung=self.leistungen["gestattung"], gebiet=vg.gebiet, stelle=self.stellen["vg"])
        aufgaben.catch_up()


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Tisch:
    return Tisch()


@pytest.fixture
def tisch(gedeckt, db) -> Tisch:
    return deepcopy(gedeckt)


@pytest.fixture
def uhr(monkeypatch) -> Uhr:
    uhr = Uhr(monkeypatch)
    uhr.now = MONTAG
    return uhr


def test_it_says_how_much_waits_and_leads_there(tisch, uhr):
    send_due()
    (message,) = mail.outbox
    assert message.to == ["anna@rathaus.example"]
    assert message.subject == "Im Portal wartet 1 Aufgabe auf Sie"
    assert "Guten Tag, Anna" in message.body
    assert "Zu prüfen: 1" in message.body
    assert reverse("zu_pruefen") in message.body
    assert "Tote Links" not in message.body, "nothing lies there"
    assert reverse("wagtailadmin_account") in message.body


def test_it_comes_once_a_week_on_monday_or_soon_after(tisch, uhr):
    for when, sent in [
        (-timedelta(hours=2), 0),
        (timedelta(), 1),
        (timedelta(hours=1), 1),
        (timedelta(days=1), 1),
        (timedelta(days=7), 2),
        (timedelta(days=17), 2),
        (timedelta(days=22), 3),
    ]:
        uhr.now = MONTAG + when
        send_due()
        assert len(mail.outbox) == sent, when


def test_where_nothing_waits_no_mail_comes_that_week(tisch, uhr):
    tisch.write("land", "hundesteuer", "<p>hundesteuer: So ist es im ganzen Land.</p>")
    aufgaben.catch_up()
    send_due()
    tisch.write("land", "hundesteuer", "<p>Wieder neu.</p>")
    uhr.now += timedelta(days=1)
    send_due()
    assert not mail.outbox


def test_what_did_not_go_out_goes_out_later(tisch, uhr, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_due()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}, {"username": "demo-anna"}])
def test_some_get_none(tisch, uhr, change):
    type(tisch.anna).objects.filter(pk=tisch.anna.pk).update(**change)
    UserFactory(is_superuser=True, email="betrieb@rathaus.example")
    send_due()
    assert not mail.outbox


def test_with_several_redaktionen_each_has_its_paragraph(tisch, uhr):
    tisch.anna.groups.add(tisch.redaktionen["mayen"].freigebende)
    tisch.write("mayen", "gestattung", "<p>In Mayen.</p>")
    send_due()
    _before, mayen, rest = mail.outbox[0].body.partition(str(tisch.redaktionen["mayen"]))
    of_mayen, vg, of_vg = rest.partition(str(tisch.redaktionen["vg"]))
    assert mayen
    assert vg
    assert "Zu prüfen: 1" in of_mayen
    assert "Zu prüfen: 1" in of_vg
    assert "Niemand ist zuständig: 1" in of_mayen
    assert "zuständig" not in of_vg
    assert "warten 3 Aufgaben" in mail.outbox[0].subject


def test_an_editor_switches_it_off_in_her_account_and_on_again(tisch, uhr, client):
    client.force_login(tisch.anna)
    url = reverse("wagtailadmin_account")
    html = client.get(url).content.decode()
    assert "Jeden Montag eine Mail" in html
    names = {"name_email-first_name": "Anna", "name_email-last_name": "A", "theme-theme": "system"}
    names |= {"theme-contrast": "system", "theme-density": "default"}
    assert client.post(url, names).status_code == 302
    send_due()
    assert not mail.outbox
    assert client.post(url, names | {"wochenmail-gewuenscht": "on"}).status_code == 302
    send_due()
    assert len(mail.outbox) == 1
    client.post(url, names | {"wochenmail-gewuenscht": "on"})
    assert Wochenmail.objects.get().zuletzt == MONTAG.date()
