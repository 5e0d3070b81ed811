"""Addresses of the catalogue, as citizens see them."""

from django.urls import reverse
from django.utils.translation import override


def leistung_url(leistung: str, ort: str = "", *, sprache: str = "") -> str:
    """Path of a Leistung, at a place if ``ort`` (a slug) is given, in the current or the given language."""
    args = [leistung, ort] if ort else [leistung]
    name = "leistung_ort" if ort else "leistung"
    if not sprache:
        return reverse(name, args=args)
    with override(sprache):
        return reverse(name, args=args)
