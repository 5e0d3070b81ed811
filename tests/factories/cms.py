"""Places, editorial teams, offices and people."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page

from cms.models import Ebene, Gebiet, Organisationseinheit, Person, Redaktion, Standort
from cms.services.redaktionen import create_redaktion


class GebietFactory(factory.django.DjangoModelFactory):
    """A place below ``uebergeordnet``; its chain follows from it."""

    class Meta:
        model = Gebiet
        skip_postgeneration_save = True

    ars = factory.Sequence(lambda n: f"07{n:010d}")
    ebene = Ebene.ORTSGEMEINDE
    name = factory.Sequence(lambda n: f"Musterdorf {n}")
    bezeichnung = factory.SelfAttribute("name")
    slug = factory.Sequence(lambda n: f"musterdorf-{n}")
    uebergeordnet = None

    @factory.post_generation
    def kette(self, create, extracted, **kwargs):
        self.kette = [*(self.uebergeordnet.kette if self.uebergeordnet else []), self.pk]
        self.save()


def ensure_roots() -> None:
    """What Wagtail's migrations create and a transactional test's flush removes."""
    Locale.objects.get_or_create(language_code="de")
    if not Page.objects.exists():
        content_type = ContentType.objects.get_for_model(Page)
        Page.add_root(
            title="Root", slug="root", content_type=content_type, locale=Locale.objects.get(language_code="de")
        )
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


class Orte:
    """Bund, Land, a Landkreis with a Verbandsgemeinde of two Ortsgemeinden, and a town beside them."""

    def __init__(self) -> None:
        ensure_roots()
        self.bund = GebietFactory(ars="000000000000", ebene=Ebene.BUND, name="Bund", slug="bund")
        self.land = GebietFactory(
            ars="070000000000",
            ebene=Ebene.LAND,
            name="Rheinland-Pfalz",
            slug="rheinland-pfalz",
            uebergeordnet=self.bund,
        )
        self.kreis = GebietFactory(
            ars="071350000000",
            ebene=Ebene.LANDKREIS,
            name="Cochem-Zell",
            bezeichnung="Landkreis Cochem-Zell",
            slug="landkreis-cochem-zell",
            uebergeordnet=self.land,
        )
        self.vg = GebietFactory(
            ars="071355002000",
            ebene=Ebene.VERBANDSGEMEINDE,
            name="Kaisersesch",
            bezeichnung="Verbandsgemeinde Kaisersesch",
            slug="vg-kaisersesch",
            uebergeordnet=self.kreis,
            sitz="Kaisersesch",
            plz_sitz="56759",
        )
        self.laubach = GebietFactory(
            ars="071355002055", name="Laubach", slug="laubach-cochem-zell", uebergeordnet=self.vg
        )
        self.masburg = GebietFactory(ars="071355002062", name="Masburg", slug="masburg", uebergeordnet=self.vg)
        self.nachbarkreis = GebietFactory(
            ars="071370000000",
            ebene=Ebene.LANDKREIS,
            name="Mayen-Koblenz",
            bezeichnung="Landkreis Mayen-Koblenz",
            slug="landkreis-mayen-koblenz",
            uebergeordnet=self.land,
        )
        self.mayen = GebietFactory(
            ars="071370068068",
            ebene=Ebene.VERBANDSFREIE_GEMEINDE,
            name="Mayen",
            bezeichnung="Stadt Mayen",
            slug="mayen",
            uebergeordnet=self.nachbarkreis,
        )


def redaktion(gebiet: Gebiet) -> Redaktion:
    """The editorial team of a place."""
    return create_redaktion(gebiet=gebiet)


class OrganisationseinheitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisationseinheit

    name = "Bürgerbüro"
    slug = factory.Sequence(lambda n: f"buergerbuero-{n}")
    verwaltung = "Verbandsgemeindeverwaltung Musterdorf"
    telefon = "(0221) 4710-100"


class StandortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Standort

    strasse = "Am Markt 1"
    plz = "56759"
    ort = "Musterdorf"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"person-{n}")
    vorname = "Lena"
    nachname = factory.Sequence(lambda n: f"Muster{n}")
    funktion = "Sachbearbeitung"
    telefon = factory.Sequence(lambda n: f"(0221) 4710-{100 + n % 800}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"konto-{n}")
    password = factory.django.Password("geheim")

    @factory.post_generation
    def gruppen(self, create, extracted, **kwargs):
        if extracted:
            self.groups.set(extracted)
