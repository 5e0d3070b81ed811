from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex
        from wagtail.snippets.models import register_snippet

        from cms import aenderungen, permissions
        from cms.models import Organisationseinheit, Person

        aenderungen.connect()
        permissions.register()
        # Wagtail does so with the admin's views, which commands do not load.
        for model in (Organisationseinheit, Person):
            ReferenceIndex.register_model(model)
        # Here and not as a hook: blocks refer to the chooser in commands too, where no hooks are loaded.
        register_snippet("cms.viewsets.GebietViewSet")
