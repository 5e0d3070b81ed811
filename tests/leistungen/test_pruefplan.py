"""A text is to be looked at again: when it is due, who is asked, and what the answers do."""

import re
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from leistungen import aufgaben
from leistungen.enums import Aufgabenart, Pruefabstand
from leistungen.models import Pruefbitte, Pruefplan, Pruefposten
from leistungen.services.remind import KEPT, VALID, remind_contacts
from leistungen.services.review_plan import GEPRUEFT, SchonBeantwortetError, settle
from leistungen.services.texte import page_for
from tests.factories.cms import UserFactory
from tests.leistungen.formulardaten import formular, modul
from tests.nachsehen import QUERIES
from tests.seitenwelt import Uhr, Welt

HEUTE = timezone.localdate()


class Amt(Welt):
    """Two texts of the Verbandsgemeinde whose review is due; one person is asked about both."""

    def __init__(self) -> None:
        super().__init__()
        self.write("vg", "gestattung", "<p>Die Gestattung gibt es im Rathaus.</p>")
        self.redakteur = UserFactory(gruppen=[self.redaktionen["vg"].redakteure])
        self.seiten = {slug: page_for(self.redaktionen["vg"], one) for slug, one in self.leistungen.items()}
        for page in self.seiten.values():
            Pruefplan.objects.create(
                page=page, naechste=HEUTE, kontakt_name="Frau Beispiel", kontakt_email="Beispiel@Rathaus.example"
            )

    def plan(self, slug="hundesteuer"):
        return Pruefplan.objects.get(pk=self.seiten[slug].pk)

    def wartet(self):
        tasks = aufgaben.of_redaktionen([self.redaktionen["vg"].pk]).filter(art=Aufgabenart.PRUEFUNG)
        return {one.page_id for one in tasks}


@pytest.fixture(scope="module")
def gebaut(geteilt) -> Amt:
    return Amt()


@pytest.fixture
def amt(gebaut, db) -> Amt:
    cache.clear()
    return deepcopy(gebaut)


@pytest.fixture
def link(amt) -> str:
    """The address in the contact's mail."""
    remind_contacts()
    return re.search(r"http://[^/]+(/pruefen/\S+)", mail.outbox[-1].body)[1]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def send(client, link, slug_posten, antwort, **other):
    """Press a button, with what the page had put into its form."""
    form = words(client.get(link)).partition(f'name="posten" value="{slug_posten}"')[2]
    fassung = re.search(r'name="fassung" value="(\w+)"', form)[1] if 'name="fassung"' in form else ""
    return client.post(link, {"posten": slug_posten, "antwort": antwort, "fassung": fassung} | other, follow=True)


def posten(slug, amt):
    return Pruefposten.objects.get(page=amt.seiten[slug])


# --- When -------------------------------------------------------------------------------------------------------------


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Pruefabstand.values))
def test_the_next_review_lies_whole_months_ahead(day, abstand):
    after = Pruefplan(abstand=abstand).after(day)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == abstand
    assert after.day <= day.day


def test_a_review_is_due_from_its_day_on_though_nothing_is_written_that_day(amt, monkeypatch):
    plan = amt.plan()
    plan.naechste = HEUTE + timedelta(days=3)
    plan.save()
    assert amt.wartet() == {amt.seiten["gestattung"].pk}
    uhr = Uhr(monkeypatch)
    uhr.now += timedelta(days=3)
    assert amt.wartet() == {page.pk for page in amt.seiten.values()}


def test_an_unpublished_text_is_not_due(amt):
    amt.seiten["hundesteuer"].unpublish()
    assert amt.wartet() == {amt.seiten["gestattung"].pk}


def test_settling_counts_from_today_by_the_interval_and_is_logged(amt):
    again = settle(page=amt.seiten["hundesteuer"].pk, faellig=HEUTE, user=amt.redakteur)
    assert again == amt.plan().naechste == amt.plan().after(HEUTE)
    assert amt.wartet() == {amt.seiten["gestattung"].pk}
    assert PageLogEntry.objects.get(action=GEPRUEFT).user == amt.redakteur


def test_a_review_is_settled_once(amt):
    page = amt.seiten["hundesteuer"].pk
    settle(page=page, faellig=HEUTE, user=amt.redakteur)
    with pytest.raises(SchonBeantwortetError):
        settle(page=page, faellig=HEUTE, user=amt.redakteur)


