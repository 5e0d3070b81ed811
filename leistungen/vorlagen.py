"""The Stammtexte that local texts were written for, kept by their hash."""

from cms.models import Gebiet
from leistungen.models import Textstand, Vorlage
from leistungen.textmodule import REIHENFOLGE
from leistungen.vererbung import resolve


def keep_vorlagen(leistung: int) -> None:
    """Keep every resolved Stammtext section of a Leistung by its hash."""
    rows = Textstand.objects.filter(leistung=leistung)
    lagen = [lage for lage in rows.lagen().get(leistung, []) if lage.stamm]
    orte = {lage.gebiet for lage in lagen}.union(*(text.gilt_fuer for lage in lagen for text in lage.texte))
    for kette in Gebiet.objects.filter(pk__in=orte).values_list("kette", flat=True):
        for abschnitt in resolve(lagen, kette, REIHENFOLGE):
            inhalt = [teil.text.inhalt for teil in abschnitt.teile]
            Vorlage.objects.get_or_create(hash=abschnitt.hash, defaults={"inhalt": inhalt})
