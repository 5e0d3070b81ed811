"""Addresses of forms."""

from django.urls import reverse
from django.utils.translation import override


def formular_url(slug: str, ort: str = "", *, sprache: str = "") -> str:
    """Where citizens read what a form needs, at a place if one is known."""
    args = [slug, ort] if ort else [slug]
    name = "formular_am_ort" if ort else "formular"
    if not sprache:
        return reverse(name, args=args)
    with override(sprache):
        return reverse(name, args=args)