# --- The mail ---------------------------------------------------------------------------------------------------------


def test_one_mail_names_all_due_texts_of_a_contact(amt, link):
    (message,) = mail.outbox
    assert message.to == ["beispiel@rathaus.example"]
    assert "Hundesteuer" in message.body
    assert "Gestattung" in message.body
    assert "2 Texte" in message.subject


def test_it_is_sent_once_and_again_after_two_weeks_but_no_third_time(amt, link, monkeypatch):
    remind_contacts()
    assert len(mail.outbox) == 1
    uhr = Uhr(monkeypatch)
    for sent in (2, 2):
        uhr.now += timedelta(days=14, minutes=1)
        remind_contacts()
        assert len(mail.outbox) == sent


def test_without_a_contact_nobody_is_asked(amt):
    Pruefplan.objects.update(kontakt_email="")
    remind_contacts()
    assert not mail.outbox


def test_what_could_not_be_sent_is_sent_later(amt, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    remind_contacts()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    remind_contacts()
    assert len(mail.outbox) == 1


def test_addresses_are_not_kept_for_ever(amt, link):
    Pruefbitte.objects.update(erstellt=timezone.now() - KEPT - timedelta(days=1))
    Pruefplan.objects.all().delete()
    remind_contacts()
    assert not Pruefbitte.objects.exists()


# --- The page without a login -----------------------------------------------------------------------------------------


def test_the_page_shows_the_texts_as_citizens_read_them_and_opening_it_changes_nothing(amt, link, client):
    before = list(Pruefposten.objects.values())
    response = client.get(link)
    html = words(response)
    assert "Bei uns in vg: 80 Euro." in html
    assert "hundesteuer: So ist es im ganzen Land." in html, "what the local text adds to"
    assert 'href="/leistungen/hundesteuer/vg-kaisersesch/"' in html
    assert list(Pruefposten.objects.values()) == before
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


def test_still_right_sets_the_next_review_and_says_who_answered(amt, link, client):
    html = words(send(client, link, posten("hundesteuer", amt).pk, "stimmt"))
    assert "Der Text stimmt noch." in html
    assert amt.plan().naechste > HEUTE
    entry = PageLogEntry.objects.get(action=GEPRUEFT)
    assert (entry.user, entry.data["wer"]) == (None, "Frau Beispiel")
    assert amt.wartet() == {amt.seiten["gestattung"].pk}


def test_an_answer_sent_twice_counts_once(amt, link, client):
    one = posten("hundesteuer", amt)
    send(client, link, one.pk, "stimmt")
    send(client, link, one.pk, "bemerkung", bemerkung="Doch nicht.")
    one.refresh_from_db()
    assert (one.antwort, one.bemerkung) == ("stimmt", "")


def test_a_remark_goes_to_the_editors_list_until_they_have_dealt_with_it(amt, link, client):
    send(client, link, posten("hundesteuer", amt).pk, "bemerkung", bemerkung="Es sind 90 Euro.")
    assert amt.seiten["hundesteuer"].pk in amt.wartet()
    client.force_login(amt.redakteur)
    assert "Es sind 90 Euro." in words(client.get(reverse("pruefungen")))
    task = aufgaben.current().get(page=amt.seiten["hundesteuer"], art=Aufgabenart.PRUEFUNG)
    html = words(client.post(reverse("pruefungen"), {"aufgabe": task.pk}, follow=True))
    assert "ist geprüft" in html
    assert "Es sind 90 Euro." not in html


def test_who_has_remarked_something_is_not_asked_again(amt, link, client, monkeypatch):
    for slug in amt.seiten:
        send(client, link, posten(slug, amt).pk, "bemerkung", bemerkung="Falsch.")
    Uhr(monkeypatch).now += timedelta(days=15)
    remind_contacts()
    assert len(mail.outbox) == 1


def test_a_remark_without_words_is_refused(amt, link, client):
    response = send(client, link, posten("hundesteuer", amt).pk, "bemerkung", bemerkung="  ")
    assert response.status_code == 422
    assert "was nicht stimmt" in words(response)


def test_nobody_confirms_a_text_that_has_just_changed(amt, link, client):
    one = posten("hundesteuer", amt)
    seen = re.search(r'name="fassung" value="(\w+)"', words(client.get(link)))[1]
    amt.write("vg", "hundesteuer", "<p>Bei uns: 95 Euro.</p>")
    response = client.post(link, {"posten": one.pk, "antwort": "stimmt", "fassung": seen})
    assert response.status_code == 409
    assert "95 Euro" in words(response)
    assert amt.plan().naechste == HEUTE


def test_what_an_editor_has_settled_asks_nothing_more(amt, link, client):
    settle(page=amt.seiten["hundesteuer"].pk, faellig=HEUTE, user=amt.redakteur)
    assert "inzwischen geprüft" in words(client.get(link))


@pytest.mark.parametrize("wrong", [{"posten": "x"}, {"posten": "999999"}, {"posten": "1" * 40}, {}])
def test_nonsense_changes_nothing(amt, link, client, wrong):
    assert client.post(link, {"antwort": "stimmt"} | wrong).status_code == 422
    assert not Pruefposten.objects.exclude(antwort="").exists()


def test_the_link_ends_with_a_clear_page(amt, link, client, monkeypatch):
    assert "Diesen Link gibt es nicht" in words(client.get(link[:-2] + "x/"))
    real = __import__("time").time
    monkeypatch.setattr("time.time", lambda: real() + VALID.total_seconds() + 60)
    response = client.get(link)
    assert response.status_code == 410
    assert "gilt nicht mehr" in words(response)


def test_too_many_answers_are_stopped(amt, link, client):
    codes = {client.post(link, {"posten": "x"}).status_code for _n in range(61)}
    assert codes == {422, 429}


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_the_edit_form_plans_the_review_and_takes_it_back(amt, client):
    client.force_login(amt.redakteur)
    page = amt.seiten["hundesteuer"]
    data = formular(modul("volltext", "<p>Bei uns in vg: 80 Euro.</p>")) | {
        "pruefen_am": "2030-01-31",
        "pruef_abstand": "6",
        "kontakt_name": "Herr Muster",
        "kontakt_email": "muster@rathaus.example",
    }
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.post(url, data).status_code == 302
    plan = amt.plan()
    assert (plan.naechste, plan.abstand, plan.kontakt_email) == (date(2030, 1, 31), 6, "muster@rathaus.example")
    assert 'value="31.01.2030"' in client.get(url).content.decode()
    client.post(url, data | {"pruefen_am": "", "kontakt_name": "", "kontakt_email": ""})
    assert not Pruefplan.objects.filter(pk=page.pk).exists()


def test_a_contact_needs_a_day_and_an_address(amt, client):
    client.force_login(amt.redakteur)
    url = reverse("wagtailadmin_pages:edit", args=[amt.seiten["hundesteuer"].pk])
    data = formular(modul("volltext", "<p>Neu.</p>")) | {"kontakt_name": "Herr Muster", "pruefen_am": ""}
    html = words(client.post(url, data))
    assert "Wann soll der Kontakt gefragt werden?" in html
    assert "An welche Adresse" in html


def test_a_preview_plans_nothing(amt, client):
    client.force_login(amt.redakteur)
    page = amt.seiten["hundesteuer"]
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(url, formular(modul("volltext", "<p>Neu.</p>")) | {"pruefen_am": "2030-01-31"})
    client.get(url)
    assert amt.plan().naechste == HEUTE


def test_versions_are_compared_as_before(amt, client):
    client.force_login(amt.redakteur)
    url = reverse("wagtailadmin_pages:revisions_compare", args=[amt.seiten["hundesteuer"].pk, "earliest", "latest"])
    assert client.get(url).status_code == 200


def test_the_preflight_advises_on_an_overdue_text(amt):
    plan = amt.plan()
    plan.naechste = HEUTE - timedelta(days=1)
    plan.save()
    page = amt.seiten["hundesteuer"]
    assert "ueberfaellig" in {befund.art for befund in page.vorpruefung(page.module)}


def test_the_list_costs_few_queries(amt, link, client, django_assert_max_num_queries):
    client.force_login(amt.redakteur)
    client.get(reverse("pruefungen"))
    with django_assert_max_num_queries(21 + QUERIES):
        client.get(reverse("pruefungen"))
