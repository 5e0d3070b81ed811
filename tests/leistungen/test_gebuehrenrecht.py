"""Who decides a fee is read off the rule it names."""

import pytest

from leistungen.enums import Entscheider
from leistungen.gebuehrenrecht import decider


@pytest.mark.parametrize(
    ("vorschrift", "wer"),
    [
        ("§ 1 Abs. 1 Nr. 1 PAuswGebV", Entscheider.BUND),
        ("Nr. 221 Anlage GebOSt", Entscheider.BUND),
        ("Nr. 264 der Anlage zur Gebührenordnung für Maßnahmen im Straßenverkehr (GebOSt)", Entscheider.BUND),
        ("Kostenverzeichnis zum Justizverwaltungskostengesetz (JVKostG)", Entscheider.BUND),
        ("PassV", Entscheider.BUND),
        ("§ 17 BMG", Entscheider.BUND),
        ("Landesgebührengesetz (LGebG) und das Gebührenverzeichnis dazu", Entscheider.LAND),
        ("§ 41 Abs. 3 LStrG", Entscheider.LAND),
        ("Gebührenrecht des Landes", Entscheider.LAND),
        ("Besonderes Gebührenverzeichnis für die Bauaufsicht", Entscheider.LAND),
        ("Abfallgebührensatzung des Landkreises", Entscheider.ORT),
        ("Sondernutzungssatzung der Gemeinde in Verbindung mit § 47 LStrG", Entscheider.ORT),
        ("Gebührenordnung der Stadt oder Gemeinde; § 1 der Landesverordnung", Entscheider.ORT),
        ("§ 26 KiTaG und Festlegung des Jugendamts", Entscheider.ORT),
        ("§ 12 der Hundesteuersatzung", Entscheider.ORT),
        ("Preis des Schilderprägers", Entscheider.UNBEKANNT),
        ("Entscheidung des Landkreises", Entscheider.UNBEKANNT),
        ("", Entscheider.UNBEKANNT),
    ],
)
def test_the_most_local_rule_decides(vorschrift, wer):
    assert decider(vorschrift) is wer


def test_what_is_free_without_a_rule_is_decided_by_nobody():
    assert decider("", kostenlos=True) is Entscheider.NIEMAND
    assert decider("§ 17 BMG", kostenlos=True) is Entscheider.BUND
