"""Logging in by the staff's OpenID Connect provider, with a real Keycloak."""

import html
import re
from urllib.parse import urljoin

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from requests.cookies import RequestsCookieJar
from wagtail.models import ModelLogEntry

from cms.env import STAFF_OIDC, staff_oidc_apps
from tests import bedarf
from tests.anmeldung import Kunde, app_of, code
from tests.factories.cms import UserFactory

pytestmark = pytest.mark.django_db

LOGIN, CALLBACK = "/konto/oidc/verwaltung/login/", "/konto/oidc/verwaltung/login/callback/"
HIER = "http://localhost/"
ADRESSE = "herbert.benz@kommwis.example"  # verified, in the realm of the servers folder


def providers(**given) -> dict:
    return {"openid_connect": {"APPS": staff_oidc_apps(name="Konto der Stadt", production=False, **given)}}


class _Cookies(RequestsCookieJar):
    """Keycloak wants its cookies back by HTTPS only; to loopback addresses browsers send them all the same."""

    def set_cookie(self, cookie, *args, **kwargs):
        cookie.secure = False
        return super().set_cookie(cookie, *args, **kwargs)


class Besuch:
    """Somebody at the provider: signs in there and agrees to what is asked."""

    def __init__(self, client: Kunde):
        self.client = client
        self.web = requests.Session()
        self.web.cookies = _Cookies()

    def log_in(self, name: str, *, agree: bool = True, **data: str):
        """From the button on our page to where our page leads in the end."""
        page = self.client.post(LOGIN, data, SERVER_NAME="localhost")
        assert page.status_code == 200
        answer = self._follow(self.web.get(page.context["ziel"], allow_redirects=False, timeout=20))
        while not isinstance(answer, str):
            fields = {"username": name, "password": "servicekonto"}
            if "kc-form-login" not in answer.text:
                fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', answer.text))
                fields |= {"accept": "ja"} if agree else {"cancel": "nein"}
            action = html.unescape(re.search(r'<form[^>]+action="([^"]+)"', answer.text)[1])
            answer = self._follow(
                self.web.post(urljoin(answer.url, action), data=fields, allow_redirects=False, timeout=20)
            )
        return self.client.get(answer.removeprefix("http://localhost"), SERVER_NAME="localhost")

    def _follow(self, answer):
        while answer.is_redirect:
            target = urljoin(answer.url, answer.headers["Location"])
            if target.startswith(HIER):
                return target
            answer = self.web.get(target, allow_redirects=False, timeout=20)
        return answer


@pytest.fixture
def keycloak(settings):
    found = bedarf.oidc()
    settings.SOCIALACCOUNT_PROVIDERS = providers(
        issuer=found["issuer"], client_id=found["client_id"], secret=found["client_secret"]
    )


@pytest.fixture
def benz(db):
    return UserFactory(username="benz", email=ADRESSE.title(), is_superuser=True)


