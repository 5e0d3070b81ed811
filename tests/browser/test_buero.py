"""The office in a real browser: nothing for axe to find, nothing sticks out, and one gets from the list to the end."""

import pytest

from antraege.models import Folge, Vorgang
from antraege.services.loeschen import delete_antrag
from cms import seitencache
from tests import datenbankstand
from tests.antraege.buerowelt import Buerowelt, url
from tests.antraege.test_vorgang_dateien import attach
from tests.browser.conftest import BREITEN, sticks_out, violations
from tests.browser.test_redaktion import Schreibtisch
from tests.browser.test_verwaltung_zugaenglich import VON_WAGTAIL
from tests.factories.cms import Orte

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def buero(live_server) -> Buerowelt:
    datenbankstand.restore("migriert")
    seitencache.abgleich.forget()
    return Buerowelt(Orte())


@pytest.fixture
def fenster(chromium, live_server, buero):
    opened: list[Schreibtisch] = []

    def open_for(rolle: str, path: str, **options) -> Schreibtisch:
        desk = Schreibtisch(chromium, live_server.url, **options)
        opened.append(desk)
        desk.login(buero.rollen[rolle], path)
        return desk

    yield open_for
    for desk in opened:
        desk.close()


def test_axe_finds_nothing_and_nothing_sticks_out(fenster, buero):
    fest = buero.vorgang(was="Kirmes\nmit Musik", zelt=True)
    attach(fest)
    gone = buero.vorgang("hund")
    delete_antrag(antrag=gone.antrag_id)
    Folge.objects.filter(art="pdf").update(zustand="gescheitert", versuche=6, fehler="OSError")
    screens = [
        ("sachbearbeiterin", one)
        for one in (
            "/verwaltung/",
            url(),
            f"{url()}?formular={fest.formular_id}",
            f"{url()}?q=nirgends",
            f"{url()}?bis=gestern",
            url(fest.pk),
            url(gone.pk),
            url("nicht-erledigt"),
        )
    ]
    screens += [
        ("aufsicht", url("protokoll")),
        ("bauamt", url()),
        ("betrieb", url("gruppen")),
        ("betrieb", url("gruppen", "new")),
    ]
    wrong = []
    for width in BREITEN:
        for rolle, path in screens:
            desk = fenster(rolle, path, width=width)
            wrong += [(path, width, *found) for found in violations(desk.page, without=VON_WAGTAIL)]
            wrong += [(path, width, "sticks out")] if sticks_out(desk.page) else []
            wrong += [(path, width, one) for one in desk.stoerungen]
    assert not wrong


def test_a_case_is_worked_off_by_keyboard(fenster, buero):
    fest = buero.vorgang()
    page = fenster("sachbearbeiterin", "/verwaltung/").page
    page.get_by_role("link", name="1 eingegangen").press("Enter")
    page.get_by_role("link", name=fest.nummer).press("Enter")
    page.get_by_label("Notiz für Kolleginnen und Kollegen").fill("Lageplan fehlt noch.")
    page.get_by_role("button", name="In Bearbeitung nehmen").press("Enter")
    page.get_by_text("Der Vorgang ist jetzt: in Bearbeitung.").wait_for()
    assert page.get_by_label("Notiz für Kolleginnen und Kollegen").input_value() == "Lageplan fehlt noch."
    page.get_by_role("button", name="Abschließen").press("Enter")
    page.get_by_text("Der Vorgang ist jetzt: abgeschlossen.").wait_for()
    assert Vorgang.objects.get().zustand == "abgeschlossen"
