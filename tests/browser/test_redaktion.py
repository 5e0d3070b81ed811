"""The editors' desk in a real browser: from the login to the citizens' page; under its Content-Security-Policy."""

from urllib.parse import urlsplit

import pytest

from cms import seitencache
from leistungen.models import ErgaenzungPage
from leistungen.verlauf import first_state
from tests import datenbankstand
from tests.anmeldung import Kunde
from tests.browser.conftest import open_page
from tests.rechtewelt import Rechtewelt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = "[data-contentpath='inhalt'] [role='textbox']"


class Schreibtisch:
    """A window in which somebody of the Verbandsgemeinde works; ``stoerungen`` is what went wrong in it."""

    def __init__(self, chromium, url, *, width=1280):
        self.url = url
        self.page = open_page(chromium, width=width)
        self.stoerungen: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.stoerungen.append(str(error)))
        self.page.on("request", self._asked)
        self.unanswered: set[object] = set()
        for event in ("requestfinished", "requestfailed"):
            self.page.on(event, lambda request: self.unanswered.discard(request))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _heard(self, message):
        if message.type == "error":
            self.stoerungen.append(message.text)

    def _asked(self, request):
        self.unanswered.add(request)
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(self.url).netloc:
            self.stoerungen.append(request.url)

    def close(self):
        """Leave nothing to the server that it would still be answering while the test empties its tables."""
        for left in (False, True):  # a page that is left still says so
            if left:
                self.page.goto("about:blank")
            for _tenth in range(50):
                self.page.wait_for_timeout(100)
                if not self.unanswered:
                    break
        self.page.context.close()

    def login(self, konto, path="/verwaltung/"):
        """Into a complete session; the way there is tested in ``test_anmelden``."""
        client = Kunde()
        client.force_login(konto)
        self.page.context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": self.url}])
        self.page.goto(f"{self.url}{path}")

    def go(self, path):
        self.page.goto(f"{self.url}{path}")
        self.page.wait_for_load_state("networkidle")

    def open_text(self):
        """The way an editor takes to the text about the dog tax."""
        self.page.locator("#wagtail-sidebar a", has_text="Texte").click()
        self.page.locator("main a", has_text="Hundesteuer").first.click()
        self.page.wait_for_selector(EDITOR)

    def module(self, name):
        """The panel of a section."""
        return self.page.locator("[data-streamfield-child]", has=self.page.get_by_role("heading", name=name)).first


@pytest.fixture
def welt(live_server):
    datenbankstand.restore("migriert")
    seitencache.abgleich.forget()
    with first_state():  # what is there at the beginning is no change that the council reads about
        return Rechtewelt()


@pytest.fixture
def tisch(chromium, welt, live_server):
    made = []

    def open_desk(rolle, path="/verwaltung/", **kwargs):
        desk = Schreibtisch(chromium, live_server.url, **kwargs)
        made.append(desk)
        desk.login(welt.konten[rolle], path)
        return desk

    yield open_desk
    for desk in made:
        desk.close()
    assert [fault for desk in made for fault in desk.stoerungen] == []


def test_from_the_draft_to_the_citizens_page(tisch, welt, chromium, live_server):
    redakteur = tisch("redakteur")
    redakteur.open_text()
    volltext = redakteur.module("Volltext")
    assert "So ist es im ganzen Land." in volltext.locator(".modul-vorlage").inner_text()
    volltext.locator(EDITOR).click()
    redakteur.page.keyboard.press("Control+End")
    redakteur.page.keyboard.type(" Jeder weitere Hund 100 Euro.")
    redakteur.page.wait_for_function(  # the editor hands its text to the form a moment later
        "() => document.getElementsByName('module-0-value-inhalt')[0].value.includes('100 Euro')"
    )
    assert redakteur.page.locator("[name='action-publish']").count() == 0
    redakteur.page.get_by_role("button", name="Entwurf speichern").click()
    redakteur.page.wait_for_selector(".messages .success")
    assert "100 Euro" not in citizen(chromium, live_server)

    freigabe = tisch("freigabe")
    freigabe.open_text()
    assert "100 Euro" in freigabe.module("Volltext").locator(EDITOR).inner_text()
    freigabe.page.locator("footer [data-w-dropdown-target='toggle'], footer .w-dropdown__toggle").first.click()
    freigabe.page.locator("[name='action-publish']").click()
    freigabe.page.wait_for_selector(".messages .success")
    text = citizen(chromium, live_server)
    assert "Bei uns in vg: 80 Euro. Jeder weitere Hund 100 Euro." in text
    assert "Spezielle Hinweise für – Verbandsgemeinde Kaisersesch" in text


def citizen(chromium, live_server) -> str:
    page = open_page(chromium)
    page.goto(f"{live_server.url}/leistungen/hundesteuer/laubach-cochem-zell/")
    text = page.locator("main").inner_text()
    page.context.close()
    return text


