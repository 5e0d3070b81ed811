"""Images say what they show; what is known of a file is told to editors and citizens."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject
from wagtail.images.tests.utils import get_test_image_file

from cms.dateien import Datei, with_notes
from cms.models import Bild, Dokument
from cms.pdfbefund import PdfStand, examine
from cms.tasks import look_into_documents
from tests.factories.cms import UserFactory


def pdf(*, tags: bool = True, title: str = "Satzung", lang: str = "de", password: str | None = None) -> bytes:
    """A small PDF."""
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    if tags:
        root = writer.root_object
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        root[NameObject("/StructTreeRoot")] = writer._add_object(tree)
        if lang:
            root[NameObject("/Lang")] = TextStringObject(lang)
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt("", password, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def look(data: bytes, name: str = "satzung.pdf") -> PdfStand:
    file = BytesIO(data)
    file.seek(3)
    found = examine(name, len(data), file)
    assert file.tell() == 3
    return found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf(), PdfStand.MIT),
        (pdf(password="x"), PdfStand.MIT),
        (pdf(tags=False), PdfStand.OHNE),
        (pdf(title=""), PdfStand.LUECKEN),
        (pdf(lang=""), PdfStand.LUECKEN),
        (b"%PDF-1.4", PdfStand.UNLESBAR),
        (b"", PdfStand.UNLESBAR),
    ],
)
def test_what_a_pdf_says(data, expected):
    assert look(data) == expected


def test_other_files_are_no_pdf():
    assert look(b"abc", "antrag.docx") == PdfStand.KEIN_PDF


@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_broken_file_breaks_anything(rubbish, where):
    whole = pdf()
    assert look(whole[:where] + rubbish + whole[where + len(rubbish) :]) in PdfStand


@pytest.mark.parametrize(
    ("size", "expected"), [(0, "1 kB"), (1499, "1 kB"), (120_400, "120 kB"), (999_400, "999 kB"), (1_250_000, "1,2 MB")]
)
def test_sizes_in_words(size, expected):
    assert Datei("PDF", size, True).groesse == expected


# --- Documents --------------------------------------------------------------------------------------------------------


@pytest.fixture
def redaktion(welt):
    return welt.redaktionen["vg"]


def document(redaktion, data=None, **mehr):
    file = ContentFile(pdf() if data is None else data, "satzung.pdf")
    found = Dokument(title="Satzung", file=file, collection=redaktion.collection, **mehr)
    found._set_document_file_metadata()
    found.save()
    return Dokument.objects.get(pk=found.pk)


@pytest.fixture
def anna(welt, client):
    client.force_login(welt.konten["freigabe"])
    return client


@pytest.mark.django_db
def test_a_file_is_looked_into_when_it_comes_and_when_it_is_replaced(redaktion):
    one = document(redaktion)
    assert one.pdf_stand == PdfStand.MIT
    one.title = "Neue Satzung"
    one.save()
    one.file = ContentFile(pdf(tags=False), "ersetzt.pdf")
    one.save()
    assert Dokument.objects.get(pk=one.pk).pdf_stand == PdfStand.OHNE


@pytest.mark.django_db
def test_files_from_before_are_looked_into_by_and_by(redaktion):
    one = document(redaktion, pdf(tags=False))
    gone = document(redaktion)
    gone.file.storage.delete(gone.file.name)
    Dokument.objects.update(pdf_stand="")
    look_into_documents()
    assert Dokument.objects.get(pk=one.pk).pdf_stand == PdfStand.OHNE
    assert Dokument.objects.get(pk=gone.pk).pdf_stand == PdfStand.UNLESBAR


@pytest.mark.django_db
def test_editors_are_told_in_the_form_and_in_the_list(redaktion, anna):
    one = document(redaktion, pdf(tags=False))
    assert "keine Struktur (Tags)" in anna.get(reverse("wagtaildocs:edit", args=[one.pk])).content.decode()
    assert "PDF ohne Struktur" in anna.get(reverse("wagtaildocs:index")).content.decode()


@pytest.mark.django_db
def test_editors_are_told_right_after_an_upload(redaktion, anna):
    file = SimpleUploadedFile("hochgeladen.pdf", pdf(title=""), "application/pdf")
    data = {"title": "Satzung", "collection": redaktion.collection.pk, "files[]": file}
    response = anna.post(reverse("wagtaildocs:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert "Es fehlt der Titel oder die Sprache" in response.json()["form"]


@pytest.mark.django_db
def test_a_file_without_structure_is_not_called_accessible(redaktion, anna):
    one = document(redaktion, pdf(tags=False))
    url = reverse("wagtaildocs:edit", args=[one.pk])
    data = {"title": "Satzung", "barrierefrei": "on", "tags": "", "collection": redaktion.collection.pk}
    assert "finden sich darin nicht zurecht" in anna.post(url, data).content.decode()
    assert anna.post(url, data | {"file": ContentFile(pdf(), "ersetzt.pdf")}).status_code == 302
    one.refresh_from_db()
    assert one.ist_barrierefrei


@pytest.mark.django_db
def test_citizens_are_told_beside_the_link_in_texts_and_pages(welt, redaktion, client):
    one = document(redaktion, pdf(tags=False))
    link = f'<p>Die <a linktype="document" id="{one.pk}">Satzung</a> gilt.</p>'
    welt.write("vg", "hundesteuer", link)
    page = welt.impressum
    page.inhalt = [("absatz", link)]
    page.save_revision().publish()
    page.refresh_from_db()
    for url in ("/leistungen/hundesteuer/vg-kaisersesch/", page.url):
        html = client.get(url).content.decode()
        assert "1 kB, nicht barrierefrei – <a" in html, url
        assert "fragen Sie uns nach einer anderen Form" in html
    one.file = ContentFile(pdf(), "ersetzt.pdf")
    one.barrierefrei = True
    one.save()
    for url in ("/leistungen/hundesteuer/vg-kaisersesch/", page.url):
        assert "1 kB, barrierefrei)" in client.get(url).content.decode(), url


@pytest.mark.django_db
def test_text_without_files_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert with_notes("<p>Ohne.</p>") == "<p>Ohne.</p>"


@pytest.mark.django_db
def test_a_link_to_a_file_that_is_gone_says_nothing():
    html = '<a href="/dokumente/999999/x.pdf">x</a>'
    assert with_notes(html) == html


# --- Images -----------------------------------------------------------------------------------------------------------


def image(redaktion, **mehr):
    return Bild.objects.create(title="Rathaus", file=get_test_image_file(), collection=redaktion.collection, **mehr)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"description": "Das Rathaus von vorn"}, 302),
        ({"schmueckend": "on"}, 302),
        ({}, 200),
        ({"description": "Das Rathaus", "schmueckend": "on"}, 200),
    ],
)
def test_an_image_has_words_or_only_decorates(redaktion, anna, words, code):
    one = image(redaktion)
    data = {"title": "Rathaus", "collection": redaktion.collection.pk, "tags": "", "quelle": ""} | words
    assert anna.post(reverse("wagtailimages:edit", args=[one.pk]), data).status_code == code


@pytest.mark.django_db
def test_an_upload_waits_until_it_is_described(redaktion, anna):
    before = Bild.objects.count()
    file = SimpleUploadedFile("rathaus.png", get_test_image_file().file.getvalue(), "image/png")
    data = {"title": "Rathaus", "collection": redaktion.collection.pk, "files[]": file}
    response = anna.post(reverse("wagtailimages:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.json()["success"]
    assert Bild.objects.count() == before
    assert "-schmueckend" in response.json()["form"]


@pytest.mark.django_db
def test_those_without_words_are_listed_for_their_redaktion(welt, redaktion, anna):
    image(redaktion)
    foreign = welt.redaktionen["mayen"].collection
    Bild.objects.create(title="Fremd", file=get_test_image_file(), collection=foreign)
    image(redaktion, description="Das Rathaus von vorn")
    html = anna.get(reverse("bilder_ohne_text")).content.decode()
    assert "2 Einträge." in html, "with the one of the world itself"
    assert "Fremd" not in html


@pytest.mark.django_db
def test_a_page_advises_on_them_and_reads_decoration_as_nothing(welt, redaktion, client):
    page = welt.impressum
    silent, decoration = image(redaktion), image(redaktion, schmueckend=True)
    page.inhalt = [("bild", {"bild": silent, "unterschrift": ""}), ("bild", {"bild": decoration, "unterschrift": ""})]
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.bilder_ohne_text() == [silent]
    assert 'alt=""' in client.get(page.url).content.decode()
    client.force_login(UserFactory(is_superuser=True))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Diese Bilder sagen nichts" in html
