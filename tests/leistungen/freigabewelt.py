"""A Redaktion that wants four eyes: two who may release, one who writes only."""

from typing import Any

from leistungen.models import ErgaenzungPage, Textstand
from leistungen.services.release import stand_of
from leistungen.services.texte import page_for
from tests.factories.cms import UserFactory
from tests.leistungen.formulardaten import formular, modul
from tests.seitenwelt import Welt

NEU = "<p>Bei uns in vg: jetzt 90 Euro.</p>"


class Freigabewelt(Welt):
    """The Verbandsgemeinde wants four eyes; Anna and Bert may release, Rita writes. Operators run the portal."""

    def __init__(self, *, vier_augen: bool = True) -> None:
        super().__init__()
        self.vg = self.redaktionen["vg"]
        self.vg.vier_augen = vier_augen
        self.vg.save()
        self.anna = UserFactory(
            gruppen=[self.vg.freigebende], email="anna@vg.example", first_name="Anna", last_name="Ahrens"
        )
        self.bert = UserFactory(
            gruppen=[self.vg.freigebende], email="bert@vg.example", first_name="Bert", last_name="Brunner"
        )
        self.rita = UserFactory(
            gruppen=[self.vg.redakteure], email="rita@vg.example", first_name="Rita", last_name="Reuter"
        )
        self.betrieb = UserFactory(is_superuser=True, email="betrieb@portal.example")
        self.pk = page_for(self.vg, self.leistungen["hundesteuer"]).pk

    @property
    def page(self) -> ErgaenzungPage:
        """The text about the dog tax, read anew."""
        return ErgaenzungPage.objects.get(pk=self.pk)

    @property
    def live(self) -> str:
        """What citizens read."""
        return str(Textstand.objects.get(pk=self.pk).module)

    @property
    def gesehen(self) -> str:
        return stand_of(self.page)

    def draft(self, user: Any, html: str = NEU) -> Any:
        """A user saves a draft. Returns its revision."""
        page = self.page.get_latest_revision_as_object()
        raw = [dict(block) | {"value": dict(block["value"]) | {"inhalt": html}} for block in page.module.raw_data]
        page.module = page.module.stream_block.to_python(raw)
        return page.save_revision(user=user)

    def form(self, html: str = NEU, **actions: str) -> dict[str, Any]:
        """What the edit form posts, with what its buttons send."""
        page = self.page
        (block,) = page.module.raw_data
        basis = page.vorlagen()["volltext"].hash
        return formular(modul("volltext", html, id_=block["id"], basis=basis)) | actions
