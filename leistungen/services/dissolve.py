"""Writing use case: a Redaktion is dissolved, and another takes over what it leaves. Its place stays as it is."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms import aenderungen
from cms.models import Gebiet, Organisationseinheit, Person, Redaktion
from cms.services.redaktionen import merge_redaktion
from leistungen.models import Leistung, Zustaendigkeit
from leistungen.services.uebergeben import hand_over, texts_of

ANLASS = "Redaktion aufgelöst"
TAGS = {"katalog", "redaktion", "stellen"}


class NichtSichSelbstError(Exception):
    """A Redaktion cannot take over from itself."""


@dataclass(frozen=True, slots=True)
class Nachlass:
    """What depends on a Redaktion."""

    texte: int
    entwuerfe: int
    stellen: int
    personen: int
    zustaendigkeiten: int
    leistungen: int
    medien: int
    konten: tuple[str, ...]
    weiteres: tuple[str, ...]  # of other apps, in words (``settings.NACHLASS``)


def estate(redaktion: Redaktion) -> Nachlass:
    """What another would have to take over, and who would lose the right to write."""
    pages = list(texts_of(redaktion))
    people = get_user_model().objects.filter(groups__in=[redaktion.redakteure_id, redaktion.freigebende_id])
    media = [
        model.objects.filter(collection=redaktion.collection) for model in (get_image_model(), get_document_model())
    ]
    return Nachlass(
        texte=sum(page.live for page in pages),
        entwuerfe=sum(not page.live for page in pages),
        stellen=Organisationseinheit.objects.filter(redaktion=redaktion).count(),
        personen=Person.objects.filter(stelle__redaktion=redaktion).count(),
        zustaendigkeiten=Zustaendigkeit.objects.filter(redaktion=redaktion).count(),
        leistungen=Leistung.objects.filter(redaktion=redaktion).count(),
        medien=sum(found.count() for found in media),
        konten=tuple(sorted(user.get_full_name() or user.get_username() for user in people.distinct())),
        weiteres=tuple(text for path in settings.NACHLASS for text in import_string(path)(redaktion)),
    )


def covers(nachfolger: Redaktion, redaktion: Redaktion) -> bool:
    """Whether a Redaktion writes for the place of another too, so that its texts can stay as they are."""
    return nachfolger.gebiet_id in redaktion.gebiet.kette


@transaction.atomic
def dissolve(*, redaktion: Redaktion, nachfolger: Redaktion) -> list[str]:
    """Hand all that a Redaktion has to another and delete it. Returns what became of it, in plain words.

    Where the successor writes for that place too, citizens read what they read before: the texts hold for the old
    Redaktion's place alone. Elsewhere they wait as drafts. Accounts keep nothing: whose they are now to be, is not
    for a program to say.
    """
    if redaktion == nachfolger:
        raise NichtSichSelbstError
    name, konten = redaktion.name, estate(redaktion).konten
    tags = {f"leistung:{page.leistung_id}" for page in texts_of(redaktion)}
    stays = covers(nachfolger, redaktion)
    orte = [Gebiet.objects.get(pk=redaktion.gebiet_id)] if stays else []
    done = hand_over(von=redaktion, an=nachfolger, orte=orte, live=stays, anlass=ANLASS)
    behind = merge_redaktion(von=redaktion, an=nachfolger)
    aenderungen.record(TAGS | tags)
    found = [_("Redaktion „%(alt)s“ ist aufgelöst. Es übernimmt: %(neu)s.") % {"alt": name, "neu": nachfolger.name}]
    found += _in_words(done.texte) + done.meldungen
    if konten:
        found.append(_("Diese Konten schreiben dort nicht mehr: %(wer)s.") % {"wer": ", ".join(konten)})
    for table, number in behind.items():
        found.append(_("%(was)s: %(n)d bleiben bei der alten Redaktion.") % {"was": table, "n": number})
    return found


def _in_words(done: Counter[str]) -> list[str]:
    folgt, vereint, entwurf = (done[key] for key in ("folgt", "vereint", "entwurf"))
    texts = (
        (folgt, ngettext("%(n)d Text ist zu lesen wie bisher.", "%(n)d Texte sind zu lesen wie bisher.", folgt)),
        (
            vereint,
            ngettext(
                "%(n)d Text steht jetzt mit dem der anderen Redaktion zusammen.",
                "%(n)d Texte stehen jetzt mit denen der anderen Redaktion zusammen.",
                vereint,
            ),
        ),
        (
            entwurf,
            ngettext(
                "%(n)d Text wartet als Entwurf und ist nicht mehr zu lesen.",
                "%(n)d Texte warten als Entwurf und sind nicht mehr zu lesen.",
                entwurf,
            ),
        ),
    )
    return [text % {"n": number} for number, text in texts if number]
