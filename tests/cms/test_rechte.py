"""Who may do what in the admin: every address of the URL resolver × role.

Ours row by row; an address without a row fails. Wagtail's own by a rule for its namespace.
"""

import logging

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Task, Workflow

from leistungen.models import FreigabeTask
from tests.anmeldung import app_of
from tests.rechtewelt import ANMELDEN, ROLLEN, VERWEIGERT, adressen, ask

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::Warning")]

JA, NEIN, WEG = 200, VERWEIGERT, 404

# What belongs to a Redaktion: its Redakteur, its Freigabe, a Redaktion elsewhere, the group Portal, a superuser.
LISTE = (JA, JA, JA, NEIN, JA)
OBJEKT = (JA, JA, WEG, WEG, JA)
BEARBEITEN = (JA, JA, WEG, NEIN, JA)
LOESCHEN = (NEIN, JA, WEG, WEG, JA)
ALLE = (JA, JA, JA, JA, JA)
PORTAL = (NEIN, NEIN, NEIN, JA, JA)
BETRIEB = (NEIN, NEIN, NEIN, NEIN, JA)
EIGENE = (JA, JA, NEIN, NEIN, JA)  # a page of the own Redaktion
NIEMAND = (NEIN,) * 5  # none of them works on cases (``tests/antraege/test_rechte.py``)
ABGELEHNT = (302, 302, NEIN, NEIN, 302)  # nobody does it; who may edit the page is told why

EIGEN = {
    "index": LISTE,
    "index_results": LISTE,
    "add": LISTE,
    "edit": BEARBEITEN,
    "delete": LOESCHEN,
    "history": OBJEKT,
    "history_results": OBJEKT,
    "usage": OBJEKT,
}
CHOOSER = {"choose": ALLE, "choose_results": ALLE, "chosen": OBJEKT, "chosen_multiple": ALLE}
VORGAENGE = ("vorgaenge", "vorgang", "vorgang_pdf", "vorgang_anlage", "vorgang_tabelle", "vorgang_folgen")
DES_PORTALS = dict.fromkeys(EIGEN, PORTAL)


def rows(namespace, table):
    return {f"{namespace}:{name}": expected for name, expected in table.items()}


