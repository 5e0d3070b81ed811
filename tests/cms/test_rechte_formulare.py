"""Forms and choosers of offices, staff and responsibilities: a forged id is refused, a chooser shows the own only."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import Bild, Darstellung, Dokument, Organisationseinheit, Person
from leistungen.models import Leistung, Zustaendigkeit
from leistungen.services.texte import page_for, start_text
from tests.factories.cms import OrganisationseinheitFactory, PersonFactory, StandortFactory, UserFactory
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory

pytestmark = pytest.mark.django_db
FREMD = "Diese Auswahl gehört nicht zu Ihrem Bereich."


@pytest.fixture
def redakteur(welt):
    return welt.client("redakteur")


def errors(response):
    assert response.status_code == 200, "the form was accepted"
    return {name: " ".join(found) for name, found in response.context["form"].errors.items()}


# --- Offices ----------------------------------------------------------------------------------------------------------


def office(**mehr):
    data = {
        "name": "Bauamt",
        "slug": "bauamt",
        "verwaltung": "VG",
        "beschreibung": "null",
        "standorte": inline_formset([]),
    }
    return nested_form_data(data | mehr)


def test_an_office_is_made_in_the_own_redaktion_whatever_is_posted(welt, redakteur):
    redakteur.post(reverse("stellen:add"), office(redaktion=welt.redaktionen["mayen"].pk))
    assert Organisationseinheit.objects.get(slug="bauamt").redaktion == welt.redaktionen["vg"]


def test_an_office_with_its_location_hours_and_exceptions(welt, redakteur):
    standort = {
        "name": "Rathaus", "strasse": "Am Markt 1", "plz": "56759", "ort": "Kaisersesch", "hinweis": "",
        "telefon": "", "email": "",
        "oeffnungszeiten": inline_formset([{"tag": "0", "von": "08:00", "bis": "12:00"}]),
        "schliesstage": inline_formset([{"datum": "24.12.2026", "geschlossen": "on", "von": "", "bis": ""}]),
    }  # fmt: skip
    redakteur.post(reverse("stellen:add"), office(standorte=inline_formset([standort])))
    karte = Organisationseinheit.objects.get(slug="bauamt").karte
    assert karte["standorte"][0]["zeiten"] == [[0, "08:00", "12:00"]]
    assert karte["standorte"][0]["ausnahmen"][0]["datum"] == "2026-12-24"


def test_an_office_lies_below_an_own_one(welt, redakteur):
    foreign = redakteur.post(reverse("stellen:add"), office(uebergeordnet=welt.stellen["mayen"].pk))
    assert FREMD in errors(foreign)["uebergeordnet"]
    redakteur.post(reverse("stellen:add"), office(uebergeordnet=welt.stellen["vg"].pk))
    assert Organisationseinheit.objects.get(slug="bauamt").uebergeordnet == welt.stellen["vg"]


def test_the_operator_keeps_redaktionen_apart_too(welt):
    betrieb = welt.client("betrieb")
    data = office(redaktion=welt.redaktionen["vg"].pk, uebergeordnet=welt.stellen["mayen"].pk)
    assert "anderen Redaktion" in errors(betrieb.post(reverse("stellen:add"), data))["uebergeordnet"]


# --- Staff ------------------------------------------------------------------------------------------------------------


def staff(stelle):
    return {"stelle": stelle.pk, "vorname": "Jörg", "nachname": "Weiß", "funktion": "Bauakten", "name_zeigen": "on"}


def test_staff_belongs_to_an_own_office(welt, redakteur):
    assert FREMD in errors(redakteur.post(reverse("personen:add"), staff(welt.stellen["mayen"])))["stelle"]
    redakteur.post(reverse("personen:add"), staff(welt.stellen["vg"]))
    redakteur.post(reverse("personen:add"), staff(welt.stellen["vg"]))
    slugs = Person.objects.filter(nachname="Weiß").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["amt-vg-joerg-weiss", "amt-vg-joerg-weiss-2"]


# --- Zuständigkeiten --------------------------------------------------------------------------------------------------


def zustaendigkeit(welt, **mehr):
    data = {
        "leistung": welt.leistungen["gestattung"].pk,
        "gebiet": welt.orte.vg.pk,
        "rolle": "zustaendige_stelle",
        "stelle": welt.stellen["vg"].pk,
        "personen": [welt.stellen["vg"].personen.get().pk],
    }
    return data | mehr


def test_a_responsibility_of_the_own_office(welt, redakteur):
    redakteur.post(reverse("zustaendigkeiten:add"), zustaendigkeit(welt, gebiet=welt.orte.laubach.pk))
    made = Zustaendigkeit.objects.get(leistung=welt.leistungen["gestattung"])
    assert (made.redaktion, made.gebiet) == (welt.redaktionen["vg"], welt.orte.laubach)
    assert made.personen.count() == 1


@pytest.mark.parametrize(
    ("field", "forged"),
    [
        ("stelle", lambda welt: welt.stellen["mayen"].pk),
        ("gebiet", lambda welt: welt.orte.mayen.pk),
        ("gebiet", lambda welt: welt.orte.kreis.pk),
        ("personen", lambda welt: [welt.stellen["mayen"].personen.get().pk]),
    ],
)
def test_a_responsibility_names_nothing_foreign(welt, redakteur, field, forged):
    response = redakteur.post(reverse("zustaendigkeiten:add"), zustaendigkeit(welt, **{field: forged(welt)}))
    assert field in errors(response)


def test_a_responsibility_is_entered_once(welt, redakteur):
    twin = zustaendigkeit(welt, leistung=welt.leistungen["hundesteuer"].pk)
    assert "schon eingetragen" in errors(redakteur.post(reverse("zustaendigkeiten:add"), twin))["stelle"]
    url = reverse("zustaendigkeiten:edit", args=[welt.zustaendigkeit.pk])
    assert redakteur.post(url, twin).status_code == 302


def test_the_operator_names_places_in_the_area_of_the_office(welt):
    betrieb = welt.client("betrieb")
    response = betrieb.post(reverse("zustaendigkeiten:add"), zustaendigkeit(welt, gebiet=welt.orte.mayen.pk))
    assert "nicht im Gebiet" in errors(response)["gebiet"]
    foreign = welt.stellen["mayen"].personen.get().pk
    response = betrieb.post(reverse("zustaendigkeiten:add"), zustaendigkeit(welt, personen=[foreign]))
    assert "ausgewählten Stelle" in errors(response)["personen"]


def test_an_office_of_the_district_serves_the_whole_district(welt):
    """A Zweckverband's office belongs to a Redaktion, and its area is that Redaktion's."""
    kreis = welt.redaktionen["kreis"]
    verband = OrganisationseinheitFactory(redaktion=kreis, slug="azv", verwaltung="Abfallzweckverband")
    user = UserFactory(gruppen=[kreis.redakteure])
    client = welt.client("anonym")
    client.force_login(user)
    client.post(
        reverse("zustaendigkeiten:add"),
        zustaendigkeit(welt, stelle=verband.pk, gebiet=welt.orte.vg.pk, personen=[]),
    )
    assert Zustaendigkeit.objects.get(stelle=verband).gebiet == welt.orte.vg


# --- Leistungen -------------------------------------------------------------------------------------------------------


def leistung(**mehr):
    return {
        "bezeichnung": "Gästekarte", "slug": "gaestekarte", "synonyme": "Kurkarte\nKurkarte\n\n Tages  karte",
        "schluessel": "", "typisierung": "", "themenfeld": "",
    } | mehr  # fmt: skip


def test_a_leistung_keeps_its_address_and_its_redaktion(welt, redakteur):
    data = leistung(slug="anders", redaktion=welt.redaktionen["land"].pk, lebenslagen=[welt.lebenslage.pk])
    redakteur.post(reverse("leistungen:edit", args=[welt.eigene_leistung.pk]), data)
    welt.eigene_leistung.refresh_from_db()
    assert welt.eigene_leistung.slug == "gaestekarte"
    assert welt.eigene_leistung.redaktion == welt.redaktionen["vg"]
    assert welt.eigene_leistung.synonyme == ["Kurkarte", "Tages karte"]
    assert welt.eigene_leistung.lebenslagen.get() == welt.lebenslage


def test_a_leistung_says_for_whom_it_is(welt, redakteur):
    edit = reverse("leistungen:edit", args=[welt.eigene_leistung.pk])
    redakteur.post(edit, leistung(zielgruppen=["unternehmen", "buerger"]))
    welt.eigene_leistung.refresh_from_db()
    assert welt.eigene_leistung.zielgruppen == ["unternehmen", "buerger"]
    page = redakteur.get(edit).content.decode()
    assert page.count('name="zielgruppen"') == 3
    assert 'value="unternehmen" ' in page
    response = redakteur.post(edit, leistung(zielgruppen=["hunde"]))
    assert "zielgruppen" in response.context["form"].errors


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1234; LeiKa; 2026-11-24", "14 Ziffern"),
        ("99025002056000; LeiKa", "Schlüssel; Quelle; Tag"),
        ("99025002056000; LeiKa; gestern", "Form 2026-11-24"),
    ],
)
def test_a_key_is_checked(welt, redakteur, line, message):
    url = reverse("leistungen:edit", args=[welt.eigene_leistung.pk])
    assert message in errors(redakteur.post(url, leistung(schluessel=line)))["schluessel"]


def test_a_key_is_kept_with_its_source(welt, redakteur):
    url = reverse("leistungen:edit", args=[welt.eigene_leistung.pk])
    redakteur.post(url, leistung(schluessel="99025002056000; LeiKa 2019; 2019-10-05"))
    welt.eigene_leistung.refresh_from_db()
    assert welt.eigene_leistung.schluessel == [
        {"code": "99025002056000", "quelle": "LeiKa 2019", "stand": "2019-10-05"}
    ]
    assert b"99025002056000; LeiKa 2019; 2019-10-05" in redakteur.get(url).content


# --- Pages and settings of the group Portal ---------------------------------------------------------------------------


def test_the_logo_is_an_image_of_the_portal(welt):
    portal = welt.client("portal")
    url = reverse("wagtailsettings:edit", args=["cms", "darstellung", welt.start.get_site().pk])
    data = {
        "name": "Portal",
        "farbe": "#003c76",
        "farbe_flaeche": "#e8eff6",
        "hinweis_art": "info",
        "logo": welt.bild.pk,
    }
    assert FREMD in errors(portal.post(url, data))["logo"]
    own = Bild.objects.create(title="Wappen", file=get_test_image_file(), collection=portal_collection())
    assert portal.post(url, data | {"logo": own.pk}).status_code == 302
    assert Darstellung.objects.get().logo == own


def portal_collection():
    return Collection.objects.get(name="Portal")


def test_images_and_documents_go_into_the_own_collection(welt, redakteur):
    foreign, own = welt.redaktionen["mayen"].collection, welt.redaktionen["vg"].collection
    for collection in (foreign, own):
        data = {"title": "Plan", "file": ContentFile(b"%PDF-1.4", "plan.pdf"), "collection": collection.pk}
        redakteur.post(reverse("wagtaildocs:add"), data)
    assert {document.collection for document in Dokument.objects.filter(title="Plan")} == {own}


# --- Lists and choosers -----------------------------------------------------------------------------------------------


def html(client, name, **query):
    return client.get(reverse(name), query).content.decode()


def test_lists_show_the_own(welt, redakteur):
    assert "Amt vg" in html(redakteur, "stellen:index")
    assert "Amt mayen" not in html(redakteur, "stellen:index")
    assert "Amt mayen" not in html(redakteur, "personen:index")
    assert "Amt mayen" not in html(redakteur, "zustaendigkeiten:index")


def test_all_leistungen_are_listed_and_lead_to_the_own_text(welt, redakteur):
    shown = html(redakteur, "leistungen:index")
    assert "Hundesteuer" in shown
    assert f"{reverse('text_beginnen')}?leistung={welt.leistungen['gestattung'].pk}" in shown
    assert reverse("leistungen:edit", args=[welt.leistungen["gestattung"].pk]) not in shown
    assert reverse("leistungen:edit", args=[welt.eigene_leistung.pk]) in shown


def test_choosers_offer_what_forms_accept(welt, redakteur):
    assert "Amt vg" in html(redakteur, "stelle_chooser:choose_results")
    assert "Amt mayen" not in html(redakteur, "stelle_chooser:choose_results")
    places = html(redakteur, "ort_chooser:choose_results")
    assert "Laubach" in places
    assert "Mayen" not in places


def test_a_place_is_found_by_part_of_its_name(welt, redakteur):
    found = html(redakteur, "ort_chooser:choose_results", q="lauba")
    assert "Laubach" in found
    assert "Masburg" not in found


def test_a_leistung_is_found_by_what_people_call_it(welt, redakteur):
    LeistungFactory(bezeichnung="Gaststättenerlaubnis", synonyme=["Konzession"], redaktion=welt.redaktionen["land"])
    found = html(redakteur, "leistung_chooser:choose_results", q="konzess")
    assert "Gaststättenerlaubnis" in found
    assert "Hundesteuer" not in found


def test_the_explorer_and_the_page_chooser_show_own_areas_and_public_pages(welt, redakteur):
    foreign, own = page_for(welt.redaktionen["mayen"], welt.leistungen["hundesteuer"]), welt.text
    explorer = html(redakteur, "wagtailadmin_explore_root")
    assert str(own.get_parent()) in explorer
    assert str(foreign.get_parent()) not in explorer
    root = html(redakteur, "wagtailadmin_choose_page")
    assert str(foreign.get_parent()) not in root
    assert "Portal" in root


@pytest.mark.parametrize("name", ["stellen", "personen", "zustaendigkeiten", "leistungen"])
def test_a_list_costs_the_same_however_long(welt, redakteur, django_assert_max_num_queries, name):
    url = reverse(f"{name}:index")
    redakteur.get(url)
    with django_assert_max_num_queries(100) as short:
        redakteur.get(url)
    cost = len(short)
    stelle = welt.stellen["vg"]
    for _number in range(5):
        unit = OrganisationseinheitFactory(redaktion=stelle.redaktion, uebergeordnet=stelle)
        StandortFactory(stelle=unit)
        PersonFactory(stelle=unit)
        one = LeistungFactory(redaktion=stelle.redaktion)
        ZustaendigkeitFactory(leistung=one, gebiet=welt.orte.vg, stelle=unit)
    redakteur.get(url)  # reads the journal of these changes
    with django_assert_max_num_queries(cost):
        redakteur.get(url)


@pytest.mark.slow
def test_the_chooser_of_leistungen_is_quick_with_5000(welt, redakteur, django_assert_max_num_queries):
    land = welt.redaktionen["land"]
    Leistung.objects.bulk_create(
        Leistung(slug=f"l-{n}", bezeichnung=f"Leistung {n}", redaktion=land) for n in range(5000)
    )
    with django_assert_max_num_queries(12):
        assert "Leistung 4999" in html(redakteur, "leistung_chooser:choose_results", q="4999")


# --- Deleting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["stellen", "leistungen"])
def test_what_others_build_on_is_not_deleted(welt, name):
    client = welt.client("freigabe")
    OrganisationseinheitFactory(redaktion=welt.redaktionen["vg"], uebergeordnet=welt.stellen["vg"])
    start_text(redaktion=welt.redaktionen["vg"], leistung=welt.eigene_leistung)
    url = reverse(f"{name}:delete", args=[welt.objekte[name].pk])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code in {200, 302}
    welt.objekte[name].refresh_from_db()


def test_the_release_deletes_what_is_its_own(welt):
    welt.client("freigabe").post(reverse("zustaendigkeiten:delete", args=[welt.zustaendigkeit.pk]))
    assert not Zustaendigkeit.objects.filter(pk=welt.zustaendigkeit.pk).exists()


def test_an_office_that_is_responsible_cannot_be_deleted(welt):
    stelle, url = welt.stellen["vg"], reverse("stellen:delete", args=[welt.stellen["vg"].pk])
    client = welt.client("freigabe")
    assert "verhindern, dass es gelöscht wird" in client.get(url).content.decode()
    client.post(url)
    assert Organisationseinheit.objects.filter(pk=stelle.pk).exists()
    assert stelle.personen.exists()
