"""Fixtures of the platform's tests."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from cms import seitencache


@pytest.fixture(scope="module")
def rlp(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """All places and postcodes of the repository, loaded once for the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("gebiete_load", stdout=StringIO())
        yield
        transaction.set_rollback(True)
    seitencache.abgleich.forget()
