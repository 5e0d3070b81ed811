"""Which form a command is about."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from antraege.models import FormularPage


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", help="Adresse des Formulars, z. B. hundesteuer")
    parser.add_argument("--redaktion", default="", help="Ort der Redaktion, wenn mehrere dieses Formular haben")
    parser.add_argument("--entwurf", action="store_true", help="der letzte Entwurf statt der veröffentlichten Fassung")


def chosen(slug: str, redaktion: str, entwurf: bool) -> list[FormularPage]:
    """The German pages of that address, as they are live or as they were saved last. Raises ``CommandError``."""
    found = FormularPage.objects.filter(slug=slug, locale__language_code="de").order_by("pk")
    pages = [page for page in found if redaktion in ("", page.redaktion.gebiet.slug)]
    if not entwurf:
        pages = [page for page in pages if page.live]
    if not pages:
        raise CommandError(f"Kein Formular {slug}" + (f" bei {redaktion}" if redaktion else ""))
    return [page.get_latest_revision_as_object() if entwurf else page for page in pages]
