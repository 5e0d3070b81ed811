"""Whatever is changed, in whatever order: the next answer is what a fresh one would be.

``CACHE_EDITS`` sets how many edits are tried (200 without it).
"""

import logging
import os
from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cms import seitencache
from cms.models import Darstellung, Oeffnungszeit, Schliesstag, Standort
from leistungen.models import (
    Leistung,
    RedaktionPage,
    TextPage,
    Zustaendigkeit,
)
from leistungen.services.texte import page_for
from leistungen.services.uebersetzen import translate_text
from leistungen.textstand import rebuild
from search import indexing, suchmaschinen
from tests.seitenwelt import ADRESSEN, Uhr, Welt, ask, own_index, without_memory

EDITS = int(os.environ.get("CACHE_EDITS", "200"))
STEPS = 40

redaktionen = st.sampled_from(["land", "kreis", "vg", "mayen"])
leistungen = st.sampled_from(["hundesteuer", "gestattung"])
stellen = st.sampled_from(["vg", "mayen"])
worte = st.sampled_from(["Hund", "Steuer", "Schankerlaubnis", "Fest", "Anmeldung", "Marke"])
module = st.sampled_from(["volltext", "unterlagen", "kurztext", "leistungsbezeichnung_ii", "hinweise"])


class Bearbeitung(RuleBasedStateMachine):
    """Editors, the operator and the clock at work; after each step every page is compared."""

    monkeypatch: pytest.MonkeyPatch
    edits = 0

    @initialize()
    def build(self) -> None:
        self.resources = [own_index(), transaction.atomic()]
        for resource in self.resources:
            resource.__enter__()
        seitencache.abgleich.forget()
        self.uhr = Uhr(self.monkeypatch)
        self.welt = Welt()
        type(self).edits -= 1

    def teardown(self) -> None:
        assert rebuild() == set()
        transaction.set_rollback(True)
        for resource in reversed(self.resources):
            resource.__exit__(None, None, None)

    def page(self, redaktion: str, leistung: str, sprache: str = "de") -> TextPage | None:
        return page_for(self.welt.redaktionen[redaktion], self.welt.leistungen[leistung], sprache)

    # --- Texts --------------------------------------------------------------------------------------------------------

    @rule(redaktion=redaktionen, leistung=leistungen, modul=module, wort=worte)
    def write(self, redaktion: str, leistung: str, modul: str, wort: str) -> None:
        html = f"<p>{wort} in {redaktion}.</p>" if modul not in {"kurztext", "leistungsbezeichnung_ii"} else wort
        if modul == "leistungsbezeichnung_ii" and redaktion != "land":
            return
        self.welt.write(redaktion, leistung, html, modul)

    @rule(redaktion=redaktionen, leistung=leistungen)
    def unpublish(self, redaktion: str, leistung: str) -> None:
        if (page := self.page(redaktion, leistung)) and page.live:
            page.unpublish()

    @rule(redaktion=redaktionen, leistung=leistungen)
    def republish(self, redaktion: str, leistung: str) -> None:
        if (page := self.page(redaktion, leistung)) and not page.live:
            page.save_revision().publish()

    @rule(redaktion=redaktionen, leistung=leistungen, wort=worte)
    def draft_only(self, redaktion: str, leistung: str, wort: str) -> None:
        if page := self.page(redaktion, leistung):
            page.title = wort
            page.save_revision()

    @rule(redaktion=redaktionen, leistung=leistungen)
    def schedule(self, redaktion: str, leistung: str) -> None:
        if (page := self.page(redaktion, leistung)) and not page.live:
            page.go_live_at = timezone.now() + timedelta(hours=2)
            page.save_revision().publish()

    @rule(redaktion=redaktionen, leistung=leistungen)
    def expire(self, redaktion: str, leistung: str) -> None:
        if (page := self.page(redaktion, leistung)) and page.live:
            page.expire_at = timezone.now() + timedelta(hours=3)
            page.save_revision().publish()

    @rule(leistung=leistungen, redaktion=redaktionen)
    def delete(self, redaktion: str, leistung: str) -> None:
        if redaktion != "land" and (page := self.page(redaktion, leistung)):
            page.delete()

    @rule(leistung=leistungen)
    def move(self, leistung: str) -> None:
        """A local text moves from one Redaktion to another that has none."""
        if (page := self.page("vg", leistung)) and not self.page("kreis", leistung):
            target = RedaktionPage.objects.filter(redaktion=self.welt.redaktionen["kreis"], locale__language_code="de")
            if target.exists():
                page.move(target.get(), pos="last-child")

    @rule(redaktion=redaktionen, leistung=leistungen, sprache=st.sampled_from(["en", "de-simple"]), wort=worte)
    def translate(self, redaktion: str, leistung: str, sprache: str, wort: str) -> None:
        page = self.page(redaktion, leistung)
        if page and page.live and any(block.block_type == "volltext" for block in page.module):
            html = f"<p>{wort} in other words.</p>"
            translate_text(page=page, sprache=sprache, module={"volltext": [html]})

    # --- Offices and responsibilities ---------------------------------------------------------------------------------

    @rule(name=stellen, wort=worte)
    def rename_office(self, name: str, wort: str) -> None:
        stelle = self.welt.stellen[name]
        stelle.name = f"Amt für {wort}"
        stelle.save()

    @rule(name=stellen, tag=st.integers(0, 6), von=st.integers(6, 12), bis=st.integers(13, 18))
    def change_hours(self, name: str, tag: int, von: int, bis: int) -> None:
        standort = Standort.objects.get(stelle=self.welt.stellen[name])
        Oeffnungszeit.objects.update_or_create(
            standort=standort, tag=tag, defaults={"von": time(von), "bis": time(bis)}
        )

    @rule(name=stellen, days=st.integers(0, 3))
    def close(self, name: str, days: int) -> None:
        datum = timezone.localdate() + timedelta(days=days)
        standort = Standort.objects.get(stelle=self.welt.stellen[name])
        Schliesstag.objects.create(standort=standort, datum=datum, grund="Betriebsausflug", von=time(10))

    @rule(name=stellen, wort=worte, shown=st.booleans())
    def change_staff(self, name: str, wort: str, shown: bool) -> None:
        person = self.welt.stellen[name].personen.get()
        person.nachname, person.name_zeigen = f"Beispiel{wort}", shown
        person.save()

    @rule(leistung=leistungen, ort=st.sampled_from(["vg", "kreis", "mayen", "laubach", "land"]), name=stellen)
    def assign(self, leistung: str, ort: str, name: str) -> None:
        stelle = self.welt.stellen[name]
        entry, created = Zustaendigkeit.objects.get_or_create(
            leistung=self.welt.leistungen[leistung],
            gebiet=getattr(self.welt.orte, ort),
            stelle=stelle,
            defaults={"redaktion": stelle.redaktion},
        )
        if created:
            entry.personen.set(stelle.personen.all())
        else:
            entry.delete()

    # --- The rest -----------------------------------------------------------------------------------------------------

    @rule(leistung=leistungen, wort=worte, often=st.booleans())
    def change_leistung(self, leistung: str, wort: str, often: bool) -> None:
        row = Leistung.objects.get(slug=leistung)
        row.bezeichnung, row.synonyme = f"{leistung.title()} {wort}", [wort]
        row.save()
        row.lebenslagen.set([self.welt.lebenslage] if often else [])

    @rule(wort=worte, shown=st.booleans())
    def change_design(self, wort: str, shown: bool) -> None:
        design, _created = Darstellung.objects.get_or_create(site_id=1)
        design.name, design.hinweis_zeigen, design.hinweis_text = f"Portal {wort}", shown, wort
        design.save()

    @rule(wort=worte)
    def change_life_event(self, wort: str) -> None:
        self.welt.lebenslage.titel = f"Leben mit {wort}"
        self.welt.lebenslage.save()

    @rule(wort=worte, shown=st.booleans())
    def change_page(self, wort: str, shown: bool) -> None:
        page = self.welt.impressum
        page.title, page.im_fuss = f"Impressum {wort}", shown
        page.save_revision().publish()

    @rule(minutes=st.sampled_from([1, 59, 60, 240, 24 * 60, 26 * 60]))
    def wait(self, minutes: int) -> None:
        self.uhr.now += timedelta(minutes=minutes)
        call_command("publish_scheduled", verbosity=0)

    @rule(redaktion=redaktionen, leistung=leistungen, wort=worte)
    def fail(self, redaktion: str, leistung: str, wort: str) -> None:
        """A change that is taken back leaves nothing behind."""
        with transaction.atomic():
            self.welt.write(redaktion, leistung, f"<p>{wort}, doch nicht.</p>")
            transaction.set_rollback(True)

    @invariant()
    def every_answer_is_what_a_fresh_one_would_be(self) -> None:
        served = {(adresse, *headers): ask(adresse, headers) for adresse, headers in ADRESSEN}
        with without_memory(self.monkeypatch):
            fresh = {(adresse, *headers): ask(adresse, headers) for adresse, headers in ADRESSEN}
        assert served == fresh
        assert indexing.reconcile(suchmaschinen.embedded()) == {}
        type(self).edits += 1


@pytest.mark.slow
def test_no_answer_is_older_than_the_last_change(db, monkeypatch, caplog):
    Bearbeitung.monkeypatch = monkeypatch
    caplog.set_level(logging.ERROR, "django.request")
    run_state_machine_as_test(
        Bearbeitung,
        settings=settings(
            max_examples=max(1, EDITS // (STEPS // 2)),
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
    assert Bearbeitung.edits >= EDITS
