"""Each form that comes with the portal, from its page to the receipt: narrow without JavaScript, wide by keyboard."""

from typing import Any

import pytest

from tests.antraege.demowelt import DATEIEN, Demoformular
from tests.browser.conftest import open_page
from tests.browser.formulargang import GangMitTastatur, GangOhneSkript

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
each = pytest.mark.parametrize("path", DATEIEN, ids=[path.stem for path in DATEIEN])


def good_cases(formular: Demoformular) -> list[dict[str, Any]]:
    return [fall for fall in formular.daten["faelle"] if not fall["erwartet"].get("fehler")]


@each
def test_narrow_without_javascript(chromium, formularportal, path):
    formular, url = formularportal(path)
    page = open_page(chromium, width=320)
    GangOhneSkript(page, formular, max(good_cases(formular), key=lambda fall: len(str(fall["antworten"])))).walk(url)
    page.context.close()


@each
def test_wide_by_keyboard_alone(chromium, formularportal, path):
    formular, url = formularportal(path)
    page = open_page(chromium)
    GangMitTastatur(page, formular, good_cases(formular)[0]).walk(url)
    page.context.close()
