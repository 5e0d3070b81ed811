"""What rules know beside the answers: the day, and the Land whose holidays count."""

from datetime import date

from django.utils import timezone

from antraege.regeln.ausdruck import Umgebung
from cms.orte import verzeichnis

LAENDER = {  # the first two digits of an ARS (Destatis) → ISO 3166-2:DE
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


def umgebung_at(gebiet: int, heute: date | None = None) -> Umgebung:
    """At a place, today or on another day (the example cases have days of their own)."""
    return Umgebung(heute or timezone.localdate(), land_at(gebiet))


def land_at(gebiet: int) -> str:
    """The Land that a place lies in."""
    return LAENDER.get(verzeichnis().by_id[gebiet].ars[:2], "RP")
