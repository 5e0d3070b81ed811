"""Visitors report a mistake or a barrier."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from cms.models import Darstellung, Meldung
from cms.services import melden

ANGABEN = {"art": "fehler", "seite": "/impressum/", "text": "Die Nummer stimmt nicht.", "email": "", "webseite": ""}


@pytest.fixture(autouse=True)
def _nobody_was_here_before():
    cache.clear()


def send(client: Client, **other: str):
    return client.post("/meldung/", ANGABEN | other)


def test_the_form_knows_the_page_it_was_opened_from(client, portal):
    response = client.get("/meldung/", {"art": "barriere", "seite": "/leistungen/hundesteuer/mayen/"})
    html = response.content.decode()
    assert 'value="/leistungen/hundesteuer/mayen/"' in html
    assert 'value="barriere" id="id_art_1" class="kern-form-check__radio" checked' in html
    assert "no-store" in response["Cache-Control"] or "csrftoken" in response.cookies


@pytest.mark.parametrize("art", ["fehler", "barriere"])
def test_every_page_links_to_both_reports(client, portal, art):
    assert f"/meldung/?art={art}&amp;seite=/datenschutz/" in client.get("/datenschutz/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"seite": "//boese.example/"},
        {"seite": "javascript:alert(1)"},
        {"seite": "/x\x00y"},
        {"art": "unsinn"},
        {"seite": "/" * 9000},
    ],
)
def test_nonsense_in_the_address_is_dropped(client, portal, query):
    response = client.get("/meldung/", query)
    assert response.status_code == 200
    form = response.content.decode().partition("<main")[2].partition("</main>")[0]
    assert "boese" not in form
    assert "alert" not in form


def test_a_report_is_kept_and_mailed(client, portal, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, email="buergerin@example.org")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    meldung = Meldung.objects.get()
    assert (meldung.art, meldung.seite, meldung.text) == ("fehler", "/impressum/", "Die Nummer stimmt nicht.")
    [message] = mail.outbox
    assert message.to == [Darstellung.objects.get().email]
    assert message.reply_to == ["buergerin@example.org"]
    assert "Die Nummer stimmt nicht." in message.body


def test_an_unreachable_mail_server_loses_nothing(client, portal, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client).status_code == 302
    assert Meldung.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 4001),
        ("text", "a\x00b"),
        ("email", "keine Adresse"),
        ("art", "unsinn"),
        ("seite", "x" * 501),
    ],
)
def test_what_the_visitor_can_mend_is_said_at_the_field(client, portal, field, value):
    response = send(client, **{field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert f'href="#id_{field}' in html
    assert html.count("<title>Fehler:") == 1
    assert re.search(r'<section class="fehlerliste[^>]* tabindex="-1" autofocus>', html)
    assert not Meldung.objects.exists()


def test_the_form_says_what_is_required_and_leads_to_the_privacy_notice(client, portal):
    for path, title in (("/meldung/", "Datenschutz"), ("/en/meldung/", "Data protection")):
        form = client.get(path).content.decode().partition("<main")[2].partition("</form>")[0]
        assert 'role="radiogroup" aria-required="true"' in form
        assert re.search(r'<textarea name="text"[^>]* aria-required="true"', form)
        assert not re.search(r'<input type="email"[^>]* aria-required', form)
        assert re.search(rf'<a class="kern-link" href="[^"]*/datenschutz/">{title}', form)


def test_programs_that_fill_in_everything_are_thanked_and_forgotten(client, portal):
    assert send(client, webseite="https://werbung.example").status_code == 302
    assert not Meldung.objects.exists()
    assert not mail.outbox


def test_a_forged_form_is_refused_in_the_theme(portal):
    response = Client(enforce_csrf_checks=True).post("/meldung/", ANGABEN)
    assert response.status_code == 403
    assert "Das Formular ist abgelaufen" in response.content.decode()


def test_too_many_reports_are_asked_to_wait_and_no_address_is_kept(client, portal, monkeypatch):
    monkeypatch.setattr(melden, "HOECHSTENS", 2)
    assert [send(client).status_code for _time in range(3)] == [302, 302, 429]
    assert Meldung.objects.count() == 2
    assert "127.0.0.1" not in repr(cache._cache)


def test_one_field_is_checked_while_the_visitor_goes_on(client, portal):
    html = client.post("/meldung/feld/email/", ANGABEN | {"email": "keine Adresse"}).content.decode()
    assert "Bitte prüfen Sie die Adresse" in html
    assert "id_text" not in html
    assert client.post("/meldung/feld/unsinn/", ANGABEN).status_code == 404
    assert not Meldung.objects.exists()


def test_in_english(client, portal):
    html = client.get("/en/meldung/?art=fehler").content.decode()
    assert "Report a mistake or a barrier" in html
    assert 'action="/en/meldung/"' in html
