"""The log of searches: which words were looked for on a day, how often. Anonymous by construction.

It has no address, no session, no time finer than a day. What it keeps of a search depends on what the search found:

Of one that found something it writes the words, if all of them are words that the public texts contain and none is
somebody's name: whatever a person could type about themselves (a name, a mail address, a number, anything nobody wrote
into the catalogue) is never written down. A search that only a member of staff answers is not counted either.

One that found nothing, or only guesses, often has words that nobody wrote, and these may be personal. Of it only a
keyed hash is written, which tells that the same was typed again but not what. The words themselves are written with
the occurrence by which they have been typed often enough, on enough days; what is typed once or on one day only is
never written in words (in memory they wait for the next write, about a minute). And never what has a digit or a sign
of a mail address in it, the name of a member of staff, more words than a term has, or more letters. Who guesses the
words and has the secret key can test the guess against a hash; who has that key can read everything else as well. A
flood of different searches stops at ``MOST_A_DAY``.

Apart from words there are three numbers per day: searches, those that led nowhere, those that led to guesses only.

Even so a search is shown to others only after it was made at least five times, on at least two days: one person
looking for one thing on one occasion never reaches that, and today's searches are left out, so nobody can see that
somebody is searching now. After ninety days the rows are deleted.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from threading import Lock
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, F, Model, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms import herkunft
from cms.gedaechtnis import remember
from search.analysis import STOPWORDS, Vokabular, fold, words
from search.models import Fehlsuche, Suchbegriff, Suchtag
from search.results import Ergebnis

logger = logging.getLogger(__name__)

LEAST_TIMES, LEAST_DAYS = 5, 2
KEPT = timedelta(days=90)
MOST_WORDS = 4
LONGEST = 60
MOST_NEAR = 8  # words a slip away among which a name is looked for
MOST_A_DAY = 5_000  # different searches without result of which a trace is kept
WRITTEN_EVERY = 60.0  # seconds
MOST_WAITING = 50

# What an answer counts as; each is also the tag of an answer whose every delivery counts (``SEITENCACHE_TREFFER``).
SUCHE, OHNE, VERMUTET = "suche", "suche_ohne", "suche_vermutet"  # for the numbers of the day
BEGRIFF, FEHLSUCHE = "suchbegriff", "fehlsuche"  # for its words
SPALTEN = {SUCHE: "suchen", OHNE: "ohne", VERMUTET: "vermutet"}


class Zaehler:
    """Counts in memory and writes now and then, so that a search that the page cache answers costs no query."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: Counter[tuple[date, str, str]] = Counter()
        self._written = time.monotonic()

    def count(self, art: str, begriff: str = "") -> None:
        with self._lock:
            self._waiting[timezone.localdate(), art, begriff] += 1
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
                for (tag, art, begriff), anzahl in sorted(waiting.items()):  # one order for all processes: no deadlock
                    _write(tag, art, begriff, anzahl)
        except DatabaseError:
            logger.warning("%d searches were not counted", len(waiting), exc_info=True)


def _write(tag: date, art: str, begriff: str, anzahl: int) -> None:
    if art == BEGRIFF:
        _add(Suchbegriff, "anzahl", anzahl, tag=tag, begriff=begriff)
    elif art == FEHLSUCHE:
        _add_trace(tag, begriff, anzahl)
    else:
        _add(Suchtag, SPALTEN[art], anzahl, tag=tag)


def _add(model: type[Model], spalte: str, anzahl: int, **key: Any) -> None:
    rows = model._default_manager.filter(**key)
    if rows.update(**{spalte: F(spalte) + anzahl}):
        return
    try:
        with transaction.atomic():
            model._default_manager.create(**key, **{spalte: anzahl})
    except IntegrityError:  # another process was faster
        rows.update(**{spalte: F(spalte) + anzahl})


def _add_trace(tag: date, begriff: str, anzahl: int) -> None:
    """Count what led nowhere by its trace; with its words once they are everybody's."""
    spur = trace(begriff)
    of_day = Fehlsuche.objects.filter(tag=tag)
    if not of_day.filter(spur=spur).exists() and of_day.count() >= MOST_A_DAY:
        return
    _add(Fehlsuche, "anzahl", anzahl, tag=tag, spur=spur)
    kept = Fehlsuche.objects.filter(spur=spur, tag__gt=tag - KEPT).aggregate(summe=Sum("anzahl"), tage=Count("pk"))
    if kept["summe"] >= LEAST_TIMES and kept["tage"] >= LEAST_DAYS:
        of_day.filter(spur=spur, begriff="").update(begriff=begriff)


