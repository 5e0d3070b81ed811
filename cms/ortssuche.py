"""Places by what people type, over the directory in memory."""

from collections import defaultdict
from collections.abc import Iterable

from cms.gedaechtnis import remember
from cms.models import Ebene, Postleitzahl, Redaktion
from cms.orte import Ort, Verzeichnis, verzeichnis
from cms.ortsindex import Eintrag, Ortsindex

AT_MOST = 10


def suche(q: str, limit: int = AT_MOST) -> list[Ort]:
    """Places that fit, the best first: at most ``limit``, but all places of a full postcode."""
    by_id = verzeichnis().by_id
    return [by_id[id_] for id_ in _index().suche(q, limit)]


def suche_betreute(q: str, limit: int = AT_MOST) -> list[Ort]:
    """As ``suche``, but only places for which a Redaktion nearer than the Land writes: those the portal is made for."""
    by_id = verzeichnis().by_id
    return [by_id[id_] for id_ in _index_of_betreute().suche(q, limit)]


def mehrdeutig(name: str) -> list[Ort]:
    """All places that bear a bare name ("laubach": two of them), or share a full postcode."""
    by_id = verzeichnis().by_id
    index = _index()
    return [by_id[id_] for id_ in index.of_postcode(name.strip()) or index.named(name)]


def eindeutig(text: str) -> Ort | None:
    """The one place that is meant: by slug, key, label, or because only one municipality bears the name.

    A municipality counts before the Verbandsgemeinde or the Landkreis that is named after it.
    """
    orte = verzeichnis()
    if found := orte.find(text) or orte.find_anzeige(text):
        return found if is_offered(found) else None
    named = mehrdeutig(text)
    gemeinden = [ort for ort in named if ort.ist_gemeinde]
    best = gemeinden or named
    return best[0] if len(best) == 1 else None


def is_offered(ort: Ort) -> bool:
    """Whether citizens may choose it; the Bund is everywhere."""
    return ort.waehlbar and ort.ebene != Ebene.BUND


@remember("gebiete")
def _index() -> Ortsindex:
    return _index_of(verzeichnis().orte)


@remember("gebiete", "redaktion")
def _index_of_betreute() -> Ortsindex:
    teams = set(Redaktion.objects.values_list("gebiet", flat=True))
    orte = verzeichnis()
    local = {id_ for id_ in teams if not orte.by_id[id_].hoheitlich}
    return _index_of(ort for ort in orte.orte if not local.isdisjoint(ort.kette))


def _index_of(some: Iterable[Ort]) -> Ortsindex:
    orte = verzeichnis()
    codes: dict[str, list[int]] = defaultdict(list)
    for plz, gebiet in Postleitzahl.objects.values_list("plz", "gebiet"):
        codes[plz].append(gebiet)
    return Ortsindex([_entry(ort, orte) for ort in some if is_offered(ort)], codes)


def _entry(ort: Ort, orte: Verzeichnis) -> Eintrag:
    return Eintrag(
        id=ort.id,
        name=ort.name,
        ebene=ort.ebene,
        stadt=ort.ist_stadt,
        einwohner=ort.einwohner or 0,
        umgebung=tuple(orte.by_id[id_].bezeichnung for id_ in ort.kette[1:]),
    )
