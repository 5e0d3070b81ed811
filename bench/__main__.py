"""`python -m bench`."""

import os
import shutil
import warnings

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
warnings.simplefilter("ignore")
django.setup()

from bench.lauf import main  # noqa: E402 (needs the apps)

try:
    main()
finally:
    shutil.rmtree(os.environ["DATEN_DIR"], ignore_errors=True)
