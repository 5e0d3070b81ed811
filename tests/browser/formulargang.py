"""One of the forms that come with the portal, filled in from an example case as somebody does it in a browser."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from playwright.sync_api import CDPSession, Page

from antraege.definition import ANTRAGSTELLER, Schritt
from antraege.feldtypen import rechnung
from tests.antraege.demowelt import Demoformular, inputs, moved
from tests.browser.conftest import sticks_out, violations

MOST_TABS = 250  # of a step
FOCUSED = """() => {
    const one = document.activeElement;
    const row = one.closest("fieldset")?.querySelectorAll("input[type=radio]:checked") ?? [];
    return {
        tag: one.localName, name: one.name ?? "", type: one.type ?? "", value: one.value ?? "", checked: one.checked,
        chosen: row.length ? row[0].value : "", rows: one.form?.elements[`${one.value?.slice(5)}_zeilen`]?.value ?? "",
        main: Boolean(one.closest("main")), fehler: Boolean(one.closest("#fehler")), id: one.id,
    };
}"""


class Gang:
    """The stations of a form with the answers of a case, and what is looked at on each page."""

    def __init__(self, page: Page, formular: Demoformular, fall: dict[str, Any]):
        self.page, self.formular = page, formular
        self.today = timezone.localdate()
        self.antworten = moved(fall["antworten"], (self.today - date.fromisoformat(str(fall["tag"]))).days)
        self.auswertung = formular.auswerten(self.antworten, self.today)
        self.seen = 0
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def walk(self, url: str) -> None:
        """From the form's page to the receipt; each step is first sent as it is, where something has to be said."""
        self._start(url)
        for schritt in self.auswertung.schritte:
            self.arrive(schritt.schluessel)
            if self._needs(schritt):
                self.weiter()
                self.refused(schritt.schluessel)
            self.fill(schritt.schluessel, self._data(schritt))
        if self.auswertung.posten:
            self.arrive("bezahlung")
            self.weiter()
        self.arrive("pruefen")
        self.weiter()
        self.arrive("abschluss")
        assert self.page.locator("#vorgangsnummer").get_attribute("value")
        assert not self.wrong

    def walk_to(self, step: str, url: str) -> None:
        """As far as a step, which is still empty."""
        self._start(url)
        for schritt in self.auswertung.schritte:
            self.page.wait_for_url(f"**/{schritt.schluessel}/")
            if schritt.schluessel == step:
                return
            self.fill(schritt.schluessel, self._data(schritt))

    def _start(self, url: str) -> None:
        self.page.goto(url)
        self.look("einstieg")
        self.begin()
        self.arrive("voraussetzungen")
        self.weiter()

    def _data(self, schritt: Schritt) -> dict[str, Any]:
        read = {"datenschutz": "on"} if schritt.schluessel == ANTRAGSTELLER else {}
        return inputs(self.auswertung.felder(schritt), self.antworten) | read

    def _needs(self, schritt: Schritt) -> bool:
        """Whether the step can't be left empty."""
        own = {feld.schluessel for feld in schritt.felder}
        empty = self.formular.auswerten({key: one for key, one in self.antworten.items() if key not in own}, self.today)
        return schritt.schluessel == ANTRAGSTELLER or any(feld.pflicht for feld in empty.felder(schritt))

    def arrive(self, step: str) -> None:
        self.page.wait_for_url(f"**/{step}/")
        assert self.page.locator("ol[data-stufen] li[aria-current=step]").count() == 1
        assert self.page.locator("h1").count() == 1
        self.look(step)

    def look(self, what: str) -> None:
        self.seen += 1
        assert not sticks_out(self.page), f"{what}: muss seitwärts geschoben werden"
        assert not self.violations(), what

    def violations(self) -> list[tuple[str, list[str]]]:
        return violations(self.page)

    def refused(self, step: str) -> None:
        """What is wrong stands on top; each link leads to where it is mended."""
        self.page.wait_for_selector("#fehler")
        above = "one => one.compareDocumentPosition(document.querySelector('main h1')) & 4"
        assert self.page.locator("#fehler").evaluate(above), step
        targets = [link.get_attribute("href")[1:] for link in self.page.locator("#fehler a").all()]
        assert targets, step
        for target in targets:
            assert self.page.locator(f"main form [id='{target}']").count() == 1, f"{step}: {target}"
        self.look(f"{step} mit Fehlern")

    def begin(self) -> None:
        raise NotImplementedError

    def weiter(self) -> None:
        raise NotImplementedError

    def fill(self, step: str, data: dict[str, Any]) -> None:
        raise NotImplementedError


