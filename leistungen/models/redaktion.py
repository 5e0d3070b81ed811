"""The page under which a Redaktion writes."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractPage

from cms.gedaechtnis import remember
from cms.models import BasePage, Redaktion


class RedaktionPage(BasePage):
    """Root of the texts of one Redaktion in one language; never served to citizens."""

    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="seiten", verbose_name=_("Redaktion"))

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [FieldPanel("title"), FieldPanel("redaktion", read_only=True)]  # no address follows the title
    promote_panels: list[FieldPanel] = []
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("Redaktionsbereich")
        verbose_name_plural = _("Redaktionsbereiche")

    def clean(self) -> None:
        super().clean()
        if RedaktionPage.objects.filter(redaktion=self.redaktion, locale=self.locale).exclude(pk=self.pk).exists():
            raise ValidationError(_("Diese Redaktion hat in dieser Sprache schon einen Bereich."))

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None

    def aenderung_tags(self) -> set[str]:
        return {"redaktion"}


@dataclass(frozen=True, slots=True)
class Bereich:
    """Whose texts lie in a part of the page tree, and whether a second person releases them."""

    redaktion: int
    vier_augen: bool


@remember("redaktion")
def bereiche() -> dict[str, Bereich]:
    """The areas of all Redaktionen by their path in the page tree."""
    return _read()


def _read() -> dict[str, Bereich]:
    rows = RedaktionPage.objects.values_list("path", "redaktion", "redaktion__vier_augen")
    return {path: Bereich(redaktion, vier_augen) for path, redaktion, vier_augen in rows}


def lies_in(redaktionen: Collection[int], page: str = "") -> Q:
    """That a page, or the one a relation of that name leads to, is a text of some Redaktionen."""
    path = f"{page}__path__startswith" if page else "path__startswith"
    own = [(path, above) for above, bereich in bereiche().items() if bereich.redaktion in redaktionen]
    return Q(*own, _connector=Q.OR) if own else Q(pk__in=())


def bereich_of(page: AbstractPage) -> Bereich:
    """The area that a text page lies in; read anew if it has only just been made."""
    path = page.path[: -page.steplen]
    return bereiche().get(path) or _read()[path]
