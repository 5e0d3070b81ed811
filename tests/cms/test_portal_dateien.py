"""What the files of the demonstration portal may hold."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.models import StartPage
from cms.services.load_portal import load_portal


def test_a_translation_built_differently_is_refused(db):
    seite = {"slug": "s", "titel": "S", "inhalt": [{"absatz": "<p>Eins.</p><p>Zwei.</p>"}]}
    seite["uebersetzungen"] = {"en": {"titel": "S", "inhalt": [{"absatz": "<p>One.</p>"}]}}
    start = {"titel": "Start", "slug": "portal", "begruessung": "Hallo"}
    with pytest.raises(ValidationError, match="auf Deutsch 2 Teile"):
        load_portal({"start": start, "seiten": [seite]})


def test_a_start_page_with_gaps_is_not_published_in_that_language(db, client):
    start = {"titel": "Start", "slug": "portal", "begruessung": "Hallo", "uebersetzungen": {"en": {"Start": "Home"}}}
    assert ("Start (en)", "1 Texte nicht übersetzt") in load_portal({"start": start})
    assert "Hallo" in client.get("/en/").content.decode()


def test_rich_text_is_sanitised_on_the_way_in(db, client):
    start = {"titel": "Start", "slug": "portal", "begruessung": "Hallo"}
    seite = {"slug": "s", "titel": "S", "inhalt": [{"absatz": "<p onclick='x()'>Da<script>boese()</script></p>"}]}
    load_portal({"start": start, "seiten": [seite]})
    main = client.get("/s/").content.decode().partition("<main")[2]
    assert "boese" not in main
    assert "onclick" not in main


@pytest.mark.parametrize("text", ["start: [", "start: {titel: x}"])
def test_a_broken_file_is_named_and_nothing_is_kept(db, tmp_path, text):
    (tmp_path / "kaputt.yaml").write_text(text)
    with pytest.raises(CommandError):
        call_command("portal_load", str(tmp_path), stdout=StringIO())
    assert not StartPage.objects.exists()
