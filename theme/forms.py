"""Forms in KERN-UX."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders Django forms with the theme's templates."""
