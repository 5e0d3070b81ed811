"""Figures of what waits for the Redaktionen: the tasks of the editors' desk, and places where nobody is responsible."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, overload

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy

from cms.gedaechtnis import remember
from cms.models import Redaktion
from cms.orte import Ort, verzeichnis
from leistungen import aufgaben
from leistungen.adressen import leistung_url
from leistungen.enums import Aufgabenart
from leistungen.kennzahlen.bestand import bestand
from leistungen.kennzahlen.modell import Auswahl, Gruppe, Kennzahl, Stand, Wort, Zeile
from leistungen.models import Aufgabe, Zustaendigkeit
from leistungen.textmodule import NACH_KEY


@remember("redaktion", "gebiete")
def redaktionen() -> dict[int, tuple[str, Ort]]:
    """The name and place of each Redaktion, by id, in alphabetical order."""
    by_id = verzeichnis().by_id
    return {
        pk: (name, by_id[gebiet])
        for pk, name, gebiet in Redaktion.objects.order_by("name").values_list("pk", "name", "gebiet")
    }


def tasks(auswahl: Auswahl, art: Aufgabenart) -> QuerySet[Aufgabe]:
    """The tasks of a kind that a choice covers."""
    found = aufgaben.current().filter(art=art)
    if auswahl.themenfeld:
        found = found.filter(leistung__themenfeld=auswahl.themenfeld)
    if auswahl.stelle is not None:
        served = Zustaendigkeit.objects.filter(stelle=auswahl.stelle).values("leistung")
        found = found.filter(leistung__in=served)
    if auswahl.ort is not None:
        found = found.filter(
            redaktion__in=[pk for pk, (_name, ort) in redaktionen().items() if auswahl.covers(ort.kette)]
        )
    if auswahl.seit is not None:
        found = found.filter(seit__date__gte=auswahl.seit)
    return found


def _lines(counted: dict[int, int]) -> list[Gruppe]:
    """A line for each Redaktion for which something waits."""
    return [Gruppe(ort.slug, name, counted[pk]) for pk, (name, ort) in redaktionen().items() if counted.get(pk)]


def _task_row(aufgabe: Aufgabe) -> Zeile:
    name, ort = redaktionen()[aufgabe.redaktion_id]
    modul = NACH_KEY.get(aufgabe.modul)
    section: Wort = modul.name if modul else "–"
    since = aufgabe.seit.date()
    return Zeile(
        aufgabe.leistung.bezeichnung,
        leistung_url(aufgabe.leistung.slug, ort.in_adresse),
        (name, str(section), since),
        {
            "redaktion": ort.slug,
            "leistung": aufgabe.leistung.slug,
            "modul": aufgabe.modul,
            "seit": since.isoformat(),
        },
    )


class Aufgabenzeilen(Sequence[Zeile]):
    """Tasks as lines, read a page at a time."""

    def __init__(self, found: QuerySet[Aufgabe]):
        self.found = found.select_related("leistung").order_by("leistung__bezeichnung", "redaktion__name", "pk")

    def __len__(self) -> int:
        return self.found.count()

    def __iter__(self) -> Iterator[Zeile]:
        return (_task_row(one) for one in self.found)

    @overload
    def __getitem__(self, index: int) -> Zeile: ...
    @overload
    def __getitem__(self, index: slice) -> list[Zeile]: ...
    def __getitem__(self, index: int | slice) -> Zeile | list[Zeile]:
        if isinstance(index, slice):
            return [_task_row(one) for one in self.found[index]]
        return _task_row(self.found[index])


def _of_tasks(art: Aufgabenart, **words: Any) -> Kennzahl:
    """The figure of one kind of task, by Redaktion."""

    def stand(auswahl: Auswahl) -> Stand:
        counted = tasks(auswahl, art).order_by().values_list("redaktion").annotate(Count("pk"))
        lines = _lines(dict(counted))
        return Stand(sum(line.anzahl for line in lines), lines)

    def zeilen(auswahl: Auswahl, key: str) -> Sequence[Zeile]:
        found = tasks(auswahl, art)
        return Aufgabenzeilen(found.filter(redaktion__gebiet__slug=key) if key else found)

    spalten = (gettext_lazy("Redaktion"), gettext_lazy("Abschnitt"), gettext_lazy("Seit"))
    return Kennzahl(stand=stand, zeilen=zeilen, gruppe_heisst=gettext_lazy("Redaktion"), spalten=spalten, **words)


ZU_PRUEFEN = _of_tasks(
    Aufgabenart.ZU_PRUEFEN,
    key="zu-pruefen",
    titel=gettext_lazy("Örtliche Texte, die zu prüfen sind"),
    name=gettext_lazy("Texte zu prüfen"),
    erklaerung=gettext_lazy(
        "Bund oder Land haben ihren Text geändert, nachdem der örtliche dazu geschrieben wurde. Die Redaktion sagt, "
        "ob er noch stimmt."
    ),
    leer=gettext_lazy("Alle örtlichen Texte passen zu denen von Bund und Land."),
)
UEBERFAELLIG = _of_tasks(
    Aufgabenart.PRUEFUNG,
    key="ueberfaellig",
    titel=gettext_lazy("Überfällige Prüfungen"),
    name=gettext_lazy("Prüfungen überfällig"),
    erklaerung=gettext_lazy("Der Tag, an dem jemand den Text wieder ansehen sollte, ist erreicht oder vorbei."),
    leer=gettext_lazy("Keine Prüfung ist überfällig."),
)
LUECKEN = _of_tasks(
    Aufgabenart.LUECKE,
    key="luecken",
    titel=gettext_lazy("Fehlende Abschnitte"),
    name=gettext_lazy("Abschnitte fehlen"),
    erklaerung=gettext_lazy(
        "Einer Leistung fehlt vor Ort ein Abschnitt, den es auf keiner Ebene gibt, etwa die Kosten oder die Unterlagen."
    ),
    leer=gettext_lazy("Kein Abschnitt fehlt."),
)

# --- Nobody is responsible --------------------------------------------------------------------------------------------

Luecke = tuple[int, int]  # Redaktion, Leistung


def _unserved(auswahl: Auswahl) -> list[Luecke]:
    """Where nobody is entered. A day does not narrow it: nobody knows since when nobody is responsible."""
    waiting = tasks(replace(auswahl, seit=None), Aufgabenart.ZUSTAENDIGKEIT)
    return sorted(set(waiting.order_by().values_list("redaktion", "leistung")))


def _unserved_stand(auswahl: Auswahl) -> Stand:
    counted = Counter(redaktion for redaktion, _leistung in _unserved(auswahl))
    lines = _lines(counted)
    return Stand(sum(line.anzahl for line in lines), lines)


def _unserved_rows(auswahl: Auswahl, key: str) -> list[Zeile]:
    by_id = {one.id: one for one in bestand()}
    found = [
        (by_id[leistung], *redaktionen()[redaktion]) for redaktion, leistung in _unserved(auswahl) if leistung in by_id
    ]
    return [
        Zeile(
            one.bezeichnung,
            leistung_url(one.slug, ort.in_adresse),
            (one.themenfeld or "–", name),
            {"redaktion": ort.slug, "leistung": one.slug},
        )
        for one, name, ort in sorted(found, key=lambda line: (line[0].bezeichnung, line[1]))
        if not key or key == ort.slug
    ]


OHNE_ZUSTAENDIGKEIT = Kennzahl(
    key="ohne-zustaendigkeit",
    titel=gettext_lazy("Niemand ist zuständig"),
    name=gettext_lazy("Mal ist niemand zuständig"),
    erklaerung=gettext_lazy(
        "An diesen Orten ist eine Leistung zu lesen, aber keine Stelle dafür eingetragen. Bürgerinnen und Bürger sehen "
        "dort nur die Anschrift der Verwaltung."
    ),
    gruppe_heisst=gettext_lazy("Redaktion"),
    leer=gettext_lazy("Für jede Leistung ist eine Stelle eingetragen."),
    spalten=(gettext_lazy("Themenfeld"), gettext_lazy("Redaktion")),
    stand=_unserved_stand,
    zeilen=_unserved_rows,
)
