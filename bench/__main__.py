"""`python -m bench`: pages and the editors' desk; `python -m bench suche`: the search at a state's size;
`python -m bench schritte`: the steps of an application; `python -m bench antraege`: citizens who apply all at once.
"""

import os
import shutil
import sys
import warnings

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
warnings.simplefilter("ignore")
django.setup()

from bench import antraege, lauf, schritte, suche, versuchsportal  # noqa: E402 (they need the apps)

if sys.argv[1:2] == ["portal"]:
    versuchsportal.serve(int(sys.argv[2]), ohne_schutz="--ohne-schutz" in sys.argv)
elif sys.argv[1:2] == ["prozess"]:
    suche.answer_and_weigh(sys.argv[2])
else:
    try:
        match sys.argv[1:]:
            case ["antraege", *rest]:
                antraege.main(rest)
            case ["schritte"]:
                schritte.main()
            case ["suche"]:
                suche.main()
            case _:
                lauf.main()
    finally:
        shutil.rmtree(os.environ["DATEN_DIR"], ignore_errors=True)
