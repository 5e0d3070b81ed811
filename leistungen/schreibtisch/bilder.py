"""Images that say nothing to those who can't see them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from cms.models import Bild, Redaktion
from cms.permissions import rechte
from leistungen.schreibtisch.listen import ListeView


def images_without_text(user: Any) -> QuerySet[Bild]:
    """Those of the own Redaktionen that neither have words nor only decorate."""
    own = Redaktion.objects.filter(pk__in=rechte(user).schreiben).values("collection")
    return Bild.objects.filter(collection__in=own, description="", schmueckend=False)


class BilderView(ListeView):
    page_title = _("Bilder ohne Text")
    header_icon = "image"
    einleitung = _("Sagen Sie in einem Satz, was das Bild zeigt, oder dass es nur schmückt.")
    leer = _("Jedes Bild sagt auch denen etwas, die es nicht sehen.")

    def rows(self) -> QuerySet[Bild]:
        return images_without_text(self.request.user).select_related("collection").order_by("title", "pk")

    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Bild"), url_name="wagtailimages:edit"),
            Column("collection", label=_("Sammlung"), accessor="collection.name"),
            DateColumn("created_at", label=_("Seit")),
        ]
