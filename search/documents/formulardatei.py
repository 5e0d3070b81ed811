"""A form to download as a document: what the published texts of a Leistung offer, where they offer it.

Nothing else in the media library is found: a file that no published text names is not public.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from leistungen.adressen import leistung_url
from leistungen.vererbung import Lage, Text, resolve
from search.documents.base import Dokument, Dokumentart, Werte
from search.documents.leistung import LeistungDokument, Zeile, rows
from search.documents.organisationseinheit import SPRACHEN
from search.documents.reichweite import spread

MODUL = "formulare"


@dataclass(slots=True)
class Datei:
    """A form, and where it is offered: Gebiete with all that lies in them, ``=7`` for one without."""

    bezeichnung: str
    format: str
    gebiete: list[int | str] = field(default_factory=list)


class FormulardateiDokument(Dokumentart):
    """``pks`` are those of the Leistungen."""

    typ = "formulardatei"
    name = _("Formular")
    gewicht = 0.75

    def pks(self, tags: Collection[str] | None = None) -> set[int]:
        return LeistungDokument().pks(tags)

    def dokumente(self, pks: Collection[int]) -> Iterator[Dokument]:
        for zeile in rows(pks):
            for teil, datei in enumerate(_files(zeile.lagen.get("de", []))):
                yield _document(zeile, teil, datei)

    def url(self, ziel: Werte, ort: str) -> str:
        """Where it is explained, with its size and how accessible it is."""
        return f"{leistung_url(ziel['slug'], ort)}#{MODUL}"


def _files(lagen: list[Lage]) -> list[Datei]:
    texts = [text for lage in lagen for text in lage.texte if text.modul == MODUL]
    if not texts:
        return []
    files = {address: Datei(item["bezeichnung"], item.get("format") or "") for address, item in _entries(texts)}
    order = sorted(files)

    def offered(kette: Sequence[int]) -> set[str]:
        shown = [teil.text for one in resolve(lagen, kette, (MODUL,)) for teil in one.teile]
        return {str(order.index(address)) for address, _item in _entries(shown)}

    places = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for text in texts))
    for token in spread(offered, places):
        number, _at, place = token.partition("@")
        files[order[int(number)]].gebiete.append(int(place) if place.isdigit() else place)
    return [files[address] for address in order if files[address].gebiete]


def _entries(texts: Iterable[Text]) -> Iterator[tuple[str, Werte]]:
    for text in texts:
        yield from ((str(item["url"]), item) for item in text.inhalt or () if item.get("url"))


def _document(zeile: Zeile, teil: int, datei: Datei) -> Dokument:
    row = zeile.leistung
    return Dokument(
        typ="formulardatei",
        pk=row["pk"],
        teil=teil,
        sprache="de",
        sprachen=SPRACHEN,
        tags=(f"leistung:{row['pk']}",),
        ziel={"slug": row["slug"]},
        titel=datei.bezeichnung,
        zonen={
            "titel": (datei.bezeichnung,),
            "woerter": (row["bezeichnung"],),
            "kurz": (", ".join(filter(None, [row["bezeichnung"], datei.format])),),
        },
        gebiete=tuple(sorted(datei.gebiete, key=str)),
        merkmale=("typ:formulardatei",),
    )
