"""A portal of the size of Rhineland-Palatinate: all its places, 1 600 Leistungen, 206 administrations that write."""

from collections.abc import Mapping
from io import StringIO

from django.core.management import call_command

from bench.erzeugen import Art, catalogue, is_stamm
from bench.lauf import front_door
from bench.wortwahl import Wortwahl
from cms.models import Ebene, Gebiet, Redaktion
from leistungen.models import Leistung

LEISTUNGEN = 1_600
VERWALTUNGEN = 206
JEDE = 10  # every tenth Leistung has a text of every administration
LAND = "rheinland-pfalz"
KREISE = {Ebene.LANDKREIS, Ebene.KREISFREIE_STADT}
PROSA = {"volltext": 18, "unterlagen": 8, "voraussetzungen": 8, "verfahrensablauf": 10, "hinweise": 6}  # sentences
VOR_ORT = {"volltext": 4, "hinweise": 3}


class Landesgroesse:
    def __init__(self) -> None:
        self.worte = Wortwahl()

    def generate(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("gebiete_load", verbosity=0, stdout=StringIO())
        front_door()
        land = Gebiet.objects.get(slug=LAND)
        writing = Gebiet.objects.exclude(ebene__in=[Ebene.BUND, Ebene.LAND, Ebene.ORTSGEMEINDE]).order_by("ars")
        largest = Gebiet.objects.filter(ebene=Ebene.ORTSGEMEINDE).order_by("-einwohner")[:VERWALTUNGEN]
        art = Art(self._leistung, self._texte, _is_common, _is_responsible)
        catalogue([land, *[*writing, *largest][:VERWALTUNGEN]], LEISTUNGEN, sprachen=["de"], art=art)

    def _leistung(self, redaktion: Redaktion, number: int) -> Leistung:
        return Leistung(
            slug=f"leistung-{number}",
            bezeichnung=self.worte.title(number),
            redaktion=redaktion,
            synonyme=[self.worte.nomen[7 * number + 3], self.worte.nomen[7 * number + 5]],
            zielgruppen=["unternehmen" if number % 3 else "buerger"],
        )

    def _texte(self, redaktion: Redaktion, row: Leistung) -> Mapping[str, str]:
        topic = row.bezeichnung.split()[0]
        lengths = PROSA if is_stamm(redaktion) else VOR_ORT
        texts = {key: _paragraphs(self.worte.prose(topic, number)) for key, number in lengths.items()}
        if not is_stamm(redaktion):
            return texts
        titles = {"leistungsbezeichnung": row.bezeichnung, "leistungsbezeichnung_ii": row.bezeichnung}
        law = {"rechtsgrundlagen": f"<p>§ {row.pk % 97 + 1} Abs. 2 {topic[:3].upper()}VO</p>"}
        return titles | {"kurztext": self.worte.prose(topic, 2)} | texts | law


def _paragraphs(prose: str) -> str:
    sentences = prose.split(". ")
    return "".join(f"<p>{'. '.join(sentences[start : start + 4])}</p>" for start in range(0, len(sentences), 4))


def _is_common(gebiet: Gebiet, row: Leistung) -> bool:
    return int(row.slug.rsplit("-", 1)[1]) % JEDE == 0


def _is_responsible(gebiet: Gebiet, row: Leistung) -> bool:
    return gebiet.ebene in KREISE or _is_common(gebiet, row)
