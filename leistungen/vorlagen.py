"""The wordings that other texts were written for or translated from, kept by their hash."""

from collections.abc import Iterable

from cms.models import Gebiet
from leistungen.models import Textstand, Vorlage
from leistungen.textmodule import NACH_KEY, REIHENFOLGE
from leistungen.vererbung import Abschnitt, resolve
from leistungen.wortlaut import words


def keep_vorlagen(leistung: int) -> None:
    """Keep every resolved Stammtext section of a Leistung by its hash."""
    lagen = Textstand.objects.filter(leistung=leistung, stamm=True).lagen().get(leistung, [])
    orte = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for lage in lagen for text in lage.texte))
    for kette in Gebiet.objects.filter(pk__in=orte).values_list("kette", flat=True):
        for abschnitt in resolve(lagen, kette, REIHENFOLGE):
            inhalt = [teil.text.inhalt for teil in abschnitt.teile]
            Vorlage.objects.get_or_create(hash=abschnitt.hash, defaults={"inhalt": inhalt})


def keep_wordings(texte: Iterable[Abschnitt]) -> None:
    """Keep the words of German texts (``Textstand.vorlagen``), without the numbers of typed lists."""
    for text in texte:
        inhalt = [words(NACH_KEY[text.modul], teil.text.inhalt) for teil in text.teile]
        Vorlage.objects.get_or_create(hash=text.hash, defaults={"inhalt": inhalt})
