"""Logging in by user name and password: the second factor, the limits, and no way around."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import get_resolver, reverse

from cms.konto.middleware import EINRICHTEN, GESCHUETZT, OFFEN
from tests.anmeldung import GEHEIMNIS, Kunde, app_of, code
from tests.factories.cms import UserFactory
from tests.vorfuehrung import Vorfuehrung

pytestmark = pytest.mark.django_db

VERWALTUNG = "/verwaltung/"
EINRICHTUNG = "/konto/zweiter-faktor/"


def log_in(client, name="anna", password="geheim", **extra):
    return client.post(reverse("account_login"), {"login": name, "password": password}, **extra)


def errors(response) -> str:
    return " ".join(str(error) for field in response.context["form"].errors.values() for error in field)


# --- The way in -------------------------------------------------------------------------------------------------------


def test_password_then_code_then_where_one_was_going(client, konto):
    app_of(konto)
    response = client.get("/verwaltung/images/")
    assert response["Location"] == "/konto/anmelden/?next=/verwaltung/images/"
    response = client.post(response["Location"], {"login": "anna", "password": "geheim"})
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(VERWALTUNG)["Location"].startswith("/konto/anmelden/"), "half a login is none"
    response = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert response["Location"] == "/verwaltung/images/"
    assert client.get("/verwaltung/images/").status_code == 200


def test_a_wrong_password_says_so_and_not_which_names_exist(client, konto):
    known = errors(log_in(client, password="falsch"))
    assert known == errors(log_in(client, name="niemand")) == "Benutzername und Passwort passen nicht zusammen."
    page = log_in(client, password="falsch").content.decode()
    assert "Bitte prüfen Sie Ihre Angaben" in page


def test_a_code_works_once_and_a_wrong_one_not(client, konto):
    app_of(konto)
    now = code()
    log_in(client)
    assert "Dieser Code stimmt nicht" in errors(client.post(reverse("mfa_authenticate"), {"code": "000000"}))
    client.post(reverse("mfa_authenticate"), {"code": now})
    assert client.get(VERWALTUNG).status_code == 200
    another = Kunde()
    log_in(another)
    assert "Dieser Code stimmt nicht" in errors(another.post(reverse("mfa_authenticate"), {"code": now}))


def test_half_a_login_can_be_given_up(client, konto):
    app_of(konto)
    log_in(client)
    assert client.get(reverse("account_login"))["Location"] == reverse("mfa_authenticate")
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).status_code == 200


def test_an_account_without_a_password_has_none_to_change_or_reset(client):
    only = UserFactory(username="nur-oidc", email="oidc@stadt.example", is_superuser=True)
    only.password = ""  # as Wagtail's form leaves it
    only.save()
    client.post(reverse("account_reset_password"), {"email": "oidc@stadt.example"})
    assert not mail.outbox
    client.force_login(only)
    assert client.get(reverse("account_change_password")).status_code == 404
    assert reverse("account_change_password") not in client.get("/verwaltung/account/").content.decode()
    assert errors(log_in(Kunde(), name="nur-oidc", password=""))


def test_logging_out_leads_to_the_login_and_ends_the_session(client, konto):
    client.force_login(konto)
    assert client.post("/verwaltung/logout/")["Location"] == "/konto/anmelden/"
    assert client.get(VERWALTUNG).status_code == 302
    client.force_login(konto)
    assert client.post(reverse("account_logout"))["Location"] == "/konto/anmelden/"
    assert client.get(VERWALTUNG).status_code == 302


def test_an_account_without_rights_is_told_so_and_not_sent_in_circles(client):
    client.force_login(UserFactory())
    response = client.get(VERWALTUNG)
    assert response.status_code == 403
    assert "Ihr Konto hat noch keine Rechte" in response.content.decode()


def test_a_blocked_account_stays_out(client, konto):
    konto.is_active = False
    konto.save()
    assert log_in(client)["Location"] == reverse("account_inactive")
    assert client.get(VERWALTUNG).status_code == 302


# --- Setting up -------------------------------------------------------------------------------------------------------


def test_an_account_without_a_factor_can_do_nothing_but_set_one_up(client, konto):
    log_in(client)
    for path in (VERWALTUNG, "/verwaltung/api/main/pages/", reverse("account_change_password")):
        assert client.get(path)["Location"] == EINRICHTUNG
    assert "Richten Sie einen zweiten Faktor ein" in client.get(EINRICHTUNG).content.decode()
    headers = {"x-requested-with": "XMLHttpRequest"}
    assert client.get(VERWALTUNG, headers=headers).status_code == 403
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Dieser Code stimmt nicht" in errors(wrong)
    response = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10
    assert client.get(VERWALTUNG).status_code == 200


def test_a_recovery_code_opens_once(client, konto):
    log_in(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    assert spare in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    for expected in (True, False):
        another = Kunde()
        log_in(another)
        another.post(reverse("mfa_authenticate"), {"code": spare})
        assert (another.get(VERWALTUNG).status_code == 200) is expected


def test_new_recovery_codes_leave_the_session_as_it_is(client, konto):
    client.force_login(konto)
    assert client.post(reverse("mfa_generate_recovery_codes"))["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(VERWALTUNG).status_code == 200


def test_without_the_last_factor_a_session_is_incomplete(client, konto):
    client.force_login(konto)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=konto).exists()
    assert client.get(VERWALTUNG)["Location"] == EINRICHTUNG


def test_what_changes_the_login_asks_again_after_a_while(client, konto):
    client.force_login(konto)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 600
    session.save()
    response = client.get(reverse("mfa_generate_recovery_codes"))
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert "Das Passwort stimmt nicht." in errors(client.post(response["Location"], {"password": "falsch"}))
    client.post(response["Location"], {"password": "geheim"})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


# --- No way around ----------------------------------------------------------------------------------------------------


def test_a_session_that_has_not_shown_its_factor_is_asked_for_it(client, konto):
    app_of(konto)
    client.force_login(konto, zweiter_faktor=False)
    asked = client.get(VERWALTUNG)["Location"]
    assert asked == "/konto/bestaetigen/code/?next=%2Fverwaltung%2F"
    for name in (
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
    ):
        assert client.post(reverse(name))["Location"].startswith("/konto/bestaetigen/code/"), name
    client.post(reverse("account_reauthenticate"), {"password": "geheim"})
    assert client.get(VERWALTUNG).status_code == 302, "the password again is no second factor"
    client.post(asked, {"code": code()})
    assert client.get(VERWALTUNG).status_code == 200


def test_to_the_public_pages_an_incomplete_session_is_nobody(client, konto):
    restricted = Vorfuehrung().impressum
    restricted.view_restrictions.create(restriction_type="login")
    client.force_login(konto, zweiter_faktor=False)
    assert client.get(restricted.url)["Location"].startswith("/konto/anmelden/")
    client.force_login(konto)
    assert client.get(restricted.url).status_code == 200


@pytest.mark.parametrize("path", ["/verwaltung/login/", "/_util/login/", "/en/_util/login/"])
def test_wagtails_logins_take_no_password(client, konto, path):
    response = client.post(path, {"username": "anna", "password": "geheim"})
    assert response["Location"].endswith("/konto/anmelden/")
    assert "_auth_user_id" not in client.session


def test_the_account_page_changes_neither_password_nor_address(client, konto):
    client.force_login(konto)
    page = client.get("/verwaltung/account/").content.decode()
    assert 'name="password-' not in page
    assert 'name="name_email-email"' not in page
    assert reverse("account_change_password") in page
    data = {
        "name_email-email": "andere@stadt.example",
        "password-old_password": "geheim",
        "password-new_password1": "Regenschirm-7",
        "password-new_password2": "Regenschirm-7",
    }
    client.post("/verwaltung/account/", data)
    konto.refresh_from_db()
    assert konto.check_password("geheim")
    assert konto.email == "anna@stadt.example"


def test_a_new_password_by_mail_leaves_the_second_factor(client, konto):
    app_of(konto)
    client.post(reverse("account_reset_password"), {"email": "anna@stadt.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)
    assert "Konto anna" in mail.outbox[0].body
    form = client.get(link[1], follow=True)
    fresh = {"password1": "Regenschirm-7", "password2": "Regenschirm-8"}
    assert "nicht dasselbe Passwort" in errors(client.post(form.request["PATH_INFO"], fresh))
    client.post(form.request["PATH_INFO"], fresh | {"password2": "Regenschirm-7"})
    assert "_auth_user_id" not in client.session
    assert log_in(client, password="Regenschirm-7")["Location"] == reverse("mfa_authenticate")
    assert "gilt nicht mehr" in client.get(link[1], follow=True).content.decode()


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client, konto):
    for address in ("anna@stadt.example", "niemand@stadt.example"):
        response = client.post(reverse("account_reset_password"), {"email": address})
        assert response["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["anna@stadt.example"]]


def test_nobody_signs_up():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert "account_login" in names
    assert not [name for name in names if re.search("signup|account_email|connections|account_set_password", name)]


def test_the_password_is_changed_by_who_knows_it(client, konto):
    client.force_login(konto)
    fresh = {"password1": "Regenschirm-7", "password2": "Regenschirm-7"}
    wrong = client.post(reverse("account_change_password"), fresh | {"oldpassword": "falsch"})
    assert "nicht Ihr jetziges Passwort" in errors(wrong)
    client.post(reverse("account_change_password"), fresh | {"oldpassword": "geheim"})
    assert client.get(VERWALTUNG).status_code == 200, "who changed it stays in"
    konto.refresh_from_db()
    assert konto.check_password("Regenschirm-7")


def test_every_page_of_an_account_has_its_rule():
    from cms.konto import oidc_urls, urls

    names = [pattern.name for pattern in (*urls.urlpatterns, *oidc_urls.urlpatterns)]
    assert sorted(names) == sorted([*OFFEN, *EINRICHTEN, *GESCHUETZT])


@pytest.mark.parametrize("name", sorted(EINRICHTEN | GESCHUETZT))
def test_nobody_gets_at_an_account_without_a_login(client, name):
    kwargs = {"pk": 1} if name == "mfa_remove_webauthn" else {}
    assert client.get(reverse(name, kwargs=kwargs))["Location"].startswith("/konto/anmelden/")


# --- Demo logins ------------------------------------------------------------------------------------------------------


def test_demo_logins_are_one_step_while_trying_out_and_refused_in_production(client, settings):
    UserFactory(username="demo-portal", is_superuser=True)
    assert log_in(client, name="demo-portal")["Location"] == VERWALTUNG
    assert client.get(VERWALTUNG).status_code == 200
    settings.PRODUCTION = True
    assert client.get(VERWALTUNG)["Location"] == EINRICHTUNG
    assert log_in(Kunde(), name="demo-portal")["Location"] == reverse("account_inactive")


def test_while_debugging_nothing_is_asked(client, konto, settings):
    settings.ZWEITER_FAKTOR = False
    log_in(client)
    assert client.get(VERWALTUNG).status_code == 200


# --- Limits -----------------------------------------------------------------------------------------------------------

ZU_VIELE = "Zu viele Fehlversuche. Bitte warten Sie zehn Minuten und versuchen Sie es dann noch einmal."


def test_five_wrong_passwords_lock_the_account_for_a_while_from_everywhere(client, konto):
    for number in range(5):
        assert ZU_VIELE not in errors(log_in(client, password="falsch", REMOTE_ADDR=f"192.0.2.{number}"))
    assert ZU_VIELE in errors(log_in(client, REMOTE_ADDR="192.0.2.99"))
    assert ZU_VIELE in errors(log_in(client, name="ANNA", REMOTE_ADDR="192.0.2.98"))
    assert ZU_VIELE not in errors(log_in(client, name="berta", REMOTE_ADDR="192.0.2.97"))


def test_thirty_wrong_passwords_lock_the_address(client, konto):
    for number in range(29):
        log_in(client, name=f"name-{number}")
    assert ZU_VIELE not in errors(log_in(client, name="name-29"))
    response = log_in(client)
    assert response.status_code == 429 or ZU_VIELE in errors(response)
    log_in(client, REMOTE_ADDR="192.0.2.1")
    assert client.get(VERWALTUNG)["Location"] == EINRICHTUNG, "others still get in"


def test_five_wrong_codes_lock_the_second_factor(client, konto):
    app_of(konto)
    log_in(client)
    for _number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert ZU_VIELE in errors(client.post(reverse("mfa_authenticate"), {"code": code(GEHEIMNIS)}))


def test_behind_a_proxy_the_visitors_address_counts(client, konto, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        log_in(client, name=f"name-{number}", headers={"x-forwarded-for": f"203.0.113.{number}, 192.0.2.1"})
    blocked = log_in(client, headers={"x-forwarded-for": "203.0.113.99, 192.0.2.1"})
    assert blocked.status_code == 429 or ZU_VIELE in errors(blocked), "what a visitor claims is not believed"
    log_in(client, headers={"x-forwarded-for": "192.0.2.2"})
    assert "_auth_user_id" in client.session


def test_too_many_requests_have_a_page(client, konto):
    for _number in range(11):
        response = client.post(reverse("account_reset_password"), {"email": f"a{_number}@stadt.example"})
    assert response.status_code == 429
    assert "Zu viele Versuche" in response.content.decode()


# --- How the pages are sent -------------------------------------------------------------------------------------------


def test_pages_around_an_account_are_never_kept_and_strict(client):
    for path in ("/konto/anmelden/", "/en/konto/anmelden/", "/konto/passwort/vergessen/"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "script-src 'self'" in response["Content-Security-Policy"].split("; ")
        assert "placeholder" not in response.content.decode().split("<main")[1].split("</main>")[0]
    assert "Log in" in client.get("/en/konto/anmelden/").content.decode()
