"""What a file last loaded into the catalogue, so that loading again leaves editors' changes alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ladestand(models.Model):
    """One loaded object: ``quelle`` is the hash of its description, ``stand`` that of the object right after."""

    objekt = models.CharField(max_length=250, primary_key=True)
    quelle = models.CharField(max_length=64)
    stand = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Ladestand")
        verbose_name_plural = _("Ladestände")
