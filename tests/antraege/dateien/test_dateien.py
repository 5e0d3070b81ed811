"""What is taken, what is not, and what is left of it."""

import io
import struct
from dataclasses import replace

import pytest
from PIL import Image
from pillow_heif import open_heif

from antraege.dateien import DATEITYPEN, Datei, DateiError, Grund, accept, examine
from antraege.dateien.fehler import MELDUNGEN
from antraege.dateien.stellen import apply
from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import boese_pdf, gute, pdfbau
from tests.antraege.dateien.bausteine import Upload
from tests.antraege.dateien.boese import LIMIT


def send(upload: Upload, **options) -> Datei:
    size = len(upload.inhalt) if upload.groesse is None else upload.groesse
    return examine(upload.name, size, io.BytesIO(upload.inhalt), **options)


def answer(upload: Upload) -> str:
    try:
        send(upload)
    except DateiError as error:
        b.require_words(error)
        return error.grund.value
    return "angenommen"


@pytest.mark.parametrize("gruppe", gute.GRUPPEN, ids=lambda gruppe: gruppe.__name__)
def test_files_of_phones_scanners_and_offices_are_taken(gruppe):
    refused = {one.zweck: found for one in gruppe() if (found := answer(one)) != "angenommen"}
    assert refused == {}


@pytest.mark.parametrize("gruppe", boese_pdf.GRUPPEN, ids=lambda gruppe: gruppe.__name__)
def test_hostile_and_broken_files_are_refused_for_the_right_reason(gruppe):
    wrong = {one.zweck: found for one in gruppe() if (found := answer(one)) != one.grund}
    assert wrong == {}


def test_there_are_enough_of_both():
    good = [one.zweck for gruppe in gute.GRUPPEN for one in gruppe()]
    hostile = [one.zweck for gruppe in boese_pdf.GRUPPEN for one in gruppe()]
    assert len(set(good)) == len(good) >= 40
    assert len(set(hostile)) == len(hostile) >= 60


def test_every_reason_has_words_and_is_tried():
    tried = {one.grund for gruppe in boese_pdf.GRUPPEN for one in gruppe()}
    assert set(MELDUNGEN) == set(Grund)
    assert set(Grund) - tried == {Grund.TYP_HIER_NICHT}


def test_a_field_may_take_fewer_types_and_sizes():
    photo = Upload("Foto", "foto.jpg", b.jpeg())
    with pytest.raises(DateiError) as caught:
        send(photo, typen=[DATEITYPEN["pdf"], DATEITYPEN["png"]])
    assert caught.value.meldung == "Die Datei ist vom Typ JPEG. Hier sind nur erlaubt: PDF, PNG."
    with pytest.raises(DateiError) as caught:
        send(photo, groesste=500)
    assert caught.value.grund is Grund.ZU_GROSS
    assert send(photo, typen=[DATEITYPEN["jpeg"]], groesste=len(photo.inhalt)).typ.key == "jpeg"


def test_a_field_can_not_take_more_than_the_portal(settings):
    settings.ANLAGE_BYTES = 500
    with pytest.raises(DateiError, match="zu_gross"):
        send(Upload("Foto", "foto.jpg", b.jpeg()), groesste=1_000_000)