TABELLE = {
    "text_beginnen": LISTE,
    "text_ansehen": (JA, JA, NEIN, NEIN, JA),
    "texte": (302, 302, 302, NEIN, 302),  # to the own texts
    "zu_pruefen": LISTE,
    "luecken": LISTE,
    "uebersetzungen": LISTE,
    "uebersetzungen_fehlen": LISTE,
    "uebersetzungen_dateien": LISTE,
    "uebersetzung_aendern": (302, 302, NEIN, NEIN, 302),  # a German page: to its form
    "anmerkungen": LISTE,
    "entwuerfe": LISTE,
    "freigaben": (NEIN, JA, JA, NEIN, JA),
    **rows("redaktionen", {name: BETRIEB for name in EIGEN if name not in {"add", "delete", "usage"}}),
    "redaktion_aufloesen": BETRIEB,
    "vorlegen": (JA, JA, NEIN, NEIN, JA),
    "rueckgaengig": (302, 302, NEIN, NEIN, 302),  # nothing to take back: to the form
    "freigabe": (302, 302, NEIN, NEIN, 302),  # nothing waits: back to the list
    "pruefungen": LISTE,
    "bilder_ohne_text": LISTE,
    "tote_links": ALLE,
    "stelle_nennungen": BEARBEITEN,
    "person_nennungen": BEARBEITEN,
    "person_ersetzen": BEARBEITEN,
    "zweiter_faktor_reset": BETRIEB,
    "seite_uebersetzen": EIGENE,
    "uebersetzung_erneuern": EIGENE,
    "uebersetzung_vorschau": EIGENE,
    "uebersetzung_holen": EIGENE,
    "uebersetzung_bringen": ABGELEHNT,  # without a file
    "uebersetzung_anhalten": ABGELEHNT,
    "uebersetzung_aufgeben": ABGELEHNT,
    "uebersetzungsbericht": BETRIEB,
    "uebersetzungsbericht_results": BETRIEB,
    "formulare": (302, 302, 302, NEIN, 302),  # to the own forms
    "formular_pruefen": EIGENE,
    "formular_ausprobieren": (302, 302, NEIN, NEIN, 302),  # to the form
    "formular_fall": EIGENE,
    "formular_beispiel": EIGENE,
    "formular_beispiel_oeffnen": (302, 302, NEIN, NEIN, 302),  # to the form
    "formular_beispiel_stimmt": (302, 302, NEIN, NEIN, 302),  # back to the case
    "formular_beispiel_name": EIGENE,
    "formular_beispiel_loeschen": EIGENE,
    "formular_sprache": (NEIN, JA, NEIN, NEIN, JA),
    "fassung_beenden": (NEIN, JA, NEIN, NEIN, JA),
    "vorgangsnummern": (NEIN, JA, JA, NEIN, JA),
    "vorgangsnummer": (NEIN, JA, WEG, NEIN, JA),
    **rows("stellen", EIGEN),
    **rows("personen", EIGEN),
    **rows("zustaendigkeiten", EIGEN),
    **rows("leistungen", EIGEN | {"index": ALLE, "index_results": ALLE}),
    **rows("sammlungen", EIGEN),
    **rows("sitzungen", EIGEN),
    **rows("lebenslagen", DES_PORTALS),
    "was_gesucht_wird": PORTAL,
    **rows("synonyme", DES_PORTALS),
    **rows("sachbearbeitungen", dict.fromkeys(EIGEN, BETRIEB)),
    **dict.fromkeys(VORGAENGE, NIEMAND),
    "vorgang_protokoll": BETRIEB,
    **rows("anheftungen", DES_PORTALS),
    **rows("anheftung_stelle", dict.fromkeys(CHOOSER, PORTAL)),
    **rows("anheftung_ort", dict.fromkeys(CHOOSER, PORTAL)),
    **rows("meldungen", {name: PORTAL for name in DES_PORTALS if name != "add"}),
    **rows("orte", {"list": ALLE, "list_results": ALLE, "inspect": ALLE}),
    **rows("stelle_chooser", CHOOSER),
    **rows("ort_chooser", CHOOSER),
    **rows("leistung_chooser", CHOOSER | {"chosen": ALLE}),
}

# --- Wagtail's own ----------------------------------------------------------------------------------------------------

