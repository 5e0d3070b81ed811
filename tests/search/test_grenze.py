"""Who asks far too much is asked to wait; who shares an address with others is not."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(settings):
    settings.SUCHEN_JE_MINUTE = 3
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "grenze"}}


def ask(client, number: int, address: str = "203.0.113.7"):
    return client.get("/suche/", {"q": f"hund {number}"}, REMOTE_ADDR=address)


def test_an_address_that_asks_far_too_much_is_asked_to_wait(katalog, client):
    codes = [ask(client, number).status_code for number in range(4)]
    assert codes == [200, 200, 200, 429]
    late = ask(client, 5)
    assert late["Retry-After"] == "60"
    assert "warten Sie eine Minute" in late.content.decode()


def test_another_address_is_not_concerned(katalog, client):
    for number in range(4):
        ask(client, number)
    assert ask(client, 9, "203.0.113.8").status_code == 200


def test_suggestions_have_a_limit_of_their_own(katalog, client):
    for number in range(4):
        ask(client, number)
    codes = [
        client.get("/suche/vorschlaege/", {"q": f"hu{number}"}, REMOTE_ADDR="203.0.113.7").status_code
        for number in range(16)
    ]
    assert codes == [200] * 15 + [429]
