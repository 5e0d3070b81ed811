"""Translations whose German text has changed, and what is not translated yet."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from cms.permissions import rechte
from cms.sprachen import FREI, sprachnamen
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, TextPage, Textstand, Vorlage
from leistungen.schreibtisch.listen import ListeView
from leistungen.schreibtisch.zu_pruefen import Wandel, ZuPruefenView
from leistungen.services.review_translation import confirm_translation
from leistungen.textmodule import NACH_KEY
from leistungen.vererbung import Abschnitt
from leistungen.vergleich import compare, condense
from leistungen.worte import wording_as_html

SPRACHEN = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@dataclass(frozen=True, slots=True)
class Uebersetzungspunkt(Wandel):
    """A translation to be looked at. A list can only be confirmed while it has as many entries as the German one."""

    aufgabe: Aufgabe
    mein: str
    bearbeiten: str
    sprache: str
    sprachname: str
    bestaetigbar: bool


class UebersetzungenView(ZuPruefenView):
    """The translations of the own Redaktionen that no longer say what the German text says."""

    template_name = "verwaltung/uebersetzungen.html"
    page_title = gettext_lazy("Übersetzungen")
    header_icon = "wagtail-localize-language"
    adresse = "uebersetzungen"
    art = Aufgabenart.UEBERSETZUNG

    def points(self, tasks: list[Aufgabe]) -> list[Any]:
        return translation_points(tasks)

    def settle(self, page: TextPage, tasks: list[Aufgabe], antwort: str) -> bool:
        texte = {one.text: one.jetzt for one in tasks}
        return confirm_translation(page=page, texte=texte, user=self.request.user)


def translation_points(tasks: list[Aufgabe]) -> list[Uebersetzungspunkt]:
    """What the screen shows of the tasks, which know their Redaktion. Two queries."""
    kept = Vorlage.objects.in_bulk({one.geschrieben_fuer for one in tasks} - {""})
    rows = Textstand.objects.filter(
        leistung__in={one.leistung_id for one in tasks}, gebiet__in={one.redaktion.gebiet_id for one in tasks}
    )
    pages = {row.pk: row for row in rows}
    german = {_key(row): row.vorlagen() for row in pages.values() if row.sprache == "de"}
    return [
        _point(one, kept.get(one.geschrieben_fuer), page, german[_key(page)][one.text])
        for one in tasks
        if (page := pages.get(one.page_id)) and one.text in german.get(_key(page), {})
    ]


def section_of(page: TextPage, block: str) -> Uebersetzungspunkt | None:
    """One translated section of a live page in full, stale or not; ``None`` if its German text is gone."""
    row = Textstand.objects.select_related("leistung").filter(pk=page.pk).first()
    german = _german(row).get(block) if row else None
    mine = next((one for rows in row.module.values() for one in rows if one["id"] == block), None) if row else None
    if row is None or german is None or mine is None:
        return None
    aufgabe = Aufgabe(
        page_id=page.pk,
        leistung=row.leistung,
        modul=german.modul,
        text=block,
        geschrieben_fuer=mine["original"],
        jetzt=german.hash,
    )
    return _point(aufgabe, Vorlage.objects.filter(pk=mine["original"]).first(), row, german, ganz=True)


def _key(row: Textstand) -> tuple[int, int, bool]:
    return row.leistung_id, row.gebiet_id, row.stamm


def _german(page: Textstand) -> dict[str, Abschnitt]:
    """The blocks of the German text that a page translates."""
    leistung, gebiet, stamm = _key(page)
    row = Textstand.objects.filter(leistung=leistung, gebiet=gebiet, stamm=stamm, sprache="de").first()
    return row.vorlagen() if row else {}


def _point(
    task: Aufgabe, kept: Vorlage | None, page: Textstand, german: Abschnitt, ganz: bool = False
) -> Uebersetzungspunkt:
    inhalt = german.teile[0].text.inhalt
    before = wording_as_html(task.modul, kept.inhalt[0]) if kept else ""
    zeilen = compare(before, wording_as_html(task.modul, inhalt))
    mine = next(row["inhalt"] for row in page.module[task.modul] if row["id"] == task.text)
    return Uebersetzungspunkt(
        aufgabe=task,
        modul=str(NACH_KEY[task.modul].name),
        grund=_("Nur Leerzeichen, Links oder Schreibweise haben sich geändert.")
        if task.nebensache
        else _("Der deutsche Text hat sich geändert."),
        vergleich=zeilen if ganz else condense(zeilen),
        mein=wording_as_html(task.modul, mine),
        bearbeiten=_where(task, page.sprache),
        sprache=page.sprache,
        sprachname=sprachnamen()[page.sprache],
        bestaetigbar=not isinstance(inhalt, list) or len(inhalt) == len(mine),
    )


def _where(task: Aufgabe, sprache: str) -> str:
    """The place at which a section is changed."""
    if sprache in FREI:
        return f"{reverse('wagtailadmin_pages:edit', args=[task.page_id])}#block-{task.text}-section"
    return reverse("uebersetzung_aendern", args=[task.page_id, task.text])


class UebersetzungenFehlenView(ListeView):
    """German texts of the own Redaktionen that cannot be read in another language, wholly or in part."""

    template_name = "verwaltung/uebersetzungen_fehlen.html"
    page_title = gettext_lazy("Noch nicht übersetzt")
    header_icon = "wagtail-localize-language"
    einleitung = gettext_lazy("Diese Texte lesen die Leute auf Deutsch.")
    leer = gettext_lazy("Alles ist übersetzt.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        wanted = request.GET.get("sprache")
        self.sprache = next((code for code in SPRACHEN if code == wanted), SPRACHEN[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = sprachnamen()
        sprachen = [(code, names[code], code == self.sprache) for code in SPRACHEN]
        return super().get_context_data(**kwargs) | {"sprachen": sprachen}

    def rows(self) -> QuerySet[Textstand]:
        """Of a text that is translated in part, only the sections that lack their words are counted."""
        page = {"page__translation_key": OuterRef("page__translation_key"), "sprache": self.sprache}
        draft = Page.objects.filter(
            translation_key=OuterRef("page__translation_key"), locale__language_code=self.sprache, alias_of=None
        )
        german = Textstand.objects.filter(sprache="de", gebiet__in=set(rechte(self.request.user).schreiben.values()))
        annotated = german.annotate(
            da=Exists(Textstand.objects.filter(**page)), seite=Subquery(draft.values("pk")[:1])
        ).filter(Q(da=False) | Q(seite__in=self._tasks.values("page")))
        return annotated.select_related("leistung", "gebiet").order_by(F("da").desc(), "leistung__bezeichnung", "pk")

    @property
    def _tasks(self) -> QuerySet[Aufgabe]:
        tasks = aufgaben.of_redaktionen(self.redaktionen).order_by()
        return tasks.filter(art=Aufgabenart.UNUEBERSETZT, page__locale__language_code=self.sprache)

    @cached_property
    def _missing(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for page, modul in self._tasks.values_list("page", "modul"):
            found.setdefault(page, []).append(str(NACH_KEY[modul].name))
        return found

    def columns(self) -> list[Column]:
        return [
            TitleColumn("leistung", label=gettext_lazy("Leistung"), get_url=self._url),
            Column("gebiet", label=gettext_lazy("Text von")),
            Column("fehlt", label=gettext_lazy("Was fehlt"), accessor=self._what),
        ]

    def _what(self, row: Any) -> str:
        if row.da:
            return ", ".join(self._missing.get(row.seite, []))
        return _("Alles, ein Entwurf ist begonnen") if row.seite else _("Alles")

    def _url(self, row: Any) -> str:
        """Where it is translated; a translation that nobody has begun begins there."""
        if row.seite:
            return reverse("wagtailadmin_pages:edit", args=[row.seite])
        return f"{reverse('seite_uebersetzen', args=[row.pk])}?select_locale={self.sprache}"