WEITERGELEITET = {  # to the pages of cms.konto, whoever asks
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
OEFFENTLICH = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"} | WEITERGELEITET
ZU = {VERWEIGERT, 302, 403, 404, 405}
ALLE_ROLLEN = frozenset(ROLLEN) - {"anonym"}
EIGENE_ROLLEN = frozenset({"redakteur", "freigabe", "betrieb"})
NUR_BETRIEB = frozenset({"betrieb"})

# Who gets in, by namespace.
NAMENSRAEUME = {
    "": ALLE_ROLLEN,
    "wagtailadmin_api:pages": ALLE_ROLLEN,
    "wagtailadmin_api:documents": ALLE_ROLLEN,
    "wagtailadmin_api:images": ALLE_ROLLEN,
    "wagtailadmin_pages": EIGENE_ROLLEN,
    "wagtailadmin_collections": NUR_BETRIEB,
    "wagtailadmin_workflows": NUR_BETRIEB,
    "wagtailadmin_reports": ALLE_ROLLEN,
    "wagtailadmin_editing_sessions": EIGENE_ROLLEN,
    "wagtail_localize": EIGENE_ROLLEN,
    "wagtailsettings": frozenset({"portal", "betrieb"}),
    "wagtailredirects": NUR_BETRIEB,
    "wagtailembeds": ALLE_ROLLEN,
    "wagtailsnippets": NUR_BETRIEB,
    "wagtaildocs": EIGENE_ROLLEN,
    "wagtailimages": EIGENE_ROLLEN,
    "wagtaildocs_chooser": ALLE_ROLLEN,
    "wagtailimages_chooser": ALLE_ROLLEN,
    "wagtaillocales": NUR_BETRIEB,
    "wagtailsites": NUR_BETRIEB,
    "wagtailusers_users": NUR_BETRIEB,
    "wagtailusers_groups": NUR_BETRIEB,
}

# Addresses that lead to no object of a Redaktion, in namespaces that do.
OHNE_OBJEKT = {
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:confirm_workflow_cancellation",  # a question; without a workflow there is nothing to answer
    "wagtailadmin_editing_sessions:release",  # ends one's own session only
    "wagtailadmin_workflows:task_chooser",  # lists tasks; there are none
    "wagtailadmin_workflows:task_chooser_results",
    "wagtailadmin_workflows:task_chooser_create",
    "wagtail_localize:javascript_catalog",
    "wagtaildocs:index",
    "wagtaildocs:index_results",
    "wagtaildocs:add",
    "wagtaildocs:add_multiple",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
}
KAPUTT = {
    "wagtailadmin_error_test",  # fails on purpose
    "wagtailredirects:process_import",  # Wagtail expects a file
}


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def test_every_address_of_ours_has_a_row():
    ours = {adresse.name for adresse in adressen() if adresse.unser}
    assert ours == set(TABELLE)


def test_every_namespace_of_wagtail_has_a_rule():
    assert {adresse.namespace for adresse in adressen() if not adresse.unser} == set(NAMENSRAEUME)


def test_nobody_gets_in_without_a_login(welt):
    client = welt.client("anonym")
    closed = [one for one in adressen() if one.name not in OEFFENTLICH]
    found = {one.name: ask(client, welt.url(one)) for one in closed}
    assert {name: code for name, code in found.items() if code != ANMELDEN} == {}


def test_wagtails_own_doors_lead_to_ours(welt):
    for rolle in ("anonym", "betrieb"):
        client = welt.client(rolle)
        for adresse in adressen():
            if adresse.name in WEITERGELEITET:
                assert client.post(welt.url(adresse))["Location"].startswith("/konto/"), adresse.name


@pytest.mark.parametrize("rolle", ROLLEN[1:])
def test_nobody_gets_in_without_a_second_factor(welt, rolle):
    """With one that was not shown, to where it is asked for; without any, to where it is set up."""
    closed = [one for one in adressen() if one.name not in WEITERGELEITET]
    client = welt.client(rolle, zweiter_faktor=False)
    for ziel in ("/konto/zweiter-faktor/", "/konto/bestaetigen/code/"):
        found = {one.name: getattr(client.get(welt.url(one)), "url", "") for one in closed}
        assert {name: url for name, url in found.items() if not url.startswith(ziel)} == {}
        app_of(welt.konten[rolle])


@pytest.mark.parametrize("rolle", ROLLEN[1:])
def test_our_addresses(welt, rolle):
    client = welt.client(rolle)
    column = ROLLEN.index(rolle) - 1
    ours = [adresse for adresse in adressen() if adresse.unser]
    found = {adresse.name: ask(client, welt.url(adresse)) for adresse in ours}
    assert found == {adresse.name: TABELLE[adresse.name][column] for adresse in ours}


@pytest.mark.slow
@pytest.mark.parametrize("rolle", ROLLEN[1:])
def test_wagtails_addresses(welt, rolle):
    client = welt.client(rolle)
    wrong = {}
    for adresse in adressen():
        if adresse.unser or adresse.name in OEFFENTLICH | KAPUTT:
            continue
        code = ask(client, welt.url(adresse))
        gets_in = rolle in NAMENSRAEUME[adresse.namespace] or adresse.name in OHNE_OBJEKT
        if code == ANMELDEN or code == 500 or (not gets_in and code not in ZU):
            wrong[adresse.name] = code
    assert wrong == {}


def test_wagtails_own_groups_and_workflow_are_gone():
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert [one.name for one in Workflow.objects.all()] == ["Freigabe"]
    assert [type(one) for one in Task.objects.specific()] == [FreigabeTask]
