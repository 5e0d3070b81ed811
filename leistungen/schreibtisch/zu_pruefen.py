"""Texts whose upper text has changed: then, now and mine side by side, and the editor's answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.orte import verzeichnis
from leistungen import aufgaben
from leistungen.enums import Aufgabenart
from leistungen.models import Aufgabe, TextPage, Textstand, Vorlage
from leistungen.models.freigabe import is_waiting
from leistungen.schreibtisch.tisch import Gegenueberstellung, TischView
from leistungen.services.review_text import InzwischenGeaendertError, confirm, drop
from leistungen.textmodule import NACH_KEY
from leistungen.vergleich import compare, condense
from leistungen.worte import as_html

AUF_EINER_SEITE = 10
PASST, WEG_DAMIT = "passt", "weg"


@dataclass(frozen=True, slots=True)
class Wandel(Gegenueberstellung):
    """A section that has changed, as the screen shows it."""

    modul: str
    grund: str


@dataclass(frozen=True, slots=True)
class EigenerText:
    """A text of the Redaktion that waits, and the places it holds for if those are not all."""

    aufgabe: Aufgabe
    inhalt: str
    orte: str
    bearbeiten: str
    wartet: bool


@dataclass(frozen=True, slots=True)
class Punkt(Wandel):
    """An upper section that has changed, and the own texts that were written for it as it was."""

    eigene: list[EigenerText]

    @property
    def aufgabe(self) -> Aufgabe:
        """The first of the tasks; the others are about the same change."""
        return self.eigene[0].aufgabe

    @property
    def offen(self) -> list[Aufgabe]:
        """The tasks that can be answered."""
        return [one.aufgabe for one in self.eigene if not one.wartet]


class ZuPruefenView(TischView):
    """The list of the own Redaktionen, and the answers to it."""

    template_name = "verwaltung/zu_pruefen.html"
    page_title = gettext_lazy("Zu prüfen")
    header_icon = "tasks"
    adresse = "zu_pruefen"
    art = Aufgabenart.ZU_PRUEFEN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = self._tasks()
        counted = tasks.order_by().aggregate(alle=Count("pk"), nebensachen=Count("pk", Q(nebensache=True)))
        shown = tasks.select_related("leistung", "redaktion").annotate(wartet=is_waiting("page_id"))
        paginator = Paginator(shown, AUF_EINER_SEITE)
        paginator.count = counted["alle"]  # type: ignore[misc]  # a cached property: it is counted already
        seite = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "seite": seite,
            "punkte": self.points(list(seite.object_list)),
            "nebensachen": counted["nebensachen"],
            "mehrere_redaktionen": len(self.redaktionen) > 1,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if "nebensachen" in request.POST:
            tasks = list(self._tasks().filter(nebensache=True))
            self._settle(tasks, len(tasks), PASST)
        else:
            wanted = {int(pk) for pk in request.POST.getlist("aufgabe") if pk.isdecimal()}
            tasks = list(self._tasks().filter(pk__in=wanted))
            self._settle(tasks, len(wanted), request.POST.get("antwort", ""))
        return redirect(self.adresse)

    def points(self, tasks: list[Aufgabe]) -> list[Any]:
        """What the screen shows of the tasks."""
        return points(tasks)

    def _tasks(self) -> QuerySet[Aufgabe]:
        return aufgaben.of_redaktionen(self.redaktionen).filter(art=self.art)

    def _settle(self, tasks: list[Aufgabe], wanted: int, antwort: str) -> None:
        """A task that is gone by now belongs to an upper text that has changed again: it is shown anew."""
        by_page: dict[int | None, list[Aufgabe]] = defaultdict(list)
        for task in tasks:
            by_page[task.page_id].append(task)
        settled = waiting = 0
        for own in by_page.values():
            done = self._answer(own, antwort)
            settled += len(own) if done else 0
            waiting += len(own) if done is False else 0
        self._report(settled, waiting, wanted - settled - waiting)

    def _answer(self, tasks: list[Aufgabe], antwort: str) -> bool | None:
        """Whether the answer settles the tasks of a page; ``None`` if the upper text has just changed."""
        page = tasks[0].seite.specific
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        try:
            return self.settle(page, tasks, antwort)
        except InzwischenGeaendertError:
            return None

    def settle(self, page: TextPage, tasks: list[Aufgabe], antwort: str) -> bool:
        """Write the answer to the tasks of a page. Returns whether that settles them."""
        if antwort == WEG_DAMIT:
            return all([drop(page=page, text=one.text, jetzt=one.jetzt, user=self.request.user) for one in tasks])
        return confirm(page=page, texte={one.text: one.jetzt for one in tasks}, user=self.request.user)

    def _report(self, settled: int, waiting: int, changed: int) -> None:
        if settled:
            text = ngettext("%(n)d Text ist erledigt.", "%(n)d Texte sind erledigt.", settled)
            messages.success(self.request, text % {"n": settled})
        if waiting:
            text = ngettext("Ihre Antwort wartet auf Freigabe.", "%(n)d Antworten warten auf Freigabe.", waiting)
            messages.info(self.request, text % {"n": waiting})
        if changed:
            messages.warning(
                self.request, _("Ein Text hat sich inzwischen wieder geändert. Bitte sehen Sie ihn noch einmal an.")
            )


def points(tasks: Iterable[Aufgabe]) -> list[Punkt]:
    """What the screen shows of the tasks, those about the same change together. Two queries."""
    tasks = list(tasks)
    vorlagen = Vorlage.objects.in_bulk({hash_ for one in tasks for hash_ in (one.geschrieben_fuer, one.jetzt)} - {""})
    own = Textstand.objects.in_bulk([one.page_id for one in tasks])
    same: dict[tuple[Any, ...], list[Aufgabe]] = defaultdict(list)
    for one in tasks:
        same[one.page_id, one.modul, one.geschrieben_fuer, one.jetzt].append(one)
    return [_point(group, vorlagen, own.get(group[0].page_id)) for group in same.values()]


def _point(tasks: list[Aufgabe], vorlagen: dict[str, Vorlage], own: Textstand | None) -> Punkt:
    task = tasks[0]
    before, now = (
        as_html(task.modul, vorlagen[hash_].inhalt) if hash_ in vorlagen else ""
        for hash_ in (task.geschrieben_fuer, task.jetzt)
    )
    rows = {row["id"]: row for row in (own.module.get(task.modul, []) if own else [])}
    return Punkt(
        modul=str(NACH_KEY[task.modul].name),
        grund=_reason(task),
        vergleich=condense(compare(before, now)),
        eigene=[_own_text(one, rows.get(one.text)) for one in tasks],
    )


def _own_text(task: Aufgabe, row: dict[str, Any] | None) -> EigenerText:
    orte = verzeichnis().by_id
    return EigenerText(
        aufgabe=task,
        inhalt=as_html(task.modul, [row["inhalt"]] if row else []),
        orte=", ".join(orte[id_].bezeichnung for id_ in (row["gilt_fuer"] if row else [])),
        bearbeiten=f"{reverse('wagtailadmin_pages:edit', args=[task.page_id])}#block-{task.text[:36]}-section",
        wartet=task.wartet,  # type: ignore[attr-defined]  # the view's query adds it
    )


def _reason(task: Aufgabe) -> str:
    if not task.jetzt:
        return _("Der Text darüber ist weggefallen.")
    if not task.geschrieben_fuer:
        return _("Über Ihrem Text steht jetzt einer von Bund oder Land.")
    if task.nebensache:
        return _("Nur Leerzeichen, Links oder Schreibweise haben sich geändert.")
    return _("Der Text darüber hat sich geändert.")


def warn_of_changed_upper_text(request: HttpRequest, page: Page) -> None:
    """After saving: texts whose upper text is another than the one they were written for; it may have changed while
    the editor was typing.
    """
    text = page.specific
    if not isinstance(text, TextPage) or text.is_translation or not request.accepts("text/html"):
        return
    above = text.vorlagen()
    changed = [
        str(NACH_KEY[block.block_type].name)
        for block in text.get_latest_revision_as_object().module
        if block.block_type in NACH_KEY and block.value["basis"] != getattr(above.get(block.block_type), "hash", "")
    ]
    if changed:
        message = _("Der Text darüber hat sich geändert, seit Ihr Text geschrieben wurde: %(abschnitte)s.")
        button = messages.button(reverse("zu_pruefen"), _("Zu prüfen"))
        messages.warning(request, message % {"abschnitte": ", ".join(dict.fromkeys(changed))}, buttons=[button])