def test_a_form_that_has_saved_itself_is_no_conflict_of_its_own(tisch, welt):
    desk = tisch("redakteur")
    desk.open_text()
    opened = desk.page.locator("[name='loaded_revision_id']").input_value()
    desk.page.wait_for_timeout(2500)  # what is typed sooner Wagtail takes for what the form was opened with
    desk.module("Volltext").locator(EDITOR).click()
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type(" Jeder weitere Hund 100 Euro.")
    desk.page.wait_for_function(
        "before => document.getElementsByName('loaded_revision_id')[0].value !== before", arg=opened
    )
    desk.page.get_by_role("button", name="Entwurf speichern").click()
    desk.page.wait_for_selector(".messages .success")
    draft = ErgaenzungPage.objects.get(pk=welt.text.pk).get_latest_revision_as_object()
    assert "100 Euro" in str(draft.module[0].value["inhalt"])


def test_a_changed_upper_text_is_confirmed_by_a_click_and_not_before(tisch, welt):
    welt.write("land", "hundesteuer", "<p>Im Land gilt jetzt etwas anderes.</p>")
    desk = tisch("redakteur")
    desk.open_text()
    hint = desk.module("Volltext").locator(".modul-vorlage__hinweis")
    assert "hat sich geändert" in hint.inner_text()
    assert pin(welt) != welt.text.vorlagen()["volltext"].hash
    hint.get_by_role("button").click()
    assert "vermerkt" in hint.inner_text()
    desk.page.get_by_role("button", name="Entwurf speichern").click()
    desk.page.wait_for_selector(".messages .success")
    assert pin(welt) == welt.text.vorlagen()["volltext"].hash
    assert desk.module("Volltext").locator(".modul-vorlage__hinweis").count() == 0


def pin(welt) -> str:
    draft = ErgaenzungPage.objects.get(pk=welt.text.pk).get_latest_revision_as_object()
    return draft.module[0].value["basis"]


def test_a_section_added_by_hand_is_pinned_to_what_is_shown(tisch, welt):
    desk = tisch("redakteur")
    desk.open_text()
    desk.page.locator(".modul-stream > [data-streamfield-stream-container] > div:last-child .c-sf-add-button").click()
    desk.page.get_by_role("option", name="Volltext").click()
    added = desk.page.locator(".modul-stream > [data-streamfield-stream-container] > [data-streamfield-child]").last
    assert "So ist es im ganzen Land." in added.locator(".modul-vorlage").inner_text()
    assert added.locator("[name$='-basis']").input_value() == welt.text.vorlagen()["volltext"].hash


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (700, False)])
def test_the_upper_text_stands_beside_the_field_or_above_it(tisch, width, beside):
    desk = tisch("redakteur", width=width)
    desk.go("/verwaltung/texte/beginnen/?leistung=" + leistung_id(desk))
    desk.page.wait_for_selector(EDITOR)
    upper = desk.module("Volltext").locator(".modul-vorlage").bounding_box()
    own = desk.module("Volltext").locator(".modul-block").bounding_box()
    assert (own["x"] >= upper["x"] + upper["width"]) is beside
    assert (own["y"] >= upper["y"] + upper["height"]) is not beside


def leistung_id(desk) -> str:
    return str(ErgaenzungPage.objects.first().leistung_id)


def test_the_desk_works_under_its_policy_and_asks_nobody_else(tisch, welt):
    """Every kind of page and chooser; what the policy blocks is an error in the console."""
    desk = tisch("freigabe")
    page = desk.page
    for path in ("leistungen/", "stellen/", "personen/", "zustaendigkeiten/", "orte/", "images/", "documents/"):
        desk.go(f"/verwaltung/{path}")
    desk.go(f"/verwaltung/stellen/edit/{welt.stellen['vg'].pk}/")
    page.get_by_role("button", name="Öffnungszeit hinzufügen").first.click()

    desk.go("/verwaltung/zustaendigkeiten/new/")
    page.get_by_role("button", name="Leistung auswählen").click()
    with page.expect_response(lambda response: "q=gestatt" in response.url):  # replaces the list
        page.locator(".modal-body").get_by_role("textbox").fill("gestatt")
    page.locator(".modal-body a", has_text="Gestattung").click()
    page.get_by_role("button", name="Gebiet auswählen").click()
    page.locator(".modal-body a", has_text="Laubach").click()
    page.get_by_role("button", name="Stelle auswählen").click()
    page.locator(".modal-body a", has_text="Amt vg").click()
    page.get_by_role("button", name="Anlegen").or_(page.get_by_role("button", name="Erstellen")).first.click()
    page.wait_for_selector(".messages .success")

    desk.go("/verwaltung/")
    desk.open_text()
    volltext = desk.module("Volltext")
    volltext.locator("[data-streamfield-action='SETTINGS']").click()
    volltext.locator("[data-contentpath='gilt_fuer'] .c-sf-add-button").first.click()
    page.get_by_role("button", name="Gebiet auswählen").first.click()
    page.locator(".modal-body a", has_text="Masburg").click()
    page.locator("[data-side-panel-toggle='preview']").click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.locator("h1").wait_for()
    page.locator("#id_preview_mode").select_option("masburg")
    frame.get_by_text("Masburg").first.wait_for()
    policy = page.request.get(desk.url + "/verwaltung/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src-attr 'none'" in policy
    assert "unsafe-eval" not in policy


def test_the_area_itself_opens_without_an_error(tisch, welt):
    desk = tisch("redakteur")
    desk.go(f"/verwaltung/pages/{welt.text.get_parent().pk}/edit/")
    assert desk.page.locator("#id_title").is_visible()
