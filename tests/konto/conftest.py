"""Fixtures of the tests around accounts."""

import pytest
from django.core.cache import cache

from tests.factories.cms import UserFactory, ensure_roots


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    """Limits count in the cache, which outlives a test."""
    cache.clear()
    ensure_roots()


@pytest.fixture
def konto(db):
    """Somebody who runs the portal."""
    return UserFactory(username="anna", email="anna@stadt.example", is_superuser=True)
