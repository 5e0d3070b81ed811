"""What staff are told while Elasticsearch does not answer. Citizens are not: another engine answers them."""

import logging

from django.db import DatabaseError, transaction
from django.utils import timezone

from search.models import Suchstoerung

logger = logging.getLogger(__name__)


def begin(reason: str) -> None:
    """Elasticsearch is no longer asked."""
    logger.error("Elasticsearch fails; the embedded index answers. %s", reason)
    last(reason)


def last(reason: str) -> None:
    """It still does not answer: staff know, unless another process could ask it meanwhile."""
    try:
        with transaction.atomic():
            if not Suchstoerung.objects.exists():
                Suchstoerung.objects.create(seit=timezone.now(), grund=reason[:300])
    except DatabaseError:
        logger.exception("Staff could not be told.")


def end() -> None:
    """Elasticsearch answers again."""
    logger.warning("Elasticsearch answers again.")
    forget()


def forget() -> None:
    """It answers: what a process wrote that has ended since must not stand there for ever."""
    try:
        with transaction.atomic():
            Suchstoerung.objects.all().delete()
    except DatabaseError:
        logger.exception("Staff could not be told.")


def current() -> Suchstoerung | None:
    """The present failure."""
    return Suchstoerung.objects.order_by("seit").first()
