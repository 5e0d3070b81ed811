"""Debian's Chromium, and a portal to visit with it."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cms import seitencache
from tests import bedarf, datenbankstand
from tests.antraege.demowelt import Demoformular
from tests.browser.antragswelt import Antragsvorfuehrung
from tests.vorfuehrung import Vorfuehrung

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REGELN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BREITEN = (320, 1280)  # 320 px is what 400 % zoom leaves of 1280 px


@pytest.fixture(scope="session")
def chromium():
    path = bedarf.chromium()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def portal(live_server):
    """The demonstration portal, built once and copied for each test."""
    if not datenbankstand.restore("vorfuehrung"):
        datenbankstand.restore("migriert")
        Vorfuehrung()
        datenbankstand.take("vorfuehrung")
    seitencache.abgleich.forget()
    return live_server


@pytest.fixture
def antragsportal(live_server):
    """The same with an online application, ``antragswelt.ADRESSE``."""
    if not datenbankstand.restore("antragsvorfuehrung"):
        datenbankstand.restore("migriert")
        Antragsvorfuehrung()
        datenbankstand.take("antragsvorfuehrung")
    seitencache.abgleich.forget()
    return live_server


@pytest.fixture
def formularportal(live_server):
    """The same with a form from a file: called with its path, returns the form and its address."""
    if not datenbankstand.restore("vorfuehrung"):
        datenbankstand.restore("migriert")
        Vorfuehrung()
        datenbankstand.take("vorfuehrung")
    seitencache.abgleich.forget()

    def load(path: Path) -> tuple[Demoformular, str]:
        formular = Demoformular(path)
        return formular, live_server.url + formular.load()[0]

    return load


def open_page(chromium: Browser, *, width: int = 1280, js: bool = True) -> Page:
    """A new window. ``page.context.close()`` closes it."""
    context = chromium.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": 900},
        java_script_enabled=js,
    )
    return context.new_page()


def violations(page: Page, without: Sequence[str] = ()) -> list[tuple[str, list[str]]]:
    """What axe finds: each rule with the elements that break it; ``without`` are selectors of what is not ours."""
    page.evaluate(bedarf.node_module("axe-core/axe.min.js").read_text())
    where = {"include": [["html"]], "exclude": [[selector] for selector in without]}
    found = page.evaluate(f"where => axe.run(where, {{runOnly: {REGELN}}})", where)["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def sticks_out(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
