"""Filters for the theme's templates."""

import re

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.dates import WEEKDAYS
from django.utils.html import escape, format_html
from django.utils.module_loading import import_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from theme.forms import named
from theme.typografie import keep_together

register = template.Library()
register.filter("named", named)


@register.filter
def tel(number: str) -> str:
    """A telephone number as a ``tel:`` link wants it (RFC 3966): "(0221) 4710-123" → "+492214710123"."""
    digits = re.sub(r"[^\d+]", "", number)
    return f"+49{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits


@register.simple_tag
def lang(code: str) -> str:
    """The attribute that says in which language an element is written, where that is not the page's own."""
    return format_html(' lang="{}"', code) if code and code != get_language() else ""


@register.filter(is_safe=True)
@stringfilter
def beisammen(text: str) -> str:
    """Text in which "§ 12" stays on one line."""
    return keep_together(text)


@register.filter(is_safe=True)
@stringfilter
def dateien(html: str) -> str:
    """Text with what is known about the files it links to."""
    return str(import_string(settings.DATEIHINWEISE)(html))


@register.filter
def mail(address: str) -> str:
    """An address that breaks before its "@" where a line is too narrow for it."""
    return mark_safe(escape(address).replace("@", "<wbr>@"))


@register.filter
def wochentag(number: int) -> str:
    """The name of a weekday; 0 is Monday."""
    return str(WEEKDAYS[number])
