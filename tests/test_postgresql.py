"""Models, queries and transactions on the other database: the same tests once more, on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import bedarf

ROOT = Path(__file__).parent.parent
OWN = ("DATEN_DIR", "DATABASE_URL", "PYTEST_")  # belong to the run that starts this one

WHICH = "datenbank and not browser and not servers"
OPTIONS = ("-rs", "-n", "2", "--create-db", "-p", "no:cacheprovider", "-m", WHICH)


@pytest.mark.servers
@pytest.mark.slow
def test_models_queries_and_transactions_on_postgresql():
    url = bedarf.postgresql()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *OPTIONS,
            "tests/antraege",
            "tests/cms",
            "tests/konto",
            "tests/leistungen",
            "tests/search",
        ],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-5_000:]