class GangOhneSkript(Gang):
    """Script is switched off while pages load and answer, and on again for those who look at them."""

    def __init__(self, page: Page, formular: Demoformular, fall: dict[str, Any]):
        super().__init__(page, formular, fall)
        self.devtools: CDPSession = page.context.new_cdp_session(page)
        self.script(on=False)

    def script(self, *, on: bool) -> None:
        self.devtools.send("Emulation.setScriptExecutionDisabled", {"value": not on})

    def violations(self) -> list[tuple[str, list[str]]]:
        self.script(on=True)
        found = super().violations()
        self.script(on=False)
        return found

    def begin(self) -> None:
        self.page.locator("main button[type=submit]").first.click()

    def weiter(self) -> None:
        self.page.locator(".knoepfe button[value=weiter]").click()

    def fill(self, step: str, data: dict[str, Any]) -> None:
        """Some questions follow from answers: they stand on the same page after "Weiter"."""
        for _time in range(4):
            for name, value in data.items():
                self._put(name, value)
            self.weiter()
            if f"/{step}/" not in self.page.url:
                return
            assert not self.page.locator("#fehler").count(), self.page.locator("#fehler").inner_text()
            self.look(f"{step} mit weiteren Fragen")
        raise AssertionError(f"{step} nimmt kein Ende")

    def _put(self, name: str, value: Any) -> None:
        if name.endswith("_zeilen"):
            rows = self.page.locator(f"input[name={name}]")
            while rows.count() and int(rows.get_attribute("value")) < int(value):
                self.page.locator(f"button[value=mehr-{name.removesuffix('_zeilen')}]").click()
            return
        found = self.page.locator(f"main [name='{name}']")
        if not found.count():
            return
        kind = found.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                target = self.page.locator(f"main [name='{name}'][value='{one}']") if found.count() > 1 else found
                target.check()
        elif found.evaluate("one => one.localName") == "select":
            found.select_option(value)
        else:
            found.fill(value)


class GangMitTastatur(Gang):
    """Nothing but keys: Tab leads through the page, and what has the focus is answered."""

    asks_more = True  # whether something on the page of the step follows from its answers

    def begin(self) -> None:
        for _focused in self._tabs():
            if self.page.evaluate("document.activeElement.matches('main button[type=submit]')"):
                self.page.keyboard.press("Enter")
                return

    def weiter(self) -> None:
        for focused in self._tabs():
            if focused["name"] == "aktion" and focused["value"] == "weiter":
                self.page.keyboard.press("Enter")
                return

    def refused(self, step: str) -> None:
        self.page.wait_for_selector("#fehler:focus")
        super().refused(step)
        self.page.keyboard.press("Tab")
        target = self.page.evaluate("document.activeElement.hash.slice(1)")
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == target, step
        while not self.page.evaluate(FOCUSED)["fehler"]:
            self.page.keyboard.press("Shift+Tab")

    def fill(self, step: str, data: dict[str, Any]) -> None:
        schritt = self.auswertung.definition.nach_schluessel[step]
        follows = any(feld.pflicht_wenn or rechnung(feld) for feld in schritt.felder)
        self.asks_more = follows or any(one.sichtbar_wenn for one in schritt.inhalt)
        for _time in range(4):
            self._through(data)
            if self._has_left(step):
                return
            assert not self.page.locator("#fehler").count(), self.page.locator("#fehler").inner_text()
            self.look(f"{step} mit weiteren Fragen")
        raise AssertionError(f"{step} nimmt kein Ende")

    def _has_left(self, step: str) -> bool:
        """Whether "Weiter" led on; else the same address has another page, and the focus is in it."""
        for _time in range(200):
            if f"/{step}/" not in self.page.url:
                return True
            if self.page.locator("main h1:focus, #weitere:focus, #fehler:focus").count():
                return False
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{step}: „Weiter“ führt nirgends hin")

    def _through(self, data: dict[str, Any]) -> None:
        """Answer what has the focus, up to "Weiter", which is pressed."""
        for focused in self._tabs():
            name, value = focused["name"], focused["value"]
            if name == "aktion" and value == "weiter":
                self.page.keyboard.press("Enter")
                return
            if name == "aktion" and value.startswith("mehr-"):
                self._add_row(value.removeprefix("mehr-"), focused, data)
            elif name in data:
                self._answer(focused, data[name])

    def _add_row(self, group: str, focused: dict[str, Any], data: dict[str, Any]) -> None:
        if int(focused["rows"]) < int(data.get(f"{group}_zeilen", 0)):
            self.page.keyboard.press("Enter")
            self.page.wait_for_selector(f"#feld_{group}_{focused['rows']}:focus")

    def _answer(self, focused: dict[str, Any], value: Any) -> None:
        keys = self.page.keyboard
        if focused["type"] == "radio":
            self._choose(focused, value)
        elif focused["type"] == "checkbox":
            wanted = focused["value"] in value if isinstance(value, list) else True
            if wanted != focused["checked"]:
                self._change("Space")
        elif focused["tag"] == "select":
            while self.page.evaluate("document.activeElement.value") != value:
                self._change("ArrowDown")
        elif focused["value"] != value:
            if focused["value"]:
                keys.press("ControlOrMeta+a")
            keys.insert_text(value)
            self._change("Tab")
            while self.page.evaluate(FOCUSED)["name"] != focused["name"]:  # what comes next may be new
                keys.press("Shift+Tab")

    def _change(self, key: str) -> None:
        """Press a key that changes an answer; where further questions may follow from it, wait until it is saved."""
        if not self.asks_more:
            self.page.keyboard.press(key)
            return
        self.page.locator("[data-meldung]").evaluate("one => { one.textContent = '' }")
        self.page.keyboard.press(key)
        self.page.wait_for_selector("[data-meldung]:text-matches('Gespeichert|weitere Fragen')")

    def _choose(self, focused: dict[str, Any], value: str) -> None:
        if not focused["chosen"]:
            self._change("Space")
        for _time in range(30):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self._change("ArrowDown")
        raise AssertionError(f"{focused['name']}: {value} ist nicht zu erreichen")

    def _tabs(self) -> Iterator[dict[str, Any]]:
        for _time in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            yield self.page.evaluate(FOCUSED)
        raise AssertionError("mit der Tastatur nicht zu erreichen")
