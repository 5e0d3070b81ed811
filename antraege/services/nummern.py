"""Vorgangsnummern: give the next one, and change the pattern they are written by. None is ever given twice.

A pattern that was used once stays as a retired Nummernkreis. A new one is only taken if it can make no number that
another has made or can make, so that giving a number need look at no other pattern.
"""

from datetime import date
from string import ascii_lowercase

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from antraege.models import Antrag, Nummernkreis, Vorgang
from antraege.models.nummernkreis import usual_muster, validate_muster
from antraege.nummernmuster import is_same_shape, overlap
from cms.models import Redaktion


def next_nummer(redaktion: int, heute: date | None = None) -> str:
    """The next number of a Redaktion; others who want one wait until the transaction ends.

    One that a case from elsewhere has is passed over: whoever got it could never send.
    """
    kreis = _locked(redaktion) or _first(redaktion)
    tag = heute or timezone.localdate()
    kreis.count_on(tag)
    while is_of_case(kreis.written()):
        kreis.count_on(tag)
    kreis.save(update_fields=["jahr", "letzte"])
    return kreis.written()


def is_of_case(nummer: str) -> bool:
    """Whether a case has it, be its application deleted or not."""
    return Vorgang.objects.filter(nummer=nummer).exists()


def preview_nummer(redaktion: int, muster: str) -> str:
    """The number that the next application would get by this pattern. Raises ``ValidationError``, as ``set_muster``."""
    own = Nummernkreis.objects.filter(redaktion=redaktion).first()
    if own is None or own.muster != muster:
        validate_muster(muster)
        own = _prepared(muster, own, list(Nummernkreis.objects.all()))
    return own.next_on(timezone.localdate())


@transaction.atomic
def set_muster(*, redaktion: int, muster: str) -> Nummernkreis:
    """From now on its numbers are written so. The count goes on where only the filled up digits change.

    Raises ``ValidationError`` for what is no pattern, and for one whose numbers another has given or may give.
    """
    validate_muster(muster)
    rows = list(Nummernkreis.objects.select_for_update().order_by("pk"))  # nobody else changes one meanwhile
    own = next((one for one in rows if one.redaktion_id == redaktion), None)
    if own is not None and own.muster == muster:
        return own
    new = _prepared(muster, own, rows)
    if own is not None:
        own.redaktion = None
        own.save(update_fields=["redaktion"])
    new.redaktion_id = redaktion
    new.save()
    return new


def _prepared(muster: str, own: Nummernkreis | None, rows: list[Nummernkreis]) -> Nummernkreis:
    """The Nummernkreis of a pattern that nothing stands against: a retired one again, or a new one."""
    alike = []
    for one in rows:
        if not overlap(one.muster, muster):
            continue
        if not is_same_shape(one.muster, muster) or (one.redaktion_id is not None and one is not own and one != own):
            raise ValidationError(_taken(one, own))
        alike.append(one)
    new = next((one for one in alike if one.muster == muster), None) or Nummernkreis(muster=muster)
    new.jahr, new.letzte = max(((one.jahr, one.letzte) for one in alike), default=(0, 0))
    return new


def _taken(one: Nummernkreis, own: Nummernkreis | None) -> str:
    if one == own:
        meldung = _("Solche Nummern kann Ihre Redaktion schon nach dem jetzigen Muster „%(muster)s“ vergeben haben.")
    elif one.redaktion_id is None:
        meldung = _("Solche Nummern können früher schon vergeben worden sein, nach dem Muster „%(muster)s“.")
    else:
        meldung = _("Solche Nummern vergibt schon eine andere Redaktion, nach dem Muster „%(muster)s“.")
    return meldung % {"muster": one.muster} + " " + _("Ändern Sie einen Teil, zum Beispiel durch ein Kürzel.")


@transaction.atomic
def skip_given(redaktion: int) -> bool:
    """Whether the number that would come next is there already; then the count goes on behind all such."""
    kreis = _locked(redaktion)
    if kreis is None:
        return False
    skipped = False
    while _is_given(kreis):
        kreis.save(update_fields=["jahr", "letzte"])
        skipped = True
    return skipped


def _is_given(kreis: Nummernkreis) -> bool:
    """Whether the next number is there; counts on to it."""
    kreis.count_on(timezone.localdate())
    nummer = kreis.written()
    return Antrag.objects.filter(nummer=nummer).exists() or is_of_case(nummer)


def _locked(redaktion: int) -> Nummernkreis | None:
    return Nummernkreis.objects.select_for_update().filter(redaktion=redaktion).first()


def _first(redaktion: int) -> Nummernkreis:
    """With the usual pattern, or the next one like it that is free."""
    for zusatz in ("", *ascii_lowercase):
        try:
            with transaction.atomic():
                set_muster(redaktion=redaktion, muster=usual_muster(Redaktion(pk=redaktion), zusatz))
        except (IntegrityError, ValidationError):  # somebody was faster, or it is another's
            pass
        if (found := _locked(redaktion)) is not None:
            return found
    raise Nummernkreis.DoesNotExist(redaktion)
