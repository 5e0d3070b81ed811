"""A small catalogue with a history, and who reads it in the reading room."""

from datetime import date
from typing import Any

from cms.services.rat_gruppe import ensure_rat_group
from leistungen import verlauf
from leistungen.models import Sitzung
from tests.anmeldung import Kunde
from tests.factories.cms import UserFactory
from tests.seitenwelt import Welt

VORHER, NACHHER = "80 Euro", "95 Euro"


class Ratswelt(Welt):
    """The Verbandsgemeinde has changed its text after the first state; there is a council member, and an editor."""

    def __init__(self) -> None:
        with verlauf.first_state():
            super().__init__()
        vg = self.redaktionen["vg"]
        self.rat = UserFactory(username="rat", gruppen=[ensure_rat_group()], email="rat@rat.example")
        self.redakteur = UserFactory(username="redakteur", gruppen=[vg.redakteure])
        self.freigabe = UserFactory(username="freigabe", gruppen=[vg.freigebende])
        self.fremd = UserFactory(username="fremd", gruppen=[self.redaktionen["mayen"].freigebende])
        self.sitzung = Sitzung.objects.create(redaktion=vg, gremium="Verbandsgemeinderat", tag=date(2026, 10, 1))
        self.write("vg", "hundesteuer", f"<p>Bei uns in vg: {NACHHER}.</p>")

    def client(self, user: Any) -> Kunde:
        client = Kunde()
        client.force_login(user, zweiter_faktor=user.username != "rat")
        return client
