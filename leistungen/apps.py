from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeistungenConfig(AppConfig):
    name = "leistungen"
    verbose_name = _("Leistungen")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from leistungen import freigabepost, permissions
        from leistungen.models import Leistung, Zustaendigkeit

        permissions.register()
        freigabepost.connect()
        for model in (Leistung, Zustaendigkeit):  # as in cms
            ReferenceIndex.register_model(model)
