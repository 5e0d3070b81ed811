"""Writing use case: the area of the page tree in which a Redaktion keeps its forms."""

from django.db import transaction
from wagtail.models import Page

from antraege.models import FormularePage
from cms.models import Redaktion
from leistungen.services.bereiche import ensure_bereiche

TITEL = "Formulare"


@transaction.atomic
def ensure_formularbereich(redaktion: Redaktion) -> FormularePage:
    """The German area; made if it is not there. The rights of the Redaktion's groups reach into it."""
    above = ensure_bereiche(redaktion)["de"]
    found = FormularePage.objects.child_of(above).first()
    if found is None:
        parent = Page.objects.get(pk=above.pk)
        found = parent.add_child(instance=FormularePage(title=TITEL, slug="formulare", locale=above.locale))
    return FormularePage.objects.get(pk=found.pk)
