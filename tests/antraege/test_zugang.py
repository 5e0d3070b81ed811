"""Links are keys: one bit off, or too late, and there is the same page that there is for what never was."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from antraege.models import Antrag
from antraege.services.einreichen import submit_antrag
from antraege.services.loeschen import delete_antrag
from antraege.zugang import FORTSETZEN, STAND, cookie_name, token
from tests.anmeldung import Kunde
from tests.antraege.welt import Reise, Welt

pytestmark = pytest.mark.django_db

NIE = "/antrag/e/niegewesenniegewesen00/antragsteller/"


@pytest.fixture
def reise(orte, client) -> Reise:
    Welt(orte)
    reise = Reise(client)
    reise.fill()
    return reise


def body(adresse: str, kunde: Kunde | None = None) -> str:
    answer = (kunde or Kunde()).get(adresse)
    assert answer.status_code == 404
    return answer.content.decode().split("<main")[1].replace(adresse, "")


def flipped(text: str) -> list[str]:
    """With each bit of its signature turned over, and each of what is signed."""
    kennung, signature = text.split(":")
    found = []
    for part, other, before in ((signature, kennung, True), (kennung, signature, False)):
        raw = bytearray(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        for bit in range(len(raw) * 8):
            raw[bit // 8] ^= 1 << bit % 8
            one = urlsafe_b64encode(raw).rstrip(b"=").decode()
            raw[bit // 8] ^= 1 << bit % 8
            found.append(f"{other}:{one}" if before else f"{one}:{other}")
    return found


def fortsetzen(antrag: Antrag) -> str:
    return f"/antrag/weiter/{token(antrag.kennung, FORTSETZEN)}/"


def test_every_bit_of_the_link_to_a_draft_counts(reise):
    nothing = body(NIE)
    for one in flipped(token(reise.antrag.kennung, FORTSETZEN)):
        assert body(f"/antrag/weiter/{one}/") == nothing, one


def test_every_bit_of_the_link_to_its_state_counts(reise):
    submit_antrag(antrag=reise.antrag.pk)
    good = token(reise.antrag.kennung, STAND)
    assert Kunde().get(f"/antrag/stand/{good}/").status_code == 200
    nothing = body(NIE)
    for one in flipped(good):
        assert body(f"/antrag/stand/{one}/") == nothing, one


def test_one_link_is_not_the_other(reise):
    submit_antrag(antrag=reise.antrag.pk)
    assert body(f"/antrag/stand/{token(reise.antrag.kennung, FORTSETZEN)}/") == body(NIE)
    assert body(f"/antrag/weiter/{token(reise.antrag.kennung, STAND)}/") == body(NIE)


def test_the_link_dies_with_sending(reise):
    assert Kunde().get(fortsetzen(reise.antrag)).status_code == 302
    submit_antrag(antrag=reise.antrag.pk)
    assert body(fortsetzen(reise.antrag)) == body(NIE)


def test_the_link_dies_with_deleting(reise):
    delete_antrag(antrag=reise.antrag.pk)
    assert body(fortsetzen(reise.antrag)) == body(NIE)
    assert body(f"/antrag/e/{reise.antrag.kennung}/antragsteller/", reise.client) == body(NIE)


def test_the_link_dies_when_nobody_has_changed_the_draft_for_long(reise):
    tage = reise.antrag.formular.entwurf_tage
    Antrag.objects.update(geaendert_at=timezone.now() - timedelta(days=tage, seconds=1))
    assert body(fortsetzen(reise.antrag)) == body(NIE)
    assert body(f"/antrag/e/{reise.antrag.kennung}/antragsteller/", reise.client) == body(NIE)


def test_the_cookie_of_another_draft_opens_nothing(reise):
    other = Reise(Kunde())
    assert body(f"/antrag/e/{reise.antrag.kennung}/antragsteller/", other.client) == body(NIE)


def test_whoever_goes_on_may_go_on_for_as_long_as_the_draft_lives(reise):
    [cookie] = [one for name, one in reise.client.cookies.items() if name.startswith("antrag_")]
    full = timedelta(days=reise.antrag.formular.entwurf_tage).total_seconds()
    for answer in (reise.send("antragsteller", name="Max"), reise.send("antragsteller", "zurueck", name="Max")):
        assert answer.cookies[cookie.key]["max-age"] == full
    adresse = f"/antrag/e/{reise.antrag.kennung}/antragsteller/"
    told = reise.client.post(adresse, {"name": "Max", "aktion": "zurueck"}, headers={"X-Antrag": "js"})
    assert told.cookies[cookie.key]["max-age"] == full
    assert cookie.key not in reise.go("antragsteller").cookies


def test_whoever_cancels_keeps_no_cookie(reise):
    gone = reise.client.post(f"/antrag/e/{reise.antrag.kennung}/abbrechen/")
    assert [one["max-age"] for one in gone.cookies.values()] == [0]


def test_the_day_on_which_a_draft_runs_out_is_that_of_the_place(reise):
    reise.antrag.geaendert_at = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past midnight in Germany
    assert reise.antrag.laeuft_ab(30) == date(2026, 7, 2)


class TestNachDemAbsenden:
    """The next at this device may be somebody else."""

    @pytest.fixture
    def gesendet(self, reise) -> Reise:
        reise.send("pruefen")
        return reise

    def urls(self, reise: Reise) -> list[str]:
        return [f"/antrag/e/{reise.antrag.kennung}/abschluss/{file}" for file in ("", "antrag.pdf")]

    def test_the_receipt_shortens_the_cookie_to_a_day(self, gesendet):
        cookie = gesendet.go("abschluss").cookies[cookie_name(gesendet.antrag.kennung)]
        assert 0 < cookie["max-age"] <= 24 * 60 * 60
        assert [gesendet.client.get(url).status_code for url in self.urls(gesendet)] == [200, 200]

    def test_after_a_day_the_device_shows_nothing_even_if_the_receipt_was_never_seen(self, gesendet):
        Antrag.objects.update(eingereicht_at=timezone.now() - timedelta(days=1, seconds=1))
        assert [gesendet.client.get(url).status_code for url in self.urls(gesendet)] == [404, 404]

    def test_whoever_has_seen_enough_ends_it(self, gesendet):
        receipt, pdf = self.urls(gesendet)
        assert "Auf diesem Gerät beenden" in gesendet.go("abschluss").content.decode()
        for _pressed_twice in range(2):
            answer = gesendet.client.post(receipt)
            assert answer.status_code == 200
            assert "Ihr Antrag ist beim Amt." in answer.content.decode()
            assert gesendet.antrag.nummer not in answer.content.decode()
        assert [gesendet.client.get(url).status_code for url in (receipt, pdf)] == [404, 404]
        assert Antrag.objects.exists()

    def test_a_draft_is_not_ended_so(self, reise):
        assert reise.client.post(self.urls(reise)[0])["Location"].endswith("/pruefen/")
        assert reise.go("pruefen").status_code == 200
