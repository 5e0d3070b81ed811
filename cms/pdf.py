"""Accessible PDF (PDF/UA-1) from a typst template and plain data. The one door to typst.

A template reads its data by ``json(bytes(sys.inputs.daten))``. Words come with the data, so that gettext knows them.
"""

import json
import re
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

# What the typesetter's fonts have for certain. PDF/UA allows no sign without a glyph, so one emoji stops a document.
_RARE = re.compile(
    "[^\n -~\u00a0-\u017f\u0391-\u03a1\u03a3-\u03a9\u03ac-\u03ce\u0400-\u045f"
    "\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac\u2192]"
)


def typeset(vorlage: Path, daten: dict[str, Any]) -> bytes:
    """The document; only the typesetter's own fonts are used and embedded, so that it looks the same everywhere.

    Where the fonts lack a sign, all rare ones are printed as "□".
    """
    try:
        return _compile(vorlage, daten)
    except typst.TypstError:
        return _compile(vorlage, _without_rare(daten))


def _without_rare(value: Any) -> Any:
    if isinstance(value, str):
        return _RARE.sub("□", value)
    if isinstance(value, dict):
        return {key: _without_rare(one) for key, one in value.items()}
    return [_without_rare(one) for one in value] if isinstance(value, list) else value


def _compile(vorlage: Path, daten: dict[str, Any]) -> bytes:
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
