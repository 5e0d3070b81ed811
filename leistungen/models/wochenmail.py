"""Whether an editor wants the weekly mail, and when she last got it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wochenmail(models.Model):
    """``zuletzt`` is the Monday of the week that has been dealt with, so that no two workers send the same mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wochenmail", primary_key=True)
    gewuenscht = models.BooleanField(
        _("Jeden Montag eine Mail, wenn etwas wartet"),
        default=True,
        help_text=_("Sie nennt nur Zahlen und führt zu den Listen. Wartet nichts, kommt keine Mail."),
    )
    zuletzt = models.DateField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("Wochenmail")
        verbose_name_plural = _("Wochenmails")
