"""The only door to the log of cases: add to its chain, and look whether it is whole."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from antraege.ereigniskette import Bruch, Glied, Kopf, breaks, seal_of
from antraege.models import Protokollkopf, Vorgang, Vorgangsereignis
from antraege.verschluesselung import UnlesbarError, seal_json, unseal_json

logger = logging.getLogger(__name__)

ROWS = 500  # written in one statement
CHUNK = 2000
NICHT_IN_DER_KETTE, ANDERS_ALS_FRUEHER = "steht nicht in der Kette", "ist nicht mehr das, was früher genannt wurde"


def note(*, vorgang: Vorgang, art: str, user: Any = None, **angaben: Any) -> None:
    """Add one event. ``angaben`` say what happened in words that are no answer."""
    note_all(vorgaenge=[vorgang], art=art, user=user, **angaben)


@transaction.atomic
def note_all(*, vorgaenge: Sequence[Vorgang], art: str, user: Any = None, **angaben: Any) -> None:
    """The same for many. Others who want to add wait until the transaction ends."""
    said = {
        "art": art,
        "konto": user.pk if user else None,
        "wer": (user.get_full_name() or user.get_username())[:200] if user else "",
        "angaben": angaben,
        "zeit": timezone.now(),
    }
    previews = [Vorgangsereignis(vorgang=one, **said) for one in vorgaenge if one.vorschau]
    real = [one for one in vorgaenge if not one.vorschau]
    Vorgangsereignis.objects.bulk_create([*previews, *(_chained(real, said) if real else [])], batch_size=ROWS)


def _chained(vorgaenge: Iterable[Vorgang], said: dict[str, Any]) -> list[Vorgangsereignis]:
    row, kopf = _head()
    nummer, siegel = kopf.nummer, kopf.siegel
    found = []
    for vorgang in vorgaenge:
        nummer += 1
        siegel = seal_of(siegel, nummer=nummer, vorgang=vorgang.pk, **said)
        found.append(Vorgangsereignis(vorgang=vorgang, nummer=nummer, siegel=siegel, **said))
    row.kopf = seal_json(asdict(Kopf(nummer, siegel, kopf.brueche)))
    row.save(update_fields=["kopf"])
    return found


def _head() -> tuple[Protokollkopf, Kopf]:
    """The head, locked. One that is gone or cannot be read is told for ever; applications are still taken."""
    row, created = Protokollkopf.objects.select_for_update().get_or_create(
        pk=1, defaults={"kopf": seal_json(asdict(Kopf()))}
    )
    try:
        kopf = _read(row)
    except UnlesbarError:
        return row, _from_events()
    return row, _from_events() if created else kopf


def _from_events() -> Kopf:
    last = Vorgangsereignis.objects.exclude(nummer=None).order_by("-nummer").first()
    return Kopf(last.nummer, last.siegel, (last.nummer,)) if last and last.nummer else Kopf()


def _read(row: Protokollkopf) -> Kopf:
    found = unseal_json(bytes(row.kopf))
    return Kopf(found["nummer"], found["siegel"], tuple(found["brueche"]))


def head() -> Kopf:
    """How many events there are and the hash of the last: to be kept elsewhere, if one wants to be certain.

    Raises ``UnlesbarError``.
    """
    row = Protokollkopf.objects.filter(pk=1).first()
    return _read(row) if row else Kopf()


def check(frueher: str = "") -> Iterator[Bruch]:
    """Where the log is not as it was written. Raises ``UnlesbarError``.

    ``frueher`` is a head that was kept elsewhere (``number:hash``): the event must still be there. So even somebody
    who puts back an old state of the whole database is found out.
    """
    outside = Vorgangsereignis.objects.filter(nummer=None, vorgang__vorschau=False)
    yield from (Bruch(one.pk, NICHT_IN_DER_KETTE) for one in outside)
    if frueher:
        nummer, _colon, siegel = frueher.partition(":")
        if not Vorgangsereignis.objects.filter(nummer=int(nummer), siegel=siegel).exists():
            yield Bruch(int(nummer), ANDERS_ALS_FRUEHER)
    yield from breaks(_links(), head())


def watch() -> None:
    """Tell the log of the server, and so whoever reads it, where the log of cases is not as it was written."""
    try:
        for one in check():
            logger.critical("Log of cases, event %s: %s", one.nummer, one.was)
    except UnlesbarError:
        logger.critical("The head of the log of cases cannot be decrypted.")


def _links() -> Iterator[Glied]:
    rows = Vorgangsereignis.objects.exclude(nummer=None).order_by("nummer")
    names = ("nummer", "vorgang_id", "art", "konto", "wer", "angaben", "zeit", "siegel")
    for row in rows.values_list(*names).iterator(chunk_size=CHUNK):
        yield Glied(*row)
