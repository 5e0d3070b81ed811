"""Demo logins: one password, marked as such, never in production."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from cms.services.demo_konten import ensure_demo_konten
from cms.services.rat_gruppe import ensure_rat_group
from tests.factories.cms import redaktion

pytestmark = pytest.mark.django_db


def test_each_redaktion_gets_one_for_each_group_and_the_portal_one(orte):
    mayen = redaktion(orte.mayen)
    konten = ensure_demo_konten(passwort="erstes")
    names = ["demo-redakteur-mayen", "demo-freigabe-mayen", "demo-sachbearbeitung-mayen"]
    assert [konto.username for konto in konten] == ["demo-portal", *names]
    assert authenticate(username="demo-portal", password="erstes").is_superuser
    redakteur = authenticate(username="demo-redakteur-mayen", password="erstes")
    assert not redakteur.is_superuser
    assert list(redakteur.groups.all()) == [mayen.redakteure]
    assert redakteur.first_name == "Demo"
    sachbearbeitung = authenticate(username="demo-sachbearbeitung-mayen", password="erstes")
    assert [group.name for group in sachbearbeitung.groups.all()] == [f"{mayen.name} – Sachbearbeitung"]


def test_the_council_gets_one_where_there_is_its_group(db):
    rat = ensure_rat_group()
    konten = ensure_demo_konten(passwort="erstes")
    assert [konto.username for konto in konten] == ["demo-portal", "demo-rat"]
    konto = authenticate(username="demo-rat", password="erstes")
    assert (list(konto.groups.all()), konto.first_name) == ([rat], "Demo")


def test_again_changes_nothing_and_another_password_reaches_all(orte, django_assert_max_num_queries):
    redaktion(orte.mayen)
    ensure_demo_konten(passwort="erstes")
    before = set(get_user_model().objects.values_list("username", "password"))
    with django_assert_max_num_queries(6):
        ensure_demo_konten(passwort="erstes")
    assert set(get_user_model().objects.values_list("username", "password")) == before
    redaktion(orte.vg)
    ensure_demo_konten(passwort="zweites")
    for username in get_user_model().objects.values_list("username", flat=True):
        assert authenticate(username=username, password="zweites")


def test_production_refuses(settings, tmp_path):
    settings.PRODUCTION, settings.DATEN_DIR = True, tmp_path
    for command in ("demo_logins", "portal_run"):
        with pytest.raises(CommandError):
            call_command(command)
    assert not get_user_model().objects.exists()
