from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeistungenConfig(AppConfig):
    name = "leistungen"
    verbose_name = _("Leistungen")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from leistungen import permissions

        permissions.register()
