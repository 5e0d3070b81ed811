"""Try a form as citizens would fill it in, before anybody can."""

from django.db import transaction
from django.utils import timezone

from antraege.angebot import Angebot, Formular, karte
from antraege.definition import Definition
from antraege.feldtypen import rechnung
from antraege.formularspeicher import hinweis
from antraege.inhalt import Inhalt
from antraege.models import Antrag, Formularfassung, FormularPage
from antraege.pruefung import Fall, Fund, examine_structure, stops
from antraege.pruefung.faelle import fits
from antraege.services.beginnen import open_antrag
from cms.models import Organisationseinheit, Redaktion
from cms.orte import verzeichnis
from leistungen.models import Zustaendigkeit


class NichtAusfuellbarError(Exception):
    """Something stops the form; ``funde`` says what."""

    def __init__(self, funde: list[Fund]):
        super().__init__(len(funde))
        self.funde = funde


class KeineStelleError(Exception):
    """The Redaktion has no office that could get an application."""


@transaction.atomic
def try_form(*, page: FormularPage, fall: Fall | None = None, kennung: str = "") -> Antrag:
    """A draft on ``page`` as it was saved last. Everything about it is gone after a day.

    With the answers of ``fall``, on its day; ``kennung`` is its id, so that what is kept can take its place.

    Raises ``NichtAusfuellbarError`` and ``KeineStelleError``.
    """
    draft = page.get_latest_revision_as_object()
    daten = draft.definition()
    if found := stops(examine_structure(daten, timezone.localdate())):
        raise NichtAusfuellbarError(found)
    redaktion = page.redaktion
    ort = verzeichnis().by_id[redaktion.gebiet_id]
    formular = Formular(
        id=page.pk,
        slug=page.slug,
        titel=draft.title,
        leistung=page.leistung_id,
        leistung_slug=page.leistung.slug,
        leistung_name=page.leistung.bezeichnung,
        redaktion=redaktion.pk,
        fassung=_trial(page, Definition.from_json(daten)).pk,
        entwurf_tage=page.entwurf_tage,
    )
    antrag = open_antrag(angebot=Angebot(formular, ort, karte(_office(page, redaktion))), vorschau=True)
    if fall is not None:
        _fill(antrag, fall, kennung, Definition.from_json(daten))
    return antrag


def _fill(antrag: Antrag, fall: Fall, kennung: str, definition: Definition) -> None:
    """All pages count as done: the trial opens where everything is shown for checking, unless something is missing."""
    felder = definition.felder
    given = {
        key: wert
        for key, wert in fall.antworten.items()
        if key in felder and not rechnung(felder[key]) and fits(felder[key], wert)
    }
    antrag.schreiben(
        Inhalt(
            antworten=given,
            fertig=("voraussetzungen", *definition.nach_schluessel, "bezahlung"),
            hinweis={"fassung": hinweis(antrag.fassung_id), "am": timezone.localdate().isoformat()},
            versuch={"fall": kennung, "tag": fall.tag.isoformat()},
        )
    )
    antrag.leer = False
    antrag.save(update_fields=["inhalt", "leer"])


def _trial(page: FormularPage, definition: Definition) -> Formularfassung:
    same = Formularfassung.objects.filter(formular=page, hash=definition.hash, vorschau=True).first()
    return same or Formularfassung.objects.create(
        formular=page, hash=definition.hash, definition=definition.to_json(), ab=timezone.now(), vorschau=True
    )


def _office(page: FormularPage, redaktion: Redaktion) -> int:
    """Who would get it; else some office of the Redaktion: a form can be tried before anybody is responsible."""
    own = Zustaendigkeit.objects.filter(leistung=page.leistung_id, stelle__redaktion=redaktion)
    found = own.order_by("pk").values_list("stelle", flat=True).first()
    found = found or Organisationseinheit.objects.filter(redaktion=redaktion).values_list("pk", flat=True).first()
    if found is None:
        raise KeineStelleError
    return found
