"""The portal as it runs embedded, with the yardsticks' pages beside it and a folder of its own."""

import os
import tempfile

# A process that another one starts works in the same folder.
os.environ["DATEN_DIR"] = os.environ.get("BENCH_ORDNER") or tempfile.mkdtemp(prefix="portal-bench-")
os.environ.pop("DATABASE_URL", None)
if "BENCH_DATENBANK" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["BENCH_DATENBANK"]

from cms.settings import *  # noqa: F403
from cms.settings import ACCOUNT_RATE_LIMITS, BASE_DIR, MIDDLEWARE, STORAGES, TEMPLATES

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["DIRS"] = [BASE_DIR / "bench" / "templates"]
SUCHEN_JE_MINUTE = 10**9
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
OHNE_SEITENCACHE = [name for name in MIDDLEWARE if "seitencache" not in name]
ACCOUNT_RATE_LIMITS["antrag"] = "1000000/10m/ip"  # all citizens of a measurement have one address
