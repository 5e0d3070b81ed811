"""What is due is run; one failure keeps nothing else from running."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from cms import aenderungen
from cms.models import Aenderung, Meldung
from cms.tasks import sweep
from cms.zeitplan import Zeitplan

pytestmark = pytest.mark.django_db

RUNS: list[str] = []


def good() -> None:
    RUNS.append("good")


def bad() -> None:
    RUNS.append("bad")
    raise RuntimeError("kaputt")


@pytest.fixture(autouse=True)
def _runs():
    RUNS.clear()


def entry(function, **interval):
    return f"{__name__}.{function.__name__}", timedelta(**interval)


def test_a_failing_entry_is_named_and_the_others_run():
    plan = Zeitplan([entry(bad, hours=1), entry(good, hours=1)])
    assert plan.run_due() == [f"{__name__}.bad"]
    assert RUNS == ["bad", "good"]


def test_an_entry_runs_again_only_after_its_interval():
    plan = Zeitplan([entry(good, hours=1), entry(bad, seconds=0)])
    plan.run_due()
    plan.run_due()
    assert RUNS == ["good", "bad", "bad"]


def test_the_command_runs_everything_once_and_fails_if_an_entry_does(settings, capsys):
    settings.ZEITPLAN = [entry(good, hours=1)]
    call_command("zeitplan")
    assert RUNS == ["good"]
    settings.ZEITPLAN = [entry(bad, hours=1)]
    with pytest.raises(CommandError, match="bad"):
        call_command("zeitplan")


def test_every_entry_of_the_settings_exists():
    for path, interval in settings.ZEITPLAN:
        assert callable(import_string(path))
        assert interval > timedelta()


def test_the_sweep_deletes_what_has_had_its_time():
    old = timezone.now() - timedelta(days=91)
    for text in ("alt", "neu"):
        Meldung.objects.create(art=Meldung.Art.FEHLER, text=text)
    Meldung.objects.filter(text="alt").update(eingegangen=old)
    aenderungen.record({"a"})
    Aenderung.objects.update(zeit=old)
    aenderungen.record({"b"})
    sweep()
    assert [meldung.text for meldung in Meldung.objects.all()] == ["neu"]
    assert [row.tags for row in Aenderung.objects.all()] == [["b"]]
