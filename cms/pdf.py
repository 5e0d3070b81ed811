"""Accessible PDF (PDF/UA-1) from a typst template and plain data. The one door to typst.

A template reads its data by ``json(bytes(sys.inputs.daten))``. Words come with the data, so that gettext knows them.
"""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone


def typeset(vorlage: Path, daten: dict[str, Any]) -> bytes:
    """The document; only the typesetter's own fonts are used and embedded, so that it looks the same everywhere."""
    document = typst.compile(
        vorlage,
        root=vorlage.parent,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"daten": json.dumps(daten, ensure_ascii=False)},
        timestamp=int(timezone.now().timestamp()),
    )
    if not isinstance(document, bytes):
        raise TypeError(type(document))
    return document
