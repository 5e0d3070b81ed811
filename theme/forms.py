"""Forms in KERN-UX. Widgets stay Django's own, so the admin's forms are not touched."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

EINZEILIG = frozenset(f"django/forms/widgets/{one}.html" for one in ("text", "number", "email", "hidden"))


class KernRenderer(TemplatesSetting):
    """Renders a whole form, or a field with label, hint and errors, with the theme's templates.

    Inputs of one line, of which pages have many, are written as Django's templates would, but without them.
    """

    form_template_name = "django/forms/kern/form.html"
    field_template_name = "django/forms/kern/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        one_line = template_name in EINZEILIG
        return _input(context["widget"]) if one_line else super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    found = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        found["value"] = widget["value"]
    given = {**found, **{name: value for name, value in widget["attrs"].items() if value is not False}}
    words = (conditional_escape(name) + _value(value) for name, value in given.items())
    return mark_safe(f"<input {' '.join(words)}>")


def _value(value: Any) -> str:
    return "" if value is True else f'="{conditional_escape(value)}"'


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
            widget = field.widget
            if isinstance(widget, forms.CheckboxSelectMultiple):
                widget.template_name = "django/forms/kern/checkboxes.html"
            elif type(widget) is forms.RadioSelect:
                widget.template_name = KernRadioSelect.template_name
            elif not isinstance(widget, forms.RadioSelect):
                widget.attrs.setdefault("class", _class(widget))
                if field.required:
                    widget.attrs["aria-required"] = "true"

    def meldungen(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong, for the list above the form: id of the input (none: nowhere in particular), label, message."""
        for message in self.non_field_errors():
            yield "", "", str(message)
        for field in self:
            for message in field.errors:
                yield input_id(field), named(field.label), str(message)


def named(label: Any) -> str:
    """A label before what is said of it: with a colon unless it is a sentence of its own."""
    text = str(label)
    return text if text.endswith((".", "?", "!", ":")) else f"{text}:"


def input_id(field: forms.BoundField) -> str:
    """Where the keyboard goes to fill in a field: its input, or the first of several to choose from."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


def _class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "kern-form-check__checkbox"
    if isinstance(widget, forms.Select):
        return "kern-form-input__select"
    return "kern-form-input__input"
