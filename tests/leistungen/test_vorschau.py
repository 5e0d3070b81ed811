"""A draft as citizens would read it: in the form's preview, and at any place in any language."""

from copy import deepcopy

import pytest
from django.urls import reverse

from leistungen.services.texte import page_for
from tests.leistungen.formulardaten import formular, modul
from tests.leistungen.test_formular import Tisch


@pytest.fixture(scope="module")
def gedeckt(geteilt) -> Tisch:
    return Tisch()


@pytest.fixture
def tisch(gedeckt, db) -> Tisch:
    return deepcopy(gedeckt)


def preview(client, page, mode):
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    posted = client.post(url, formular(modul("volltext", "<p>Im Entwurf: 99 Euro.</p>")))
    assert posted.json() == {"is_valid": True, "is_available": True}
    return client.get(url, {"mode": mode}).content.decode()


def test_a_draft_is_read_at_a_place_with_the_texts_above(tisch, client):
    client.force_login(tisch.redakteur)
    modes = dict(tisch.page.preview_modes)
    assert {"vg-kaisersesch", "laubach-cochem-zell"} <= set(modes)
    assert "mayen" not in modes
    shown = preview(client, tisch.page, "laubach-cochem-zell")
    assert "Im Entwurf: 99 Euro." in shown
    assert "So ist es im ganzen Land." in shown
    assert "Bei uns in vg: 80 Euro." not in shown


@pytest.mark.parametrize(
    ("ort", "sprache", "found"),
    [
        ("Masburg", "de", "Im Entwurf: 99 Euro."),
        ("Masburg", "en", "Im Entwurf: 99 Euro."),
        ("mayen", "de", "Bei uns in mayen: 80 Euro."),
        ("", "de", "So ist es im ganzen Land."),
    ],
)
def test_a_draft_is_read_at_any_place_in_any_language(tisch, client, ort, sprache, found):
    client.force_login(tisch.redakteur)
    url = reverse("wagtailadmin_pages:edit", args=[tisch.page.pk])
    client.post(url, formular(modul("volltext", "<p>Im Entwurf: 99 Euro.</p>")))
    url = reverse("text_ansehen", args=[tisch.page.pk])
    shown = client.post(url, {"ort": ort, "sprache": sprache}).content.decode()
    assert found in shown
    assert f'<html lang="{sprache}"' in shown


def test_a_place_that_is_not_clear_is_asked_for(tisch, client):
    client.force_login(tisch.redakteur)
    answer = client.post(reverse("text_ansehen", args=[tisch.page.pk]), {"ort": "Entenhausen", "sprache": "de"})
    assert "kennt das Verzeichnis nicht" in answer.content.decode()


def test_the_public_page_knows_nothing_of_a_preview(tisch, client):
    client.force_login(tisch.redakteur)
    preview(client, tisch.page, "laubach-cochem-zell")
    client.logout()
    public = client.get("/leistungen/hundesteuer/laubach-cochem-zell/").content.decode()
    assert "Im Entwurf" not in public
    assert "Bei uns in vg: 80 Euro." in public


def test_the_land_previews_where_others_write(tisch):
    page = page_for(tisch.redaktionen["land"], tisch.leistung)
    assert [slug for slug, _name in page.preview_modes][:3] == ["rheinland-pfalz", "vg-kaisersesch", "mayen"]
