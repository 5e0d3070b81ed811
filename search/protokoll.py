"""The log of searches: which words were looked for on a day, how often. Anonymous by construction.

It has no address, no session, no time finer than a day, and knows only words that the public texts contain: whatever
a person could type about themselves (a name, a mail address, a number, anything nobody wrote into the catalogue) is
never written down. A search that only a member of staff answers is not counted either, nor is one that led nowhere.

Even so a search is shown to others only after it was made at least five times, on at least two days: one person
looking for one thing on one occasion never reaches that, and today's searches are left out, so nobody can see that
somebody is searching now. After ninety days the rows are deleted.
"""

import logging
import time
from collections import Counter
from datetime import date, timedelta
from threading import Lock

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, F, Sum
from django.http import HttpRequest
from django.utils import timezone

from cms.gedaechtnis import remember
from search.analysis import STOPWORDS, Vokabular, fold, words
from search.models import Suchbegriff

logger = logging.getLogger(__name__)

LEAST_TIMES, LEAST_DAYS = 5, 2
KEPT = timedelta(days=90)
MOST_WORDS = 4
LONGEST = 60
WRITTEN_EVERY = 60.0  # seconds
MOST_WAITING = 50
TAG = "suchbegriff"  # of an answer whose every delivery is counted


class Zaehler:
    """Counts in memory and writes now and then, so that a search that the page cache answers costs no query."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: Counter[tuple[date, str]] = Counter()
        self._written = time.monotonic()

    def count(self, begriff: str) -> None:
        with self._lock:
            self._waiting[timezone.localdate(), begriff] += 1
            due = len(self._waiting) >= MOST_WAITING or time.monotonic() - self._written > WRITTEN_EVERY
        if due:
            self.write()

    def write(self) -> None:
        """Write what has been counted. What cannot be written is lost; it is only statistics."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
            self._written = time.monotonic()
        try:
            with transaction.atomic():
                for (tag, begriff), anzahl in sorted(waiting.items()):  # one order for all processes: no deadlock
                    _add(tag, begriff, anzahl)
        except DatabaseError:
            logger.warning("%d searches were not counted", len(waiting), exc_info=True)


def _add(tag: date, begriff: str, anzahl: int) -> None:
    rows = Suchbegriff.objects.filter(tag=tag, begriff=begriff)
    if rows.update(anzahl=F("anzahl") + anzahl):
        return
    try:
        with transaction.atomic():
            Suchbegriff.objects.create(tag=tag, begriff=begriff, anzahl=anzahl)
    except IntegrityError:  # another process was faster
        rows.update(anzahl=F("anzahl") + anzahl)


zaehler = Zaehler()


def countable(text: str, vokabular: Vokabular) -> bool:
    """Whether a search consists of nothing but words from the public texts, none of which is somebody's name."""
    found = [fold(word) for word in words(text)]
    content = [form for form in found if form not in STOPWORDS]
    return (
        0 < len(content) <= MOST_WORDS
        and len(text) <= LONGEST
        and all(form.isalpha() and form in vokabular and form not in vokabular.namen for form in content)
    )


def count(text: str) -> None:
    """Count a search that is ``countable``."""
    zaehler.count(" ".join(words(text)).casefold())


def count_again(request: HttpRequest) -> None:
    """Count a search whose answer came from the page cache (``SEITENCACHE_TREFFER``)."""
    count(request.GET.get("q", "")[:LONGEST])


@remember("suchbegriffe")
def most_searched(heute: date, most: int) -> tuple[str, ...]:
    """What others have looked for most often, up to yesterday: it does not change until midnight."""
    rows = Suchbegriff.objects.filter(tag__lt=heute, tag__gte=heute - KEPT).values("begriff")
    often = rows.annotate(summe=Sum("anzahl"), tage=Count("tag")).filter(summe__gte=LEAST_TIMES, tage__gte=LEAST_DAYS)
    return tuple(often.order_by("-summe", "begriff").values_list("begriff", flat=True)[:most])


def prune() -> int:
    """Delete what is older than it may be kept."""
    deleted, _details = Suchbegriff.objects.filter(tag__lt=timezone.localdate() - KEPT).delete()
    return deleted
