"""Filters for the screens of the office."""

from django import template
from django.utils.translation import gettext as _

from antraege.uebersicht import euro

register = template.Library()


@register.filter
def summe(cents: int | None) -> str:
    """What a case costs."""
    if cents is None:
        return _("setzen Sie fest")
    return euro(cents) if cents else _("gebührenfrei")
