"""What the edit form of a form shows beyond its fields."""

from typing import Any

from django import template

from antraege.fallansicht import cases_of

register = template.Library()


@register.inclusion_tag("verwaltung/faelle.html")
def beispielfaelle(formular: Any) -> dict[str, Any]:
    """Those of the draft that was saved last."""
    return {"formular": formular, "faelle": cases_of(formular.get_latest_revision_as_object()), "ebene": 4}
