"""Fixtures of the platform's tests."""

from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import call_command

from tests.rechtewelt import Rechtewelt
from tests.vorfuehrung import Vorfuehrung


@pytest.fixture(scope="module")
def rlp(geteilt) -> None:
    """All places and postcodes of the repository."""
    call_command("gebiete_load", stdout=StringIO())


@pytest.fixture(scope="module")
def vorfuehrung(geteilt) -> Vorfuehrung:
    return Vorfuehrung()


@pytest.fixture
def portal(vorfuehrung, db) -> Vorfuehrung:
    return deepcopy(vorfuehrung)


@pytest.fixture(scope="module")
def rechtewelt(geteilt) -> Rechtewelt:
    return Rechtewelt()


@pytest.fixture
def welt(rechtewelt, db) -> Rechtewelt:
    return deepcopy(rechtewelt)
