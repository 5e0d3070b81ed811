"""Answers in texts: "Ihr Fest beginnt am {beginn}." A name in braces is the key of a field."""

import re
from collections.abc import Iterator, Mapping

from django.utils.html import escape
from django.utils.translation import gettext as _

from antraege.feldtypen import NACH_TYP, Feld, Json

_NAME = re.compile(r"\{([^{}<>]*)\}")


def names(text: str) -> Iterator[str]:
    """All names that a text uses, those of no field too."""
    return (match[1] for match in _NAME.finditer(text))


def filled(text: str, felder: Mapping[str, Feld], antworten: Mapping[str, Json], *, html: bool = False) -> str:
    """The text with answers as people read them; ``html``: it is HTML, so they are escaped. Other braces stay."""
    if "{" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        feld = felder.get(match[1])
        if feld is None:
            return match[0]
        said = _shown(feld, antworten.get(feld.schluessel))
        return escape(said) if html else said

    return _NAME.sub(shown, text)


def _shown(feld: Feld, antwort: Json) -> str:
    typ = NACH_TYP[feld.typ]
    if antwort is None:
        return _("keine Angabe")
    return ", ".join(typ.anzeige(typ.aus_export(antwort, feld), feld).splitlines())
