"""How many queries the pages of a draft cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.seitencache import speicher
from tests.antraege.welt import Reise, Welt

pytestmark = pytest.mark.django_db


def count(ask: Callable[[], Any]) -> int:
    """Of what a process has done before; on PostgreSQL each page also asks whether anything has changed."""
    ask()
    speicher.drop()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len([one for one in captured if "SAVEPOINT" not in one["sql"] and "cms_aenderungsstand" not in one["sql"]])


def test_pages_of_a_draft_cost_few_queries(orte, client):
    Welt(orte)
    reise = Reise(client)
    reise.fill()
    fest = {"beginn": "24.12.2030", "zelt": "nein"}
    found = {
        "info": count(lambda: client.get("/antrag/fest/masburg/")),
        "step": count(lambda: reise.go("fest")),
        "english": count(lambda: client.get(f"/en/antrag/e/{reise.antrag.kennung}/fest/")),
        "check": count(lambda: reise.go("pruefen")),
        "post": count(lambda: reise.send("fest", **fest)),
        "save": count(lambda: reise.send("fest", "speichern", **fest)),
        "refused": count(lambda: reise.send("fest", beginn="")),
    }
    most = {"info": 3, "step": 1, "english": 2, "check": 2, "post": 4, "save": 4, "refused": 4}
    assert not {name: number for name, number in found.items() if number > most[name]}, found
