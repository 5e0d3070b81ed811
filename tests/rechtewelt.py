"""The small portal of ``Welt`` with one login for each role, and every address of its admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.images.tests.utils import get_test_image_file
from wagtail_localize.models import Translation

from antraege.blocks import faelle_raw
from antraege.services.ausprobieren import try_form
from antraege.services.sachbearbeitung import ensure_sachbearbeitung
from cms.models import Bild, Dokument, Meldung
from cms.services.portal_gruppe import ensure_portal_group
from leistungen.models import Sammlung, Sitzung, Zustaendigkeit
from leistungen.services.texte import page_for
from leistungen.services.uebersetzen import translate_text
from search.models import Anheftung, Synonym
from tests.anmeldung import Kunde
from tests.antraege.pruefung.test_pruefen import FALL
from tests.antraege.welt import FEST
from tests.factories.antraege import formular
from tests.factories.cms import UserFactory
from tests.factories.leistungen import LeistungFactory
from tests.seitenwelt import Welt

BEENDEN = ("wagtailadmin_logout",)
UNSERE = ("cms", "leistungen", "antraege", "search")
ANMELDEN, VERWEIGERT = "anmelden", "verweigert"  # a redirect to the login; a redirect with "not allowed"
MEDIEN_CHOOSER = {"wagtailimages_chooser": "bild", "wagtaildocs_chooser": "dokument"}
ROLLEN = ("anonym", "redakteur", "freigabe", "fremd", "portal", "betrieb")


class Rechtewelt(Welt):
    """Objects of the Verbandsgemeinde, and who comes to them: its own people, a stranger from Mayen, the others."""

    def __init__(self) -> None:
        super().__init__()
        vg, mayen = self.redaktionen["vg"], self.redaktionen["mayen"]
        portal = ensure_portal_group(self.start)
        self.konten = {
            "redakteur": UserFactory(gruppen=[vg.redakteure]),
            "freigabe": UserFactory(gruppen=[vg.freigebende]),
            "fremd": UserFactory(gruppen=[mayen.freigebende]),
            "portal": UserFactory(gruppen=[portal]),
            "betrieb": UserFactory(is_superuser=True),
        }
        self.meldung = Meldung.objects.create(art="fehler", text="Die Uhrzeit stimmt nicht.")
        self.text = page_for(vg, self.leistungen["hundesteuer"])
        self.fremder_text = page_for(mayen, self.leistungen["hundesteuer"])
        translate_text(page=self.text, sprache="en", module={"volltext": ["<p>With us in vg: 80 euros.</p>"]})
        self.uebersetzung = Translation.objects.get(source__object_id=self.text.translation_key)
        self.eigene_leistung = LeistungFactory(slug="gaestekarte", bezeichnung="Gästekarte", redaktion=vg)
        self.zustaendigkeit = Zustaendigkeit.objects.get(stelle=self.stellen["vg"])
        self.objekte = {
            "stellen": self.stellen["vg"],
            "redaktionen": vg,
            "personen": self.stellen["vg"].personen.get(),
            "zustaendigkeiten": self.zustaendigkeit,
            "leistungen": self.eigene_leistung,
            "sammlungen": Sammlung.objects.create(redaktion=vg, titel="Für die Sitzung"),
            "sitzungen": Sitzung.objects.create(redaktion=vg, gremium="Verbandsgemeinderat", tag=date(2026, 10, 1)),
            "lebenslagen": self.lebenslage,
            "meldungen": self.meldung,
            "sachbearbeitungen": ensure_sachbearbeitung(redaktion=vg),
            "synonyme": Synonym.objects.create(wort="Wauwau", bedeutet="Hund"),
            "anheftungen": Anheftung.objects.create(ausdruck="Wauwau", leistung=self.leistungen["hundesteuer"]),
            "anheftung_stelle": self.stellen["vg"],
            "anheftung_ort": self.orte.laubach,
            "orte": self.orte.laubach,
            "stelle_chooser": self.stellen["vg"],
            "leistung_chooser": self.eigene_leistung,
            "ort_chooser": self.orte.laubach,
        }
        self.bild = Bild.objects.create(title="Rathaus", file=get_test_image_file(), collection=vg.collection)
        self.dokument = Dokument.objects.create(
            title="Satzung", file=ContentFile(b"%PDF-1.4", "satzung.pdf"), collection=vg.collection
        )
        page = self.text.pk
        self.werte = {
            "page_id": page,
            "page_to_move_id": page,
            "parent_page_id": self.text.get_parent().pk,
            "destination_id": self.text.get_parent().pk,
            "object_id": page,
            "image_id": self.bild.pk,
            "document_id": self.dokument.pk,
            "doc_id": self.dokument.pk,
            "block": self.text.module[0].id,
            "translation_id": self.uebersetzung.pk,
            "translation_source_id": self.uebersetzung.source_id,
            "string_segment_id": self.uebersetzung.source.stringsegment_set.first().pk,
            "revision_id": self.text.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "content_type_app_name": "leistungen",
            "content_type_model_name": "ergaenzungpage",
            "app_name": "cms",
            "app_label": "cms",
            "model_name": "darstellung",
            "action": "delete",
            "action_name": "approve",
            "view": "edit",
            "stelle_id": self.stellen["vg"].pk,
            "person_id": self.stellen["vg"].personen.get().pk,
            "pk": vg.pk,
            "redaktion_id": vg.pk,
            "sprache": "en",
            "user_id": self.konten["redakteur"].pk,
            "uidb64": "x",
            "token": "x-y",
        }

    @cached_property
    def formular(self) -> dict[str, Any]:
        """A form of the Verbandsgemeinde, an older state of it, an example case, and a trial."""
        page = formular(self.leistungen["hundesteuer"], self.redaktionen["vg"], FEST)
        old = page.fassungen.get()
        page.kurztext = "Neu."
        page.faelle = faelle_raw([FALL], "fest")
        page.save_revision().publish()
        return {
            "page_id": page.pk,
            "fassung_id": old.pk,
            "fall": page.faelle[0].id,
            "kennung": try_form(page=page).kennung,
        }

    def url(self, adresse: "Adresse") -> str:
        """The address for an object of the Verbandsgemeinde."""
        werte = self.werte
        if adresse.name.startswith(("formular_", "fassung_")):
            werte = werte | self.formular
        if adresse.namespace in self.objekte:
            werte = werte | {"pk": self.objekte[adresse.namespace].pk}
        elif adresse.namespace in MEDIEN_CHOOSER:
            werte = werte | {"pk": getattr(self, MEDIEN_CHOOSER[adresse.namespace]).pk}
        return reverse(adresse.name, kwargs={name: werte.get(name, 1) for name in adresse.argumente})

    def client(self, rolle: str, *, zweiter_faktor: bool = True) -> Client:
        client = Kunde(raise_request_exception=False)
        if rolle != "anonym":
            client.force_login(self.konten[rolle], zweiter_faktor=zweiter_faktor)
        return client


@dataclass(frozen=True)
class Adresse:
    """A named address of the admin: ``stellen:edit`` with the names of what it takes."""

    name: str
    namespace: str
    argumente: tuple[str, ...]
    unser: bool


def adressen() -> list[Adresse]:
    """Every address below ``/verwaltung/``, from the URL resolver."""
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "verwaltung/")
    return [one for one in _walk(admin.url_patterns, (), ()) if one.name not in {"", *BEENDEN}]


def _walk(patterns: list[Any], namespaces: tuple[str, ...], argumente: tuple[str, ...]) -> Iterator[Adresse]:
    own = {viewset.url_namespace for viewset in viewsets.viewsets if _is_ours(type(viewset))}
    for pattern in patterns:
        here = (*argumente, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inside, here)
        elif isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name or ""])
            view = getattr(pattern.callback, "view_class", pattern.callback)
            namespace = ":".join(namespaces)
            unser = namespace in own or namespace.startswith("wagtailsnippetchoosers_") or _is_ours(view)
            yield Adresse(name, namespace, here, unser)


def _is_ours(thing: Any) -> bool:
    return getattr(thing, "__module__", "").split(".")[0] in UNSERE


def outcome(response: Any) -> Any:
    """The status; a redirect says where it leads if that is the login or the admin's door."""
    if response.status_code in {301, 302}:
        if response["Location"].startswith(reverse("account_login")):
            return ANMELDEN
        if response["Location"] == reverse("wagtailadmin_home"):
            return VERWEIGERT
    return response.status_code


def ask(client: Client, url: str) -> Any:
    """What an address answers; one that only takes data is sent none."""
    found = outcome(client.get(url))
    return outcome(client.post(url, {})) if found == 405 else found
