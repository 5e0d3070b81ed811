"""A lost second factor is taken away by those who run the portal, and that is on record."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.anmeldung import Kunde, app_of
from tests.factories.cms import UserFactory

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, str]]:
    entries = ModelLogEntry.objects.filter(action="konto.zweiter_faktor_zurueckgesetzt")
    return [(entry.label, entry.user.get_username() if entry.user else "") for entry in entries]


def test_a_colleague_in_the_desk(client, konto):
    berta = UserFactory(username="berta", is_superuser=True)
    hers = Kunde()
    hers.force_login(berta)
    client.force_login(konto)
    assert reverse("zweiter_faktor_reset", args=[berta.pk]) in client.get("/verwaltung/users/").content.decode()
    page = client.get(reverse("zweiter_faktor_reset", args=[berta.pk]))
    assert "von berta werden gelöscht" in page.content.decode()
    assert Authenticator.objects.filter(user=berta).exists(), "looking changes nothing"
    client.post(reverse("zweiter_faktor_reset", args=[berta.pk]))
    assert not Authenticator.objects.filter(user=berta).exists()
    assert Authenticator.objects.filter(user=konto).exists()
    assert recorded() == [("berta", "anna")]
    assert hers.get("/verwaltung/")["Location"] == "/konto/zweiter-faktor/", "open sessions are incomplete"
    assert "Zweiter Faktor zurückgesetzt" in client.get("/verwaltung/reports/site-history/").content.decode()


def test_on_the_command_line(konto):
    app_of(konto)
    out = StringIO()
    call_command("zweiter_faktor_reset", "anna", stdout=out)
    assert "1 Faktoren gelöscht" in out.getvalue()
    call_command("zweiter_faktor_reset", "anna", stdout=out)
    assert "hatte keinen" in out.getvalue()
    assert recorded() == [("anna", "")] * 2
    with pytest.raises(CommandError):
        call_command("zweiter_faktor_reset", "niemand")
