"""`python -m bench`: pages, steps of applications, the editors' desk; `python -m bench suche`: the search at a state's
size; `python -m bench antraege`: citizens who apply all at once.
"""

import os
import shutil
import sys
import warnings

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
warnings.simplefilter("ignore")
django.setup()

from bench import antraege, lauf, suche, versuchsportal  # noqa: E402 (they need the apps)

if sys.argv[1:2] == ["portal"]:
    versuchsportal.serve(int(sys.argv[2]))
elif sys.argv[1:2] == ["prozess"]:
    suche.answer_and_weigh(sys.argv[2])
else:
    try:
        if sys.argv[1:2] == ["antraege"]:
            antraege.main(sys.argv[2:])
        else:
            suche.main() if sys.argv[1:] == ["suche"] else lauf.main()
    finally:
        shutil.rmtree(os.environ["DATEN_DIR"], ignore_errors=True)
