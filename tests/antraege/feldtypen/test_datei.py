"""Files: how many, which, how large; what is in them is looked at elsewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.feldtypen import ALLEIN, NACH_TYP
from antraege.feldtypen.datei import DateiFeld, Dateiverweis
from tests.antraege.feldtypen.eingeben import complaint, fill
from tests.antraege.feldtypen.muster import feld

PLAN = Dateiverweis("a1", "Plan.pdf", 120_000, "pdf")
FOTO = SimpleUploadedFile("IMG_0001.HEIC", b"...", "image/heic")


def test_uploads_are_taken_beside_what_is_kept_already():
    field = NACH_TYP["datei"].teile(feld("datei"))[ALLEIN]
    assert field.clean([PLAN, FOTO]) == [PLAN, FOTO]
    assert field.clean(FOTO) == [FOTO]


def test_the_value_refers_to_what_is_kept():
    assert fill(feld("datei"), [PLAN]) == (PLAN,)
    assert NACH_TYP["datei"].anzeige((PLAN,), feld("datei")) == "Plan.pdf (117,2\u00a0KB)"
    assert NACH_TYP["datei"].regelwert((PLAN, PLAN), feld("datei")) == 2


@pytest.mark.parametrize(
    ("angaben", "sent", "said"),
    [
        ({}, [], "Bitte wählen Sie mindestens eine Datei aus."),
        ({"hoechstens": 1}, [], "Bitte wählen Sie eine Datei aus."),
        ({}, [PLAN] * 6, "Höchstens 5 Dateien sind möglich. Das sind 6, bitte entfernen Sie welche."),
    ],
)
def test_how_many_are_wanted_is_said(angaben, sent, said):
    assert complaint(feld("datei", **angaben), sent) == said


def test_what_may_be_attached_is_said_before(settings):
    settings.ANLAGE_BYTES = 10 * 1024 * 1024
    field = NACH_TYP["datei"].teile(feld("datei", hilfe="Der Lageplan", arten=["pdf"], megabyte=2))[ALLEIN]
    assert field.help_text == "Der Lageplan\nPDF, je höchstens 2\u00a0MB, höchstens 5 Dateien"
    assert field.widget.attrs["accept"] == "application/pdf,.pdf"
    assert DateiFeld().groesste(feld("datei", megabyte=2)) == 2 * 1024 * 1024
    assert [one.key for one in DateiFeld().dateitypen(feld("datei", arten=["text"]))] == ["docx", "odt"]


def test_several_are_chosen_at_once_only_where_several_may_be_sent():
    shown = [
        NACH_TYP["datei"].teile(feld("datei", hoechstens=most))[ALLEIN].widget.render("f", None) for most in (1, 2)
    ]
    assert ["multiple" in html for html in shown] == [False, True]


def test_editors_cannot_allow_more_than_the_portal_takes(settings):
    settings.ANLAGE_BYTES = 10 * 1024 * 1024
    assert list(NACH_TYP["datei"].maengel(feld("datei", megabyte=11))) == ["megabyte"]