@pytest.mark.servers
class TestMitKeycloak:
    @pytest.fixture(autouse=True)
    def _server(self, keycloak):
        pass

    def test_an_existing_account_is_found_once_by_its_verified_address(self, client, benz):
        assert Besuch(client).log_in("herbert.benz")["Location"] == "/verwaltung/"
        assert client.get("/verwaltung/")["Location"] == "/konto/zweiter-faktor/", "the provider alone is one factor"
        linked = SocialAccount.objects.get()
        assert linked.user == benz
        assert ModelLogEntry.objects.filter(action="konto.oidc_verbunden", user=benz).count() == 1
        benz.refresh_from_db()
        assert benz.check_password("geheim"), "the other way in stays open"

        benz.email = "ganz@anders.example"
        benz.save()
        again = Kunde()
        Besuch(again).log_in("herbert.benz")
        assert again.session["_auth_user_id"] == str(benz.pk), "from now on the subject counts"

    def test_the_second_factor_is_asked_after_the_provider(self, client, benz):
        app_of(benz)
        assert Besuch(client).log_in("herbert.benz")["Location"] == reverse("mfa_authenticate")
        assert "_auth_user_id" not in client.session
        client.post(reverse("mfa_authenticate"), {"code": code()})
        assert client.get("/verwaltung/").status_code == 200

    def test_a_provider_that_asks_for_it_is_believed(self, client, benz, settings):
        settings.STAFF_OIDC_MFA = True
        app_of(benz)
        assert Besuch(client).log_in("herbert.benz")["Location"] == "/verwaltung/"
        assert client.get("/verwaltung/").status_code == 200
        settings.STAFF_OIDC_MFA = False
        assert client.get("/verwaltung/").status_code == 302

    def test_nobody_gets_an_account_by_the_provider(self, client, benz):
        benz.email = "benz@elsewhere.example"
        benz.save()
        before = get_user_model().objects.count()
        for name in ("herbert.benz", "mia.klein"):  # another address; no address
            response = Besuch(client).log_in(name)
            assert response.status_code == 403
            assert "noch kein Konto" in response.content.decode()
        assert get_user_model().objects.count() == before
        assert not SocialAccount.objects.exists()
        assert "_auth_user_id" not in client.session

    def test_two_accounts_with_one_address_are_nobodys(self, client, benz):
        UserFactory(email=ADRESSE)
        assert Besuch(client).log_in("herbert.benz").status_code == 403

    def test_an_account_is_bound_to_the_subject_it_was_linked_to(self, client, benz):
        SocialAccount.objects.create(user=benz, provider=STAFF_OIDC, uid="somebody-else")
        assert Besuch(client).log_in("herbert.benz").status_code == 403

    def test_a_blocked_account_stays_out(self, client, benz):
        Besuch(client).log_in("herbert.benz")
        benz.is_active = False
        benz.save()
        again = Kunde()
        assert Besuch(again).log_in("herbert.benz")["Location"] == reverse("account_inactive")
        assert "_auth_user_id" not in again.session

    def test_a_session_is_not_linked_to_another_identity(self, client, benz):
        client.force_login(UserFactory(is_superuser=True))
        assert Besuch(client).log_in("herbert.benz", process="connect").status_code == 403
        assert not SocialAccount.objects.exists()

    def test_cancelled_there(self, client, benz):
        response = Besuch(client).log_in("toma.teves", agree=False)
        assert response["Location"] == reverse("socialaccount_login_cancelled")
        assert "abgebrochen" in client.get(response["Location"]).content.decode()


# --- Without a provider -----------------------------------------------------------------------------------------------


def test_without_an_issuer_there_is_no_button_and_no_address(client):
    assert "Anmelden mit" not in client.get(reverse("account_login")).content.decode()
    assert client.post(LOGIN).status_code == 404


def test_a_provider_that_does_not_answer_is_no_mistake_of_ours(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = providers(issuer="http://127.0.0.1:9/", client_id="portal", secret="geheim")
    page = client.get(reverse("account_login")).content.decode()
    assert "Anmelden mit Konto der Stadt" in page
    assert LOGIN in page
    response = client.post(LOGIN)
    assert response.status_code == 401
    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()
    assert client.get(LOGIN).status_code == 405
    assert client.get(CALLBACK + "?state=x&code=y").status_code == 401


def test_the_environment_is_checked():
    whole = {"issuer": "https://login.example", "client_id": "portal", "secret": "x", "name": "x"}
    assert staff_oidc_apps(**whole, production=True)[0]["settings"]["oauth_pkce_enabled"]
    assert staff_oidc_apps(**whole | {"issuer": ""}, production=True) == []
    for wrong in ({"secret": ""}, {"client_id": ""}, {"issuer": "http://login.example"}):
        with pytest.raises(ImproperlyConfigured):
            staff_oidc_apps(**whole | wrong, production=True)
