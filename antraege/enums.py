"""The states things can be in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from antraege import zustaende


class Antragszustand(models.TextChoices):
    ENTWURF = "entwurf", _("Entwurf")
    EINGEREICHT = "eingereicht", _("abgesendet")


class Vorgangszustand(models.TextChoices):
    """How far the office is. Processes come on top of it."""

    EINGEGANGEN = zustaende.EINGEGANGEN, _("eingegangen")
    IN_BEARBEITUNG = zustaende.IN_BEARBEITUNG, _("in Bearbeitung")
    ABGESCHLOSSEN = zustaende.ABGESCHLOSSEN, _("abgeschlossen")


class Folgeart(models.TextChoices):
    """What follows from an application that was sent."""

    PDF = "pdf", _("PDF erstellen")
    MAIL = "mail", _("Mail an die antragstellende Person")
    MAIL_AN_STELLE = "mail_stelle", _("Mail an die zuständige Stelle")


class Folgezustand(models.TextChoices):
    OFFEN = "offen", _("offen")
    IN_ARBEIT = "in_arbeit", _("in Arbeit")
    FERTIG = "fertig", _("fertig")
    GESCHEITERT = "gescheitert", _("gescheitert")
