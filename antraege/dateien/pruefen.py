"""Looks at one uploaded file as a whole: size, content, name."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from antraege.dateien import namen
from antraege.dateien.fehler import DateiError, Grund
from antraege.dateien.fremdes import refuse_virus
from antraege.dateien.typen import DATEITYPEN, Dateityp, detect, enumerate_types, name_other


@dataclass(frozen=True, slots=True)
class Datei:
    """A file that may be kept. ``name`` is for showing only; ``inhalt`` may have less in it than was sent."""

    name: str
    typ: Dateityp
    inhalt: bytes
    is_veraendert: bool

    @property
    def groesse(self) -> int:
        return len(self.inhalt)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.inhalt).hexdigest()


def examine(
    name: str,
    size: int | None,
    stream: IO[bytes],
    *,
    typen: Collection[Dateityp] = tuple(DATEITYPEN.values()),
    groesste: int | None = None,
) -> Datei:
    """Take the file, or raise a ``DateiError``. ``size`` is what was announced; nobody has to believe it."""
    largest = min(groesste or settings.ANLAGE_BYTES, settings.ANLAGE_BYTES)
    if size is not None and size > largest:
        raise _too_large(largest)
    shown = namen.clean(name, fallback=_("Datei"))
    content = stream.read(largest + 1)
    if len(content) > largest:
        raise _too_large(largest)
    if not content:
        raise DateiError(Grund.LEER)
    if size is not None and size != len(content):
        raise DateiError(Grund.UNVOLLSTAENDIG)
    refuse_virus(content)
    typ = _typ(content, typen)
    kept = typ.look(content)
    return Datei(_with_ending(shown, typ), typ, kept, kept is not content)


def _too_large(largest: int) -> DateiError:
    return DateiError(Grund.ZU_GROSS, groesste=filesizeformat(largest))


def _typ(content: bytes, typen: Collection[Dateityp]) -> Dateityp:
    typ = detect(content)
    erlaubt = enumerate_types(typen)
    if typ is None:
        raise DateiError(name_other(content), erlaubt=erlaubt)
    if typ not in typen:
        raise DateiError(Grund.TYP_HIER_NICHT, typ=str(typ), erlaubt=erlaubt)
    return typ


def _with_ending(name: str, typ: Dateityp) -> str:
    """Phones rename pictures carelessly; any other disagreement is no slip."""
    stem, ending = namen.split(name)
    claimed = next((one for one in DATEITYPEN.values() if ending in one.endungen), None)
    if claimed is typ:
        return namen.shorten(stem, name[len(stem) :])
    if not ending or (typ.is_bild and claimed is not None and claimed.is_bild):
        return namen.shorten(stem, typ.endungen[0])
    raise DateiError(Grund.ENDUNG, endung=ending, typ=str(typ))
