"""The wordings that other texts were written for or translated from, kept by their hash."""

from collections.abc import Iterable, Mapping
from typing import Any

from cms.models import Gebiet
from leistungen.models import Textstand, Vorlage
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.vererbung import Abschnitt, resolve
from leistungen.wortlaut import words


def keep(wordings: Mapping[str, list[Any]]) -> None:
    """Keep contents by their hash; "" names none. One query."""
    Vorlage.objects.bulk_create(
        [Vorlage(hash=hash_, inhalt=inhalt) for hash_, inhalt in wordings.items() if hash_], ignore_conflicts=True
    )


def keep_vorlagen(leistung: int) -> None:
    """Keep every resolved Stammtext section of a Leistung by its hash."""
    lagen = Textstand.objects.filter(leistung=leistung, stamm=True).lagen().get(leistung, [])
    orte = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for lage in lagen for text in lage.texte))
    ketten = Gebiet.objects.filter(pk__in=orte).values_list("kette", flat=True)
    keep({one.hash: wording(one) for kette in ketten for one in resolve(lagen, kette, REIHENFOLGE)})


def keep_wordings(texte: Iterable[Abschnitt]) -> None:
    """Keep the words of German texts (``Textstand.vorlagen``), without the numbers of typed lists."""
    keep({one.hash: [words(NACH_KEY[one.modul], inhalt) for inhalt in wording(one)] for one in texte})


def wording(abschnitt: Abschnitt) -> list[Any]:
    """The contents of a section's parts, as a ``Vorlage`` keeps them."""
    return [teil.text.inhalt for teil in abschnitt.teile]
