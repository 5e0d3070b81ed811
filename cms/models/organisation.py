"""Offices, where they are, when they are open, and who works there.

Opening hours are wall-clock times in Germany. What citizens see of an office is projected into
``Organisationseinheit.karte`` (``cms.stellenstand``), so that a page needs one row per office.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField

from cms.models.aenderung import Verfolgt
from cms.models.redaktion import Redaktion


class Organisationseinheit(Verfolgt, ClusterableModel):
    """An office or department of an administration, or of a Zweckverband."""

    redaktion = models.ForeignKey(Redaktion, models.PROTECT, related_name="stellen", verbose_name=_("Redaktion"))
    name = models.CharField(_("Name"), max_length=200)
    kurzname = models.CharField(_("Abkürzung"), max_length=40, blank=True)
    slug = models.SlugField(_("Kürzel in der Adresse"), max_length=120, unique=True)
    verwaltung = models.CharField(
        _("Verwaltung"), max_length=200, help_text=_("Name der Behörde, wie er über der Anschrift steht")
    )
    uebergeordnet = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="untergeordnete", verbose_name=_("gehört zu")
    )
    beschreibung = RichTextField(_("Beschreibung"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    webseite = models.URLField(_("Internetseite"), blank=True)
    karte = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("Stelle")
        verbose_name_plural = _("Stellen")
        ordering = ["verwaltung", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.verwaltung})"

    def clean(self) -> None:
        super().clean()
        above, seen = self.uebergeordnet, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"uebergeordnet": _("Eine Stelle kann nicht sich selbst untergeordnet sein.")})
            seen.add(above.pk)
            above = above.uebergeordnet

    def aenderung_tags(self) -> set[str]:
        return {f"stelle:{self.pk}", "stellen", "katalog"}


class StellenTeil(Verfolgt):
    """Part of an office: a change of it is a change of the office."""

    class Meta:
        abstract = True

    def subject(self) -> Organisationseinheit:
        raise NotImplementedError

    def subjects(self) -> list[Organisationseinheit]:
        return [self.subject()]

    def aenderung_tags(self) -> set[str]:
        return {tag for stelle in self.subjects() for tag in stelle.aenderung_tags()}


class Standort(StellenTeil, ClusterableModel):
    """A place where an office can be visited."""

    stelle = ParentalKey(Organisationseinheit, on_delete=models.CASCADE, related_name="standorte")
    name = models.CharField(_("Name"), max_length=120, blank=True)
    strasse = models.CharField(_("Straße und Hausnummer"), max_length=160, blank=True)
    plz = models.CharField(_("Postleitzahl"), max_length=5)
    ort = models.CharField(_("Ort"), max_length=120)
    hinweis = models.TextField(_("Hinweis"), blank=True, help_text=_("Zugang, Haltestelle, Parkplätze"))
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    nach_vereinbarung = models.BooleanField(_("auch nach Vereinbarung"), default=False)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Standort")
        verbose_name_plural = _("Standorte")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name or self.strasse

    def subject(self) -> Organisationseinheit:
        return self.stelle


class Wochentag(models.IntegerChoices):
    MONTAG = 0, _("Montag")
    DIENSTAG = 1, _("Dienstag")
    MITTWOCH = 2, _("Mittwoch")
    DONNERSTAG = 3, _("Donnerstag")
    FREITAG = 4, _("Freitag")
    SAMSTAG = 5, _("Samstag")
    SONNTAG = 6, _("Sonntag")


class Oeffnungszeit(StellenTeil):
    """A weekly span in which a Standort is open."""

    standort = ParentalKey(Standort, on_delete=models.CASCADE, related_name="oeffnungszeiten")
    tag = models.PositiveSmallIntegerField(_("Wochentag"), choices=Wochentag.choices)
    von = models.TimeField(_("von"))
    bis = models.TimeField(_("bis"))

    class Meta:
        verbose_name = _("Öffnungszeit")
        verbose_name_plural = _("Öffnungszeiten")
        ordering = ["tag", "von"]

    def __str__(self) -> str:
        return f"{self.get_tag_display()} {self.von:%H:%M}–{self.bis:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if self.von and self.bis and self.von >= self.bis:
            raise ValidationError({"bis": _("Das Ende muss nach dem Anfang liegen.")})

    def subject(self) -> Organisationseinheit:
        return self.standort.stelle


class Schliesstag(StellenTeil):
    """A date that differs from the week: closed (from a time on), or open at other hours."""

    standort = ParentalKey(Standort, on_delete=models.CASCADE, related_name="schliesstage")
    datum = models.DateField(_("Datum"))
    geschlossen = models.BooleanField(_("geschlossen"), default=True)
    von = models.TimeField(_("von"), null=True, blank=True, help_text=_("geschlossen ab, oder geöffnet von"))
    bis = models.TimeField(_("bis"), null=True, blank=True)
    grund = models.CharField(_("Grund"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Abweichender Tag")
        verbose_name_plural = _("Abweichende Tage")
        ordering = ["datum", "von"]

    def __str__(self) -> str:
        return f"{self.datum:%d.%m.%Y} {self.grund}".strip()

    def clean(self) -> None:
        super().clean()
        if not self.geschlossen and not (self.von and self.bis):
            raise ValidationError({"von": _("Wann ist an diesem Tag geöffnet? Bitte „von“ und „bis“ angeben.")})

    def subject(self) -> Organisationseinheit:
        return self.standort.stelle


class Person(StellenTeil):
    """A member of staff. Without ``name_zeigen`` citizens see function and telephone of the office only."""

    stelle = models.ForeignKey(Organisationseinheit, models.PROTECT, related_name="personen", verbose_name=_("Stelle"))
    slug = models.SlugField(_("Kürzel"), max_length=120, unique=True)
    anrede = models.CharField(_("Anrede"), max_length=20, blank=True)
    titel = models.CharField(_("Titel"), max_length=40, blank=True)
    vorname = models.CharField(_("Vorname"), max_length=80)
    nachname = models.CharField(_("Nachname"), max_length=80)
    funktion = models.CharField(_("Aufgabe"), max_length=160)
    telefon = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    zimmer = models.CharField(_("Zimmer"), max_length=20, blank=True)
    name_zeigen = models.BooleanField(
        _("Namen zeigen"),
        default=True,
        help_text=_("Ohne Haken sehen Bürgerinnen und Bürger nur die Aufgabe und das Telefon der Stelle."),
    )
    vertretung = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="vertritt", verbose_name=_("wird vertreten durch")
    )
    abwesend_von = models.DateField(_("abwesend vom"), null=True, blank=True)
    abwesend_bis = models.DateField(_("bis einschließlich"), null=True, blank=True)
    abwesend_hinweis = models.CharField(
        _("Hinweis an alle"),
        max_length=160,
        blank=True,
        help_text=_("Nur wenn nötig, zum Beispiel „Anträge bitte an das Bürgerbüro“. Bitte keinen Grund nennen."),
    )

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ["nachname", "vorname"]

    def __str__(self) -> str:
        return f"{self.nachname}, {self.vorname}"

    @property
    def redaktion(self) -> Redaktion:
        return self.stelle.redaktion

    def subject(self) -> Organisationseinheit:
        return self.stelle

    def subjects(self) -> list[Organisationseinheit]:
        """The office, the one a person has just left, and those of whom she stands in for."""
        offices = self.before_and_after("stelle_id") | self._offices_stood_in_for()
        return list(Organisationseinheit.objects.filter(pk__in=offices))

    def _offices_stood_in_for(self) -> set[int]:
        found: set[int] = set()
        waiting, seen = {self.pk}, {self.pk}
        while waiting:
            rows = list(Person.objects.filter(vertretung__in=waiting).values_list("pk", "stelle"))
            found |= {stelle for _pk, stelle in rows}
            waiting = {pk for pk, _stelle in rows} - seen
            seen |= waiting
        return found

    def clean(self) -> None:
        super().clean()
        if self.vertretung_id and self.vertretung_id == self.pk:
            raise ValidationError({"vertretung": _("Niemand vertritt sich selbst.")})
        if bool(self.abwesend_von) != bool(self.abwesend_bis):
            missing = "abwesend_bis" if self.abwesend_von else "abwesend_von"
            raise ValidationError({missing: _("Bitte beide Tage angeben.")})
        if self.abwesend_von and self.abwesend_bis and self.abwesend_bis < self.abwesend_von:
            raise ValidationError({"abwesend_bis": _("Das Ende muss nach dem Anfang liegen.")})
