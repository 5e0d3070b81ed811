from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KontoConfig(AppConfig):
    name = "cms.konto"
    label = "konto"
    verbose_name = _("Konten")
    default_auto_field = "django.db.models.BigAutoField"
