"""A small catalogue with every state that the council's figures tell apart."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from leistungen.models import Pruefplan
from leistungen.services.texte import page_for
from tests.factories.cms import UserFactory
from tests.factories.leistungen import LeistungFactory, ZustaendigkeitFactory, text
from tests.seitenwelt import Welt

HUND = "99102013002000"  # belongs to "Hundesteuer" of the OZG catalogue


def gebuehr(vorschrift: str, art: str = "nach_vorschrift", **more: Any) -> dict[str, Any]:
    return {"bezeichnung": "Gebühr", "kanal": "alle", "art": art, "vorschrift": vorschrift, "gilt_fuer": []} | more


class Katalogwelt(Welt):
    """``hundesteuer`` (stale at two places, online in Mayen), ``gestattung`` (nobody responsible), ``ausweis`` (of the
    Bund, with a form), ``gaestekarte`` (of the Verbandsgemeinde alone, review overdue)."""

    def __init__(self) -> None:
        super().__init__()
        self.hund, self.gestattung = self.leistungen["hundesteuer"], self.leistungen["gestattung"]
        self.hund.themenfeld, self.hund.schluessel = "Engagement & Hobby", [{"code": HUND}]
        self.hund.save()
        dienst = {"titel": "Hund anmelden", "url": "https://antrag.example/", "vertrauensniveau": "00", "gilt_fuer": []}
        self.write("mayen", "hundesteuer", [dienst], "onlinedienste")
        self.write("vg", "hundesteuer", [gebuehr("Hundesteuersatzung der Verbandsgemeinde")], "kosten")
        self.write("land", "hundesteuer", "<p>Hundesteuer: Das ganze Land zahlt jetzt anders.</p>")
        self.ausweis = LeistungFactory(
            slug="ausweis", bezeichnung="Ausweis", redaktion=self.redaktionen["land"], themenfeld="Querschnitt"
        )
        formular = {"bezeichnung": "Antrag", "url": "https://formular.example/antrag.pdf", "gilt_fuer": []}
        text(
            self.ausweis,
            self.redaktionen["land"],
            stamm=True,
            volltext="<p>Mit Bild.</p>",
            formulare=[formular],
            kosten=[gebuehr("§ 1 PAuswGebV"), gebuehr("alte Satzung", gueltig_bis="2020-01-01")],
        )
        self.gaestekarte = LeistungFactory(
            slug="gaestekarte", bezeichnung="Gästekarte", redaktion=self.redaktionen["vg"], themenfeld="Querschnitt"
        )
        text(self.gaestekarte, self.redaktionen["vg"], stamm=True, volltext="<p>Für Gäste.</p>")
        for leistung, name in ((self.ausweis, "vg"), (self.ausweis, "mayen"), (self.gaestekarte, "vg")):
            stelle = self.stellen[name]
            ZustaendigkeitFactory(leistung=leistung, gebiet=stelle.redaktion.gebiet, stelle=stelle)
        ZustaendigkeitFactory(
            leistung=self.gestattung, gebiet=self.redaktionen["mayen"].gebiet, stelle=self.stellen["mayen"]
        )
        page = page_for(self.redaktionen["vg"], self.gaestekarte)
        Pruefplan.objects.create(page=page, naechste=timezone.localdate() - timedelta(days=1), abstand=12)
        self.leser = UserFactory(is_superuser=True)
