"""A small portal to change and to look at: the pages that the cache must keep right, and all that may change them."""

from contextlib import contextmanager
from datetime import time
from tempfile import mkdtemp
from typing import Any

from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms import gedaechtnis, seitencache
from cms.models import InhaltPage, Oeffnungszeit, StartPage
from leistungen.models import Lebenslage
from leistungen.services.texte import write_text
from tests.factories.cms import OrganisationseinheitFactory, Orte, PersonFactory, StandortFactory, redaktion
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory
from theme.templatetags import einmal

JSON = {"Accept": "application/json"}
ADRESSEN: list[tuple[str, dict[str, str]]] = [
    ("/", {}),
    ("/en/", {}),
    ("/impressum/", {}),
    ("/leistungen/", {}),
    ("/leistungen/?ort=laubach-cochem-zell", {}),
    ("/leistungen/?buchstabe=h", {}),
    ("/suche/?q=hund", {}),
    ("/suche/?q=hund&ort=mayen", JSON),
    ("/suche/?q=steuer&ort=laubach-cochem-zell", JSON),
    ("/suche/?q=amt", JSON),
    ("/leistungen/hundesteuer/", {}),
    ("/leistungen/hundesteuer/laubach-cochem-zell/", {}),
    ("/leistungen/hundesteuer/masburg/", {}),
    ("/leistungen/hundesteuer/mayen/", {}),
    ("/en/leistungen/hundesteuer/laubach-cochem-zell/", {}),
    ("/de-simple/leistungen/hundesteuer/mayen/", {}),
    ("/leistungen/gestattung/masburg/", {}),
    ("/stellen/amt-vg/", {}),
]


class Welt:
    """Two Leistungen with texts of four Redaktionen, an office in each of two municipalities, a start page."""

    def __init__(self) -> None:
        self.orte = Orte()
        gebiete = {"land": self.orte.land, "kreis": self.orte.kreis, "vg": self.orte.vg, "mayen": self.orte.mayen}
        self.redaktionen = {name: redaktion(gebiet) for name, gebiet in gebiete.items()}
        self.leistungen = {
            slug: LeistungFactory(slug=slug, bezeichnung=slug.title(), redaktion=self.redaktionen["land"])
            for slug in ("hundesteuer", "gestattung")
        }
        self.lebenslage = Lebenslage.objects.create(slug="alltag", titel="Alltag")
        self.leistungen["hundesteuer"].lebenslagen.add(self.lebenslage)
        self.stellen = {name: self._office(name) for name in ("vg", "mayen")}
        self._front_door()
        for slug in self.leistungen:
            self._write_whole(slug, f"<p>{slug}: So ist es im ganzen Land.</p>")
        for name in ("vg", "mayen"):
            self.write(name, "hundesteuer", f"<p>Bei uns in {name}: 80 Euro.</p>")

    def _office(self, name: str) -> Any:
        stelle = OrganisationseinheitFactory(
            name=f"Amt {name}", slug=f"amt-{name}", redaktion=self.redaktionen[name], verwaltung=f"Verwaltung {name}"
        )
        standort = StandortFactory(stelle=stelle)
        for tag in range(5):
            Oeffnungszeit.objects.create(standort=standort, tag=tag, von=time(8), bis=time(12))
        PersonFactory(stelle=stelle)
        ZustaendigkeitFactory(leistung=self.leistungen["hundesteuer"], gebiet=stelle.redaktion.gebiet, stelle=stelle)
        return stelle

    def _front_door(self) -> None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2, slug="home").delete()
        root.refresh_from_db()
        german = Locale.objects.get(language_code="de")
        self.start = root.add_child(
            instance=StartPage(title="Portal", slug="portal", begruessung="Was können wir tun?", locale=german)
        )
        self.impressum = self.start.add_child(
            instance=InhaltPage(title="Impressum", slug="impressum", im_fuss=True, locale=german)
        )
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=self.start, is_default_site=True)

    def _write_whole(self, slug: str, html: str) -> None:
        """The Land's text, with all that a text needs to be published."""
        module = {
            "leistungsbezeichnung_ii": slug.title(),
            "volltext": html,
            "unterlagen": "<p>Keine</p>",
            "kosten": [{"bezeichnung": "Bescheid", "kanal": "alle", "art": "frei", "gilt_fuer": []}],
        }
        values = {key: [{"inhalt": inhalt}] for key, inhalt in module.items()}
        write_text(redaktion=self.redaktionen["land"], leistung=self.leistungen[slug], module=values)

    def write(self, name: str, slug: str, html: str, modul: str = "volltext") -> None:
        """A Redaktion writes one section and publishes it."""
        redaktion, leistung = self.redaktionen[name], self.leistungen[slug]
        write_text(redaktion=redaktion, leistung=leistung, module={modul: [{"inhalt": html}]})


@contextmanager
def own_index():
    """A search index that belongs to this block alone."""
    with override_settings(SEARCH_INDEX_DIR=mkdtemp(dir=settings.DATEN_DIR)):
        yield


@contextmanager
def without_memory(monkeypatch: Any):
    """Answers inside are made anew from the database: no page cache, no process memory, no markup made before.

    The search index stays: two that hold the same documents may order equal hits differently.
    """
    memories = (*(table for _tags, table in gedaechtnis._tables), einmal._made)
    kept = [dict(memory) for memory in memories]
    with monkeypatch.context() as patch:
        patch.setattr(seitencache, "key_of", lambda request: None)
        for memory in memories:
            memory.clear()
        try:
            yield
        finally:
            for memory, before in zip(memories, kept, strict=True):
                memory.clear()
                memory.update(before)


def ask(adresse: str, headers: dict[str, str]) -> tuple[int, str | None, str]:
    """Status, content type and body of an answer."""
    response = Client(raise_request_exception=True).get(adresse, headers=headers)
    return response.status_code, response.get("Content-Type"), response.content.decode()


class Uhr:
    """A clock that tests can turn forward."""

    def __init__(self, monkeypatch: Any):
        self.now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.now)