def trace(begriff: str) -> str:
    """Tells that the same was typed, but not what."""
    return salted_hmac("search.protokoll", begriff, algorithm="sha256").hexdigest()[:32]


zaehler = Zaehler()


def countable(text: str, vokabular: Vokabular) -> bool:
    """Whether a search consists of nothing but words from the public texts, none of which is somebody's name."""
    content = _content(text)
    return (
        0 < len(content) <= MOST_WORDS
        and len(text) <= LONGEST
        and all(form.isalpha() and form in vokabular and form not in vokabular.namen for form in content)
    )


def traceable(text: str, vokabular: Vokabular) -> bool:
    """Whether a search that led nowhere may be told from others."""
    found = words(text)
    return (
        bool(_content(text))
        and len(found) <= MOST_WORDS
        and len(text) <= LONGEST
        and "@" not in text
        and not any(char.isdigit() for char in text)
        and not any(_may_name(form, vokabular) for form in map(fold, found))
    )


def _may_name(form: str, vokabular: Vokabular) -> bool:
    """Whether a word is somebody's name, also in the genitive or with a slip."""
    if form in vokabular.namen or form.removesuffix("s") in vokabular.namen:
        return True
    return any(near in vokabular.namen for near in vokabular.similar(form, MOST_NEAR))


def _content(text: str) -> list[str]:
    return [form for form in map(fold, words(text)) if form not in STOPWORDS]


def kinds(text: str, ergebnis: Ergebnis, vokabular: Vokabular) -> list[str]:
    """What the answer to a search counts as."""
    things = any(treffer.typ != "person" for treffer in ergebnis.treffer)
    if not ergebnis.anzahl or ergebnis.gemeint or ergebnis.vermutet:
        led = VERMUTET if ergebnis.anzahl else OHNE
        staff = ergebnis.anzahl and not things  # a name with a slip
        return [SUCHE, led, FEHLSUCHE] if not staff and traceable(text, vokabular) else [SUCHE, led]
    return [SUCHE, BEGRIFF] if things and not ergebnis.unscharf and countable(text, vokabular) else [SUCHE]


def count(text: str, ergebnis: Ergebnis, vokabular: Vokabular) -> None:
    """Count a search now, and whenever the page cache answers it."""
    for art in kinds(text, ergebnis, vokabular):
        herkunft.note(art)
        zaehler.count(art, _written(art, text))


def _written(art: str, text: str) -> str:
    return " ".join(words(text)).casefold()[:LONGEST] if art in {BEGRIFF, FEHLSUCHE} else ""


def _again(art: str) -> Callable[[HttpRequest], None]:
    """Counts a search whose answer came from the page cache (``SEITENCACHE_TREFFER``)."""

    def count_again(request: HttpRequest) -> None:
        zaehler.count(art, _written(art, request.GET.get("q", "")[:LONGEST]))

    return count_again


suche_again, suche_ohne_again, suche_vermutet_again = _again(SUCHE), _again(OHNE), _again(VERMUTET)
suchbegriff_again, fehlsuche_again = _again(BEGRIFF), _again(FEHLSUCHE)


@remember("suchbegriffe", most=4)
def most_searched(heute: date, most: int) -> tuple[str, ...]:
    """What others have looked for most often, up to yesterday: it does not change until midnight."""
    rows = often_enough(Suchbegriff.objects.all(), "begriff", heute - KEPT, heute)
    return tuple(row["begriff"] for row in rows[:most])


def often_enough(rows: QuerySet[Any], field: str, since: date, heute: date) -> QuerySet[Any]:
    """By ``field``, what was counted from ``since`` until yesterday so often that it may be shown; the most first."""
    counted = rows.filter(tag__gte=since, tag__lt=heute).values(field).annotate(summe=Sum("anzahl"), tage=Count("tag"))
    return counted.filter(summe__gte=LEAST_TIMES, tage__gte=LEAST_DAYS).order_by("-summe", field)


def prune() -> int:
    """Delete what is older than it may be kept."""
    oldest = timezone.localdate() - KEPT
    models: tuple[type[Model], ...] = (Suchbegriff, Fehlsuche, Suchtag)
    return sum(model._default_manager.filter(tag__lt=oldest).delete()[0] for model in models)
