"""Filters for the pages of applications."""

from django import template
from django.utils.translation import gettext as _

from antraege.uebersicht import euro

register = template.Library()


@register.filter
def betrag(value: int | str | None) -> str:
    """An amount in cents; what follows from the answers is not known beforehand."""
    return _("je nach Angaben") if isinstance(value, str) else euro(value)
