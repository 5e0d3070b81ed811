"""Leistungen and their texts."""

from typing import Any

import factory

from cms.models import Redaktion
from leistungen.models import ErgaenzungPage, Leistung, StammtextPage, TextPage, Zustaendigkeit
from leistungen.services.bereiche import ensure_bereiche


class LeistungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Leistung

    slug = factory.Sequence(lambda n: f"leistung-{n}")
    bezeichnung = factory.Sequence(lambda n: f"Leistung {n}")


class ZustaendigkeitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Zustaendigkeit

    redaktion = factory.SelfAttribute("stelle.redaktion")


def text(
    leistung: Leistung, redaktion: Redaktion, *, stamm: bool = False, live: bool = True, **module: Any
) -> TextPage:
    """A text page of ``redaktion``; ``module`` gives each section's content, or its whole block value as a dict."""
    parent = ensure_bereiche(redaktion)["de"]
    parent.refresh_from_db()
    model = StammtextPage if stamm else ErgaenzungPage
    page = model(title=leistung.bezeichnung, slug=leistung.slug, leistung=leistung, live=False, locale=parent.locale)
    page.module = stream(stamm=stamm, **module)
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def stream(*, stamm: bool = False, **module: Any) -> list[tuple[str, dict[str, Any]]]:
    """Blocks for ``TextPage.module``."""
    default = {"modus": "ersetzen" if stamm else "ergaenzen", "gilt_fuer": [], "grund": "", "ersetzbar": False}
    default |= {"quelle": "", "stand": None, "basis": ""}
    blocks = []
    for key, value in module.items():
        for one in (
            value
            if isinstance(value, list) and value and isinstance(value[0], dict) and "inhalt" in value[0]
            else [value]
        ):
            one = one if isinstance(one, dict) and "inhalt" in one else {"inhalt": one}
            blocks.append((key, default | one))
    return blocks