def test_exactly_the_limit_is_taken():
    content = b.with_segment(b.jpeg(), 0xFE, b"x" * 60_000)
    padded = content[:-2] + b"\xff\x00" * ((LIMIT - len(content)) // 2) + b"\xff\xd9"
    assert len(padded) in (LIMIT, LIMIT - 1)
    assert send(Upload("groß", "groß.jpg", padded)).groesse == len(padded)


def test_an_unknown_size_is_measured():
    assert examine("foto.jpg", None, io.BytesIO(b.jpeg())).groesse == len(b.jpeg())


def test_what_needs_no_change_keeps_every_byte():
    for upload in (*gute.pdfs()[:3], *gute.texte()):
        found = send(upload)
        assert found.inhalt == upload.inhalt
        assert not found.is_veraendert


# --- The place a photo was taken at -----------------------------------------------------------------------------------


def located() -> list[Upload]:
    several = [*gute.fotos(), *gute.scans()]
    return [one for one in several if "Ort" in one.zweck or "XMP" in one.zweck or "HEIC vom" in one.zweck]


@pytest.mark.parametrize("upload", located(), ids=str)
def test_the_place_goes_and_the_picture_stays(upload):
    def opened(content: bytes) -> Image.Image:
        return open_heif(content).to_pillow() if b"ftyp" in content[:12] else Image.open(io.BytesIO(content))

    found = send(upload)
    before, after = opened(upload.inhalt), opened(found.inhalt)
    has_place = bool(before.getexif().get_ifd(0x8825)) or b"exif:GPS" in upload.inhalt
    assert has_place, "the test says nothing"
    assert 0x8825 not in after.getexif()
    assert b"exif:GPS" not in found.inhalt
    assert found.is_veraendert
    assert len(found.inhalt) == len(upload.inhalt)
    assert after.tobytes() == before.tobytes()
    for tag in (0x010F, 0x0112, 0x0132):
        assert after.getexif().get(tag) == before.getexif().get(tag)
    assert after.getexif().get_ifd(0x8769) == before.getexif().get_ifd(0x8769)


def test_a_place_that_is_packed_goes_as_well():
    before = Image.open(io.BytesIO(gute.png_of_imagemagick()))
    after = Image.open(io.BytesIO(send(Upload("PNG", "a.png", gute.png_of_imagemagick())).inhalt))
    assert before.getexif().get_ifd(0x8825)
    assert "GPS" in before.text["XML:com.adobe.xmp"]
    assert not after.getexif().get_ifd(0x8825)
    assert after.text == {}
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("order", ["II", "MM"])
def test_no_coordinate_is_left_in_the_bytes(order):
    data = b.exif()
    data.endian = "<" if order == "II" else ">"
    content = b.with_segment(b.jpeg(), 0xE1, data.tobytes())
    number = struct.pack(("<" if order == "II" else ">") + "II", 49, 4)  # 12.25 seconds
    assert number in content
    found = send(Upload("Foto", "foto.jpg", content))
    assert number not in found.inhalt[: len(content) - len(b.jpeg())]


def test_exif_that_leads_nowhere_is_wiped_and_the_photo_taken():
    broken = b"Exif\0\0II*\0\xff\xff\xff\x00" + b"50.21N 7.35E"
    found = send(Upload("Foto", "foto.jpg", b.with_segment(b.jpeg(), 0xE1, broken)))
    assert b"50.21N" not in found.inhalt


@pytest.mark.parametrize("zweck", ["JPEG mit Film (bewegtes Foto)", "JPEG mit zweitem Bild", "JPEG von Samsung"])
def test_what_cameras_hang_behind_a_photo_is_cut_off(zweck):
    upload = next(one for one in gute.fotos() if one.zweck == zweck)
    found = send(upload)
    assert found.inhalt.endswith(b"\xff\xd9")
    assert found.inhalt.count(b"\xff\xd8\xff") == 1
    assert b"ftyp" not in found.inhalt


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Foto.JPG", "Foto.JPG"),
        ("  viel   Platz .jpg", "viel Platz.jpg"),
        ("Fu\u0308hrung.jpg", "Führung.jpg"),
        ("a\u200bb\u00ad.jpg", "ab.jpg"),
        ("👩\u200d👧.jpg", "👩\u200d👧.jpg"),
        ('a<b>:"c|d?*.jpg', "a_b___c_d__.jpg"),
        (r"C:\fakepath\hund.jpg", "hund.jpg"),
        ("..jpg", "jpg.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("", "Datei.jpg"),
        ("...", "Datei.jpg"),
        ("Scan 14.03.2026", "Scan 14.03.2026.jpg"),
        ("IMG_1.HEIC", "IMG_1.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("n" * 240 + ".jpg", "n" * 116 + ".jpg"),
    ],
)
def test_names_are_cleaned_for_showing(name, shown):
    assert send(Upload("Foto", name, b.jpeg())).name == shown


def test_accept_names_types_for_phones_and_endings_for_desktops():
    assert accept([DATEITYPEN["pdf"], DATEITYPEN["heic"]]) == "application/pdf,.pdf,image/heic,.heic,.heif,.hif"


def test_the_hash_is_that_of_what_is_kept():
    upload = Upload("PDF", "a.pdf", pdfbau.classic(pdfbau.objects()))
    assert send(upload).sha256 == send(replace(upload, name="b.pdf")).sha256


# --- Changes at places ------------------------------------------------------------------------------------------------


def test_places_are_changed_and_the_rest_stays():
    assert apply(b"0123456789", []) == b"0123456789"
    assert apply(b"0123456789", [(7, b"x"), (2, b"ab")]) == b"01ab456x89"
    assert apply(b"0123456789", [(2, b"abcd"), (3, b"zz"), (5, b"yy")]) == b"01abcdy789"
    assert apply(b"0123456789", [(2, b"ab"), (8, b"zz")], 6) == b"01ab45"
