"""Take a running draft to the newest state of its form: every answer that still fits is kept."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from antraege.definition import ANTRAGSTELLER, Definition
from antraege.feldtypen import NACH_TYP, Feld, Json
from antraege.formularspeicher import auswerter
from antraege.inhalt import Inhalt
from antraege.models import Antrag, Formulartexte
from antraege.services.anlagen import drop_unused
from antraege.services.fassungen import newest


@transaction.atomic
def move_antrag(*, antrag: int) -> bool:
    """Returns whether it was moved: not if its state has not been ended, or there is no newer one.

    Files of answers that are not kept go: they are asked for again, and nobody sees these any more.

    The draft then says in ``Inhalt.umzug`` why, by keys of fields what is new, gone, and to be answered again, and
    whether there is another data protection notice to be read.
    """
    row = Antrag.objects.select_for_update(of=("self",)).select_related("fassung").get(pk=antrag)
    new = newest(row.formular_id)
    if not row.ist_entwurf or row.fassung.beendet_at is None or new is None:
        return False
    inhalt = row.lesen()
    before, after = Definition.from_json(row.fassung.definition), Definition.from_json(new.definition)
    languages = Formulartexte.objects.filter(formular=row.formular_id).values_list("sprache", flat=True)
    read = [auswerter(new.pk, sprache).definition for sprache in languages]
    kept = moved(inhalt, before, (after, *read), row.fassung.grund)
    row.schreiben(kept)
    row.fassung, row.geaendert_at = new, timezone.now()
    row.save(update_fields=["inhalt", "fassung", "geaendert_at"])
    drop_unused(antrag=row, definition=after, antworten=kept.antworten)
    return True


def moved(inhalt: Inhalt, before: Definition, new: Sequence[Definition], grund: str) -> Inhalt:
    """What a draft holds after the move. ``new`` is the new state in each language, German first: words that were
    confirmed in any of them still count.
    """
    antworten, after = inhalt.antworten, new[0]
    kept: dict[str, Json] = {}
    for key, wert in antworten.items():
        for form in new:
            if (found := _kept(form.felder.get(key), wert)) is not None:
                kept[key] = found
                break
    same = {key for key, step in before.nach_schluessel.items() if after.nach_schluessel.get(key) == step}
    notice = after.datenschutz != before.datenschutz
    done = [key for key in inhalt.fertig if not (notice and key == ANTRAGSTELLER)]
    steps = before.nach_schluessel.keys() | after.nach_schluessel.keys()
    umzug = {
        "grund": grund,
        "neu": [key for key in after.felder if key not in before.felder],
        "entfallen": [before.felder[key].beschriftung for key in antworten if key not in after.felder],
        "noch_einmal": [key for key in antworten if key in after.felder and key not in kept],
        "hinweis": notice and bool(inhalt.hinweis),
    }
    return replace(
        inhalt,
        antworten=kept,
        roh={key: typed for key, typed in inhalt.roh.items() if key in same},
        fertig=tuple(key for key in done if key in same or key not in steps),
        umzug=umzug,
    )


def _kept(feld: Feld | None, wert: Json) -> Json:
    """The answer as the new field takes it; ``None`` if it does not."""
    if feld is None:
        return None
    typ = NACH_TYP[feld.typ]
    try:
        return typ.export(typ.nochmals(feld, typ.aus_export(wert, feld)), feld)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
