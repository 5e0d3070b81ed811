"""Fixtures all tests may use."""

from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.utils import translation

from cms import seitencache
from tests import datenbankstand
from tests.anmeldung import Kunde
from tests.factories.cms import Orte

DATENBANK = frozenset({"db", "transactional_db", "geteilt", "django_db_setup", "live_server"})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keep what the migrations put into the database, for tests that empty it."""
    with django_db_blocker.unblock():
        datenbankstand.take("migriert")


@pytest.fixture(autouse=True)
def _fresh_memory():
    """What a process remembers must not outlive the test's database."""
    seitencache.abgleich.forget()
    yield
    seitencache.abgleich.forget()


@pytest.fixture(autouse=True)
def _german():
    """The language of a test's last request must not outlive it."""
    with translation.override(configured.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    """The search index of one test's database is of no use to the next."""
    settings.SEARCH_INDEX_DIR = tmp_path / "suchindex"


@pytest.fixture
def client() -> Kunde:
    return Kunde()


@pytest.fixture(scope="module")
def geteilt(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Holds what a module builds once for all its tests; what each of them changes goes back as usual.

    Give tests a deep copy of what was built. Not beside tests with ``transaction=True`` in one module.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    seitencache.abgleich.forget()


@pytest.fixture
def orte(db) -> Orte:
    """A small Rhineland-Palatinate."""
    return Orte()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell apart what needs no database: the unit loop."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or DATENBANK.intersection(fixtures):
            item.add_marker("datenbank")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last how many tests were skipped."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(config, "workerinput") and not config.option.collectonly:
        reporter.write_line(f"Übersprungen: {len(reporter.stats.get('skipped', []))}")
