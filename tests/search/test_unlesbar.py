"""A row that cannot be read is left out of the index and named; all others are found."""

import logging
from io import StringIO

import pytest
from django.core.management import call_command

from leistungen.models import Leistung
from search import indexing, suchmaschinen
from search.tasks import reconcile

pytestmark = pytest.mark.django_db


@pytest.fixture
def kaputt(katalog, caplog):
    """A Leistung with a key that has lost its number."""
    caplog.set_level(logging.WARNING)
    katalog.gestattung.schluessel = [{"quelle": "LeiKa"}]
    return katalog.gestattung


def test_a_new_index_has_all_others(kaputt, frage, caplog):
    kaputt.save()
    assert frage("hund").anzahl > 0
    assert frage("schankerlaubnis").anzahl == 0
    assert f"leistung:{kaputt.pk}" in caplog.text


def test_an_index_that_follows_leaves_it_out_until_it_can_be_read(kaputt, frage, caplog):
    assert frage("schankerlaubnis").anzahl == 1
    kaputt.save()
    assert frage("schankerlaubnis").anzahl == 0
    assert frage("hund").anzahl > 0
    kaputt.schluessel = []
    kaputt.save()
    assert frage("schankerlaubnis").anzahl == 1


def test_the_comparison_names_it_and_mends_it_once_it_can_be_read(kaputt, frage, caplog):
    kaputt.save()
    frage("hund")
    caplog.clear()
    reconcile()
    assert f"leistung:{kaputt.pk} unlesbar" in caplog.text
    out = StringIO()
    call_command("search_reconcile", stdout=out)
    assert f"leistung:{kaputt.pk}: unlesbar: KeyError('code')" in out.getvalue()
    Leistung.objects.filter(pk=kaputt.pk).update(schluessel=[])
    assert indexing.reconcile(suchmaschinen.embedded()) == {f"leistung:{kaputt.pk}:0:de": "fehlt"}
    assert frage("schankerlaubnis").anzahl == 1
