"""Projection: a published form → the Formularfassung that citizens begin with, in the page's own save transaction."""

from typing import Any

from django.utils import timezone

from antraege.definition import Definition
from antraege.models import Formularfassung, FormularPage


def project(subject: Any) -> set[str]:
    """Keep what a live form now says, if it says something new. Returns no further tags."""
    if isinstance(subject, FormularPage):
        found = FormularPage.objects.select_related("locale").filter(pk=subject.pk, live=True).first()
        if found is not None and found.sprache == "de":
            keep(found)
    return set()


def keep(page: FormularPage) -> Formularfassung:
    """The Fassung that says what ``page`` says; a new one unless the latest does."""
    definition = Definition.from_json(page.definition())
    latest = page.fassungen.filter(vorschau=False).first()
    if latest is not None and latest.hash == definition.hash and latest.beendet_at is None:
        return latest
    return Formularfassung.objects.create(
        formular=page, hash=definition.hash, definition=definition.to_json(), ab=timezone.now()
    )
