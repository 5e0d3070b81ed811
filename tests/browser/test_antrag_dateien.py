"""Files of a citizen: several from a phone's camera, with progress; which one is not taken, and taking one away."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page

from tests.antraege.demowelt import DATEIEN
from tests.browser.conftest import open_page, sticks_out, violations
from tests.browser.formulargang import GangOhneSkript
from tests.browser.test_alle_formulare import good_cases

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FORMULAR = next(path for path in DATEIEN if path.stem == "gestattung")
STEP, FELD = "sicherheit", "skizze"
UPLOAD = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 2_000_000}


def photo(name: str) -> FilePayload:
    written = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(written, "JPEG", quality=85)
    return {"name": name, "mimeType": "image/jpeg", "buffer": written.getvalue()}


def check(page: Page) -> None:
    assert not sticks_out(page)
    assert not violations(page)


def test_photos_go_up_and_what_is_wrong_with_which_file_is_said(chromium, formularportal):
    formular, url = formularportal(FORMULAR)
    page = open_page(chromium, width=320)
    gang = GangOhneSkript(page, formular, good_cases(formular)[0])
    gang.walk_to(STEP, url)
    gang.script(on=True)
    page.reload()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", UPLOAD)
    page.locator(f"#id_{FELD}").set_input_files([photo("IMG_1.jpg"), photo("IMG_2.jpg")])
    page.locator("button[value=hochladen]").click()
    page.wait_for_selector(f"#feld_{FELD} progress")
    page.wait_for_selector(f"#feld_{FELD} .anlagen li >> nth=1")
    assert page.evaluate("document.activeElement.id") == f"feld_{FELD}"
    for button in page.locator(".anlagen button").all():
        box = button.bounding_box()
        assert box["width"] > box["height"]
    check(page)
    page.locator(f"#id_{FELD}").set_input_files([{"name": "Plan.exe", "mimeType": "", "buffer": b"MZ" * 400}])
    page.locator("button[value=hochladen]").click()
    page.wait_for_selector("#fehler:focus")
    assert "Plan.exe: " in page.locator("#fehler").inner_text()
    check(page)
    page.locator(".anlagen button", has_text="IMG_1.jpg").click()
    page.wait_for_selector(f"#feld_{FELD} .anlagen li >> nth=1", state="detached")
    assert page.locator(".anlagen").inner_text().startswith("IMG_2.jpg")
    page.context.close()
