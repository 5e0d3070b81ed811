"""Settings of the test run: the embedded portal, with everything it writes in a folder of its own."""

import os
import tempfile

os.environ.setdefault("DATEN_DIR", tempfile.mkdtemp(prefix="portal-tests-"))

from cms.settings import *  # noqa: F403
from cms.settings import DATABASES, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SUCHEN_JE_MINUTE = 10**9
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": None}
