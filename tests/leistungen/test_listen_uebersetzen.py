"""Typed lists in other languages: each entry in its own words, at whatever places it holds."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail_localize.models import Translation, TranslationSource

from cms.orte import verzeichnis
from leistungen.fassung import fassung
from leistungen.models import Textstand
from leistungen.services.texte import write_text
from leistungen.services.uebersetzen import translate_text
from tests.factories.cms import UserFactory, redaktion
from tests.factories.leistungen import LeistungFactory
from tests.leistungen.formulardaten import formular, modul

pytestmark = pytest.mark.django_db

ORTE = ("laubach", "masburg")


@pytest.fixture
def vg(orte):
    team = redaktion(orte.vg)
    return team, LeistungFactory(redaktion=team, slug="hundesteuer"), orte


def write(vg, places):
    """A list with an entry for each set of places."""
    team, leistung, orte = vg
    entries = [
        {
            "richtung": "ausgehend",
            "bezeichnung": f"Bescheid {n}",
            "hinweis": "",
            "gilt_fuer": sorted(getattr(orte, name).pk for name in names),
        }
        for n, names in enumerate(places)
    ]
    return write_text(redaktion=team, leistung=leistung, module={"dokumente": [{"inhalt": entries}]}).page


def named(ort, sprache):
    found = fassung("hundesteuer", verzeichnis().by_slug[ort.slug], sprache).abschnitt("dokumente")
    return [item["bezeichnung"] for teil in found.teile for item in teil.text.inhalt] if found else []


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    places=st.lists(st.sets(st.sampled_from(ORTE)), min_size=1, max_size=5),
    sprache=st.sampled_from(["en", "de-simple"]),
)
def test_every_entry_has_its_own_words_at_every_place(vg, places, sprache):
    page = write(vg, places)
    words = [{"bezeichnung": f"notice {n}"} for n in range(len(places))]
    translate_text(page=page, sprache=sprache, module={"dokumente": [words]})
    orte = vg[2]
    for name in ORTE:
        german = named(getattr(orte, name), "de")
        assert named(getattr(orte, name), sprache) == [one.replace("Bescheid", "notice") for one in german]
        expected = {f"Bescheid {n}" for n, names in enumerate(places) if not names or name in names}
        assert set(german) == expected


def test_a_german_entry_that_moves_to_another_place_takes_its_words_along(vg):
    words = [{"bezeichnung": "notice 0"}, {"bezeichnung": "notice 1"}]
    translate_text(page=write(vg, [(), ()]), sprache="de-simple", module={"dokumente": [words]})
    write(vg, [(), ("masburg",)])
    orte = vg[2]
    assert named(orte.masburg, "de-simple") == ["notice 0", "notice 1"]
    assert named(orte.laubach, "de-simple") == ["notice 0"]


# --- The form ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def simple(vg):
    """A page in Leichte Sprache beside a German list with an entry for all and one for Masburg."""
    page = write(vg, [(), ("masburg",)])
    translate_text(page=page, sprache="de-simple", module={"dokumente": [[{"bezeichnung": "a"}, {"bezeichnung": "b"}]]})
    return page.get_translations().get(locale__language_code="de-simple")


def post(client, simple, entries, publish=True):
    client.force_login(UserFactory(is_superuser=True))
    [block] = simple.module
    german = simple.vorlagen()[block.id]
    section = modul("dokumente", entries, id_=block.id, modus="ersetzen", original=german.hash)
    return client.post(reverse("wagtailadmin_pages:edit", args=[simple.pk]), formular(section, publish=publish))


def test_the_german_list_stands_beside_in_its_order(simple):
    [german] = simple.vorlagen().values()
    assert [item["bezeichnung"] for item in german.teile[0].text.inhalt] == ["Bescheid 0", "Bescheid 1"]
    assert german.hash == Textstand.objects.get(sprache="de").module["dokumente"][0]["texthash"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_translated_list_with_other_rows_than_the_german_one_is_refused(client, simple, number):
    response = post(client, simple, [{"bezeichnung": f"Brief {n}"} for n in range(number)])
    assert response.status_code == 200
    [error] = response.context["form"].errors.as_data()["module"]
    assert "Der deutsche Text hat 2 Einträge" in str(error.as_json_data())


def test_with_as_many_it_is_published(client, simple, vg):
    assert post(client, simple, [{"bezeichnung": f"Brief {n}"} for n in range(2)]).status_code == 302
    assert named(vg[2].masburg, "de-simple") == ["Brief 0", "Brief 1"]


def test_a_draft_may_still_lack_some(client, simple):
    assert post(client, simple, [{"bezeichnung": "Brief"}], publish=False).status_code == 302


# --- The button -------------------------------------------------------------------------------------------------------


def test_leichte_sprache_begins_as_an_empty_text_beside_the_german_one(client, vg):
    page = write(vg, [()])
    client.force_login(UserFactory(gruppen=[vg[0].redakteure]))
    simple, english = (vg[0].seiten.get(locale__language_code=code).locale for code in ("de-simple", "en"))
    client.post(reverse("seite_uebersetzen", args=[page.pk]), {"locales": [simple.pk, english.pk]})
    begun = page.get_translation(simple)
    assert not begun.live
    response = client.get(reverse("wagtailadmin_pages:edit", args=[begun.pk]))
    form = response.context["form"]  # the page's own form, not the screen of sentences
    [german] = form.vorlagen.values()
    [block] = form.initial["module"]
    assert block.value["original"] == german.hash
    sentences = client.get(reverse("wagtailadmin_pages:edit", args=[page.get_translation(english).pk]))
    assert "translation" in sentences.context


def test_what_is_written_freely_is_bound_to_no_sentences_any_more(vg):
    """A portal may hold a page that was once begun sentence by sentence."""
    page = write(vg, [()])
    simple = vg[0].seiten.get(locale__language_code="de-simple").locale
    source, _created = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=simple).save_target(publish=False)
    translate_text(page=page, sprache="de-simple", module={"dokumente": [[{"bezeichnung": "Brief"}]]})
    assert named(vg[2].masburg, "de-simple") == ["Brief"]
