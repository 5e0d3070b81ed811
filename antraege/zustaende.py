"""Which state of a case may follow which. Pure."""

EINGEGANGEN, IN_BEARBEITUNG, ABGESCHLOSSEN = "eingegangen", "in_bearbeitung", "abgeschlossen"

# The first is the usual next step.
UEBERGAENGE: dict[str, tuple[str, ...]] = {
    EINGEGANGEN: (IN_BEARBEITUNG, ABGESCHLOSSEN),
    IN_BEARBEITUNG: (ABGESCHLOSSEN, EINGEGANGEN),
    ABGESCHLOSSEN: (IN_BEARBEITUNG,),
}


def may_follow(vorher: str, nachher: str) -> bool:
    return nachher in UEBERGAENGE[vorher]
