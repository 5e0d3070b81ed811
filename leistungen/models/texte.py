"""The text pages: Stammtext and Ergänzung. What citizens read of them is their ``Textstand``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Site, Workflow
from wagtail_localize.fields import SynchronizedField

from cms import herkunft
from cms.fields import StreamField
from cms.models import BasePage, Redaktion
from cms.orte import verzeichnis
from leistungen import vererbung
from leistungen.adressen import leistung_url
from leistungen.blocks import ModuleBlock
from leistungen.forms import TextPageForm
from leistungen.models.freigabe import FreigabeTask, TextPermissionTester
from leistungen.models.leistung import Leistung
from leistungen.models.linkziel import Linkziel
from leistungen.models.pruefplan import Pruefplan
from leistungen.models.redaktion import RedaktionPage
from leistungen.models.textstand import Textstand
from leistungen.models.zustaendigkeit import Zustaendigkeit
from leistungen.panels import ModulPanel
from leistungen.pruefformular import PRUEFUNG
from leistungen.querysets import is_served, lage_from
from leistungen.textmodule import REIHENFOLGE
from leistungen.textzeilen import texts_of
from leistungen.vererbung import Abschnitt
from leistungen.vorpruefung import Befund, Entwurf, examine

PREVIEW_PLACES = 12


class TextPage(BasePage):
    """What Stammtext and Ergänzung have in common: a Leistung, and texts of its sections."""

    leistung = models.ForeignKey(Leistung, models.PROTECT, related_name="+", verbose_name=_("Leistung"))
    module = StreamField(ModuleBlock(), verbose_name=_("Textmodule"), blank=True)

    parent_page_types = ["leistungen.RedaktionPage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    stamm: bool
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("title")]  # the title is for editors

    base_form_class = TextPageForm
    content_panels = [ModulPanel("module"), PRUEFUNG]
    promote_panels: list[FieldPanel] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        twins = type(self).objects.filter(leistung=self.leistung_id, locale=self.locale).exclude(pk=self.pk)
        parent = self.get_parent() if self.path else None
        if parent and twins.child_of(parent).exists():
            raise ValidationError(_("Diese Redaktion hat zu dieser Leistung schon einen Text."))

    @property
    def redaktion(self) -> Redaktion:
        """The Redaktion whose page stands above this one."""
        return RedaktionPage.objects.select_related("redaktion__gebiet").get(pk=self.get_parent().pk).redaktion

    @property
    def is_translation(self) -> bool:
        """Whether it is written for the German text of the same Redaktion, not for a Stammtext above."""
        return self.sprache != "de"

    @property
    def pruefplan(self) -> Pruefplan | None:
        """When the text is to be looked at again, if anybody has said so."""
        return Pruefplan.objects.filter(pk=self.pk).first() if self.pk else None

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Also keep what the edit form says about the next review (``wanted_plan``); a preview saves no revision."""
        if (wanted := self.__dict__.pop("wanted_plan", None)) is not None:
            self._plan(**wanted)
        return super().save_revision(*args, **kwargs)

    def _plan(self, **wanted: Any) -> None:
        plan = self.pruefplan
        if not wanted["naechste"]:
            if plan:
                plan.delete()
            return
        new = plan or Pruefplan(page_id=self.pk)
        if plan is None or any(getattr(plan, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(new, name, value)
            new.save()

    def permissions_for_user(self, user: Any) -> TextPermissionTester:
        return TextPermissionTester(user, self)

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self) -> Workflow | None:
        """The same for all texts: who may do what in it, its task knows (``FreigabeTask``)."""
        return Workflow.objects.active().filter(workflow_tasks__task__in=FreigabeTask.objects.active()).first()

    def begin_free_translation(self) -> None:
        """Begins empty: the form offers a field for each German text and shows that beside it."""
        self.module = []

    def vorlagen(self) -> dict[str, Abschnitt]:
        """The texts this page is written for: by section the Stammtext above; in a translation, by block, German."""
        gebiet = verzeichnis().by_id[self.redaktion.gebiet_id]
        if not self.is_translation:
            return Textstand.objects.above(self.leistung_id, gebiet.id, gebiet.kette)
        german = Textstand.objects.filter(
            leistung=self.leistung_id, gebiet=gebiet.id, stamm=self.stamm, sprache="de"
        ).first()
        return german.vorlagen() if german else {}

    def vorpruefung(self, module: StreamValue) -> list[Befund]:
        """What stands in the way of publishing ``module`` here, and what could be better.

        Judged at the Gebiet of the Redaktion. A translation says what the German text says, so it is not judged.
        """
        if self.is_translation:
            return []
        ort = verzeichnis().by_id[self.redaktion.gebiet_id]
        others = Textstand.objects.filter(leistung=self.leistung_id).live_in(ort.kette).exclude(pk=self.pk)
        own = lage_from(ort.id, ort.ebene, self.stamm, texts_of(module))
        lagen = [*others.lagen().get(self.leistung_id, []), own]
        entwurf = Entwurf(
            abschnitte=vererbung.resolve(lagen, ort.kette, REIHENFOLGE),
            eigene=own.texte,
            zustaendig=is_served(
                ort, Zustaendigkeit.objects.filter(leistung=self.leistung_id).values_list("gebiet", flat=True)
            ),
            hoheitlich=ort.hoheitlich,
            links={
                block: [(one.adresse, one.meldung) for one in wrong]
                for block, wrong in Linkziel.objects.wrong_in(module.raw_data).items()
            },
            pruefen_bis=plan.naechste if (plan := self.pruefplan) else None,
        )
        return examine(entwurf, timezone.localdate())

    @cached_property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Places a draft can be read at: the Redaktion's own, those below that write too, and others below."""
        orte = verzeichnis()
        own = self.redaktion.gebiet_id
        writing = Textstand.objects.filter(leistung=self.leistung_id).values_list("gebiet", flat=True).distinct()
        below = [ort.id for ort in orte.orte if own in ort.kette[:-1] and ort.waehlbar]
        chosen = dict.fromkeys([own, *sorted(set(writing) & set(below)), *below])
        return [(orte.by_id[id_].slug, orte.by_id[id_].bezeichnung) for id_ in list(chosen)[:PREVIEW_PLACES]]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The citizens' page with this draft's texts in place, by the view that answers its address.

        The mode names a place, or none, and after a colon another language ("mayen:en").
        """
        herkunft.note_uncacheable()
        slug, _colon, sprache = mode_name.partition(":")
        ort = verzeichnis().by_slug.get(slug)
        sprache = sprache or self.sprache
        path = leistung_url(self.leistung.slug, ort.in_adresse if ort else "", sprache=sprache)
        with override(sprache):
            match = resolve(path)
            request.entwurf = self  # type: ignore[attr-defined]
            return match.func(request, *match.args, **match.kwargs)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """The citizens' page of the Leistung at the Redaktion's place. Must not query (explorer)."""
        site = Site.get_site_root_paths()
        if not site:
            return None
        sprache = self.sprache
        bereich = self.url_path.strip("/").split("/")[0].removesuffix(f"-{sprache}")
        ort = verzeichnis().by_slug.get(bereich)
        path = leistung_url(self.slug, ort.in_adresse if ort else "", sprache=sprache)
        return site[0].site_id, site[0].root_url, path

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.full_url)

    def aenderung_tags(self) -> set[str]:
        return {f"leistung:{self.leistung_id}", "katalog"}


class StammtextPage(TextPage):
    """Main text: of the Bund or Land, or of a municipality for what only it offers."""

    stamm = True
    is_creatable = False  # starts from its Leistung (``TextBeginnenView``), so that the upper text is there at once

    class Meta:
        verbose_name = _("Stammtext")
        verbose_name_plural = _("Stammtexte")


class ErgaenzungPage(TextPage):
    """Local text: shown below what the upper levels wrote ("Spezielle Hinweise für – …")."""

    stamm = False
    is_creatable = False

    class Meta:
        verbose_name = _("Ergänzung")
        verbose_name_plural = _("Ergänzungen")
