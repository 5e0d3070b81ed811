"""`python -m bench`: pages and the editors' desk; `python -m bench suche`: the search at a state's size."""

import os
import shutil
import sys
import warnings

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
warnings.simplefilter("ignore")
django.setup()

from bench import lauf, suche  # noqa: E402 (they need the apps)

if sys.argv[1:2] == ["prozess"]:
    suche.answer_and_weigh(sys.argv[2])
else:
    try:
        suche.main() if sys.argv[1:] == ["suche"] else lauf.main()
    finally:
        shutil.rmtree(os.environ["DATEN_DIR"], ignore_errors=True)
