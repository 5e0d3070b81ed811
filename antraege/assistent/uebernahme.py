"""What was sent for a step, weighed against what another window has kept since the page was shown. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.datastructures import MultiValueDict

from antraege.assistent import staende
from antraege.assistent.eingang import Eingang, read
from antraege.assistent.staende import Abgleich
from antraege.assistent.zeilen import change_rows, typed_in
from antraege.auswertung import Auswertung
from antraege.definition import Schritt
from antraege.inhalt import Antworten, Inhalt, Roh

STAND, WAHL = "_stand", "_wahl_"  # what the page began with; before a key: whose answer holds


@dataclass(frozen=True)
class Uebernahme:
    """``vorher`` is what the draft held. ``reihe`` is the row of a group that was asked for or is next to one taken
    away.
    """

    schritt: Schritt
    vorher: Inhalt
    eingang: Eingang
    abgleich: Abgleich
    gezeigt: str
    getippt: Roh
    reihe: str = ""

    @property
    def neu(self) -> Antworten:
        """The answers to keep: what was changed only elsewhere stays."""
        return {key: value for key, value in self.eingang.neu.items() if key not in self.abgleich.fremd}

    @cached_property
    def roh(self) -> Roh:
        """What was typed and is not right yet, here or elsewhere."""
        found: dict[str, Sequence[str]] = dict(self.getippt)
        there = self.vorher.roh_of(self.schritt.schluessel)
        for key in self.abgleich.fremd:
            for name in staende.of_field(self.schritt.felder, key, found):
                del found[name]
            found |= staende.of_field(self.schritt.felder, key, there)
        return found

    @property
    def ist_fertig(self) -> bool:
        """Whether the step can be left."""
        return self.eingang.ist_gut and not self.abgleich.fremd

    def stand(self, inhalt: Inhalt) -> str:
        """A field that was changed elsewhere goes on being shown as it was, so for it the page keeps its old stand."""
        now = staende.stand(self.schritt, inhalt.antworten, inhalt.roh_of(self.schritt.schluessel))
        return staende.keep(self.schritt, now, self.gezeigt, self.abgleich.fremd)


def take_over(
    schritt: Schritt,
    inhalt: Inhalt,
    post: MultiValueDict[str, str],
    evaluate: Callable[[Antworten], Auswertung],
    dateifehler: Mapping[str, Sequence[str]],
) -> Uebernahme:
    """``dateifehler`` says by field why a file that came along was not kept."""
    changed = change_rows(post, str(post.get("aktion", "")))
    data = changed[0] if changed else post
    eingang = read(schritt, inhalt.antworten, data, evaluate)
    for key, messages in dateifehler.items():
        for message in messages:
            eingang.form.blame(key, message)
    roh = eingang.form.roh | (typed_in(data, changed[1]) if changed else {})
    gezeigt = str(post.get(STAND, ""))
    now = (inhalt.antworten, inhalt.roh_of(schritt.schluessel))
    found = staende.compare(schritt, gezeigt, now, (eingang.neu, roh))
    chosen = {one.schluessel for one in schritt.felder if post.get(f"{WAHL}{one.schluessel}") == "dort"}
    abgleich = Abgleich(found.fremd | chosen, found.strittig - chosen)
    reihe = f"{changed[1]}_{changed[2]}" if changed else ""
    return Uebernahme(schritt, inhalt, eingang, abgleich, gezeigt, roh, reihe)
