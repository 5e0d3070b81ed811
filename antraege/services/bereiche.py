"""Writing use case: the area of the page tree in which a Redaktion keeps its forms."""

from django.db import transaction
from wagtail.models import Page

from antraege.models import FormularePage
from cms.models import Redaktion
from leistungen.services.bereiche import ensure_bereiche

TITEL = "Formulare"


@transaction.atomic
def ensure_formularbereich(redaktion: Redaktion, sprache: str = "de") -> FormularePage:
    """The area in a language; made if it is not there. The rights of the Redaktion's groups reach into it."""
    above = ensure_bereiche(redaktion)[sprache]
    found = FormularePage.objects.child_of(above).first()
    if found is None:
        page = FormularePage(title=TITEL, slug="formulare", locale=above.locale)
        if sprache != "de":
            page.translation_key = ensure_formularbereich(redaktion).translation_key
        found = Page.objects.get(pk=above.pk).add_child(instance=page)
    return FormularePage.objects.get(pk=found.pk)
