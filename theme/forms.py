"""Forms in KERN-UX. Widgets stay Django's own, so the admin's forms are not touched."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders a whole form, or a field with label, hint and errors, with the theme's templates."""

    form_template_name = "django/forms/kern/form.html"
    field_template_name = "django/forms/kern/field.html"


class KernRadioSelect(forms.RadioSelect):
    template_name = "django/forms/kern/radio.html"


class KernForm(forms.Form):
    """A form whose inputs carry KERN-UX's classes. The page around it renders ``components/fehlerliste.html`` first."""

    default_renderer = KernRenderer
    use_required_attribute = False  # our own messages stand at the field and in the list above

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self) -> None:
        """Give the inputs their classes; a form that gets its fields later calls it again."""
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs.setdefault("class", "kern-form-input__input")
                if field.required:
                    field.widget.attrs["aria-required"] = "true"
