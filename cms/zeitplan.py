"""Runs what is due: the entries of ``settings.ZEITPLAN``, each at its own interval.

``manage.py zeitplan`` runs all of them once (production: by a timer); ``portal_run`` runs them in a thread.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from threading import Event
from time import monotonic

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from cms import gedaechtnis
from cms.abgleich import Abgleich

logger = logging.getLogger(__name__)

Eintrag = tuple[str, timedelta]


class Zeitplan:
    """Entries by dotted path with the interval at which each is due; all are due at the start."""

    def __init__(self, entries: Iterable[Eintrag] | None = None):
        self.entries = list(settings.ZEITPLAN if entries is None else entries)
        self._due = dict.fromkeys((path for path, _interval in self.entries), 0.0)
        self._abgleich = Abgleich(gedaechtnis.forget)

    def run_due(self) -> list[str]:
        """Run what is due now. An entry that fails is logged and does not keep the others from running.

        Returns the paths of those that failed.
        """
        failed = []
        for path, interval in self.entries:
            if monotonic() < self._due[path]:
                continue
            try:
                self._abgleich.catch_up()
                import_string(path)()
            except Exception:
                logger.exception("Fällige Aufgabe %s ist gescheitert", path)
                failed.append(path)
            self._due[path] = monotonic() + interval.total_seconds()
        return failed

    def run_until(self, stop: Event) -> None:
        """Run what is due until ``stop`` is set."""
        while not stop.is_set():
            self.run_due()
            close_old_connections()
            stop.wait(max(1.0, min(self._due.values(), default=60.0) - monotonic()))
