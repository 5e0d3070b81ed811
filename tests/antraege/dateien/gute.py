"""Files as phones, scanners and offices make them. None of them may be refused."""

import io
from functools import cache

import pillow_heif
import typst
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import pdfbau
from tests.antraege.dateien.bausteine import Upload


def fotos() -> list[Upload]:
    plain = b.jpeg()
    located = b.saved(b.picture(), "JPEG", exif=b.exif(), icc_profile=_srgb())
    second = b.saved(b.picture(32, 24), "JPEG")
    return [
        Upload("JPEG einer App", "Foto.jpg", plain),
        Upload("JPEG hochkant, mit Ort", "IMG_0001.JPG", located),
        Upload("JPEG progressiv", "progressiv.jpeg", b.saved(b.picture(), "JPEG", progressive=True, quality=95)),
        Upload("JPEG grau", "grau.JPEG", b.saved(b.picture(mode="L"), "JPEG")),
        Upload("JPEG CMYK", "druck.jpg", b.saved(b.picture(mode="CMYK"), "JPEG")),
        Upload("JPEG mit Zwischenmarken", "kamera.jpg", b.saved(b.picture(640, 480), "JPEG", restart_marker_blocks=4)),
        Upload("JPEG mit XMP", "xmp.jpg", b.with_segment(plain, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b.XMP)),
        Upload("JPEG mit Kommentar", "kommentar.jpg", b.with_segment(plain, 0xFE, "Grüße vom Amt".encode())),
        Upload("JPEG mit Nullen am Ende", "alt.jpg", plain + bytes(512)),
        Upload("JPEG mit zweitem Bild", "hdr.jpg", located + second),
        Upload("MPO von Pillow", "stereo.jpg", b.saved(b.picture(), "MPO", save_all=True, append_images=[b.picture()])),
        Upload("JPEG mit Film (bewegtes Foto)", "PXL_20260314.MP.jpg", plain + b.film()),
        Upload(
            "JPEG von Samsung", "20260314_150926.jpg", plain + b"\0\0\x01\x0aImage_UTC_Data1773500966000SEFHk\0\0\0SEFT"
        ),
        Upload("JPEG als HEIC benannt", "IMG_4711.HEIC", plain),
        Upload("JPEG ohne Endung", "1000012345", plain),
        Upload("JPEG mit Datum am Ende", "Scan vom 14.03.2026", plain),
        Upload("Bildschirmfoto PNG", "Bildschirmfoto 2026-03-14 um 15.09.26.png", b.png()),
        Upload("PNG mit Farbtafel", "tafel.png", b.saved(b.picture(mode="P"), "PNG", transparency=0)),
        Upload("PNG mit 16 Bit", "grau16.png", b.saved(Image.new("I;16", (9, 9), 999), "PNG")),
        Upload("PNG mit Texten und Ort", "texte.png", png_with_texts()),
        Upload("PNG von ImageMagick", "gewandelt.png", png_of_imagemagick()),
        Upload("WebP", "bild.webp", b.saved(b.picture(), "WEBP", quality=70)),
        Upload("WebP ohne Verlust, mit Ort", "bild2.webp", b.saved(b.picture(), "WEBP", lossless=True, exif=b.exif())),
        Upload(
            "WebP bewegt", "b.webp", b.saved(b.picture(), "WEBP", save_all=True, append_images=[b.picture(mode="L")])
        ),
        *_heics(),
    ]


def _heics() -> list[Upload]:
    still = heic(exif=b.exif().tobytes())
    several = pillow_heif.from_pillow(b.picture())
    several.add_from_pillow(b.picture(96, 64))
    out = io.BytesIO()
    several.save(out, quality=50)
    return [
        Upload("HEIC vom Telefon", "IMG_0815.HEIC", still),
        Upload("HEIC mit XMP", "IMG_0816.heic", heic(xmp=b.XMP)),
        Upload("HEIC, mehrere Bilder", "serie.heif", out.getvalue()),
        Upload("HEIC als JPG benannt", "IMG_0817.jpg", still),
        Upload("HEIC mit Film", "20260314.heic", still + b.box(b"mpvd", b.film())),
    ]


def heic(**options: bytes) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(b.picture(128, 96)).save(out, quality=50, **options)
    return out.getvalue()


def _srgb() -> bytes:
    from PIL import ImageCms  # loads a library of its own

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_with_texts() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Software", "Bildschirmfoto")
    texts.add_text("Kommentar", "Größe", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", b.XMP.decode())
    return b.saved(b.picture(), "PNG", pnginfo=texts, exif=b.exif())


def png_of_imagemagick() -> bytes:
    """Exif as digits in a text."""
    data = b.exif().tobytes()
    digits = "\n".join(data.hex()[at : at + 72] for at in range(0, 2 * len(data), 72))
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Raw profile type exif", f"\nexif\n{len(data):8}\n{digits}\n", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", b.XMP.decode(), zip=True)
    return b.saved(b.picture(), "PNG", pnginfo=texts)


def scans() -> list[Upload]:
    pages = [b.picture(mode="1"), b.picture(80, 60, "1")]
    more = {"save_all": True, "append_images": pages[1:]}
    return [
        Upload("TIFF, zwei Seiten, Fax", "Scan.tif", b.saved(pages[0], "TIFF", compression="group4", **more)),
        Upload("TIFF unverpackt", "scan2.TIFF", b.saved(b.picture(), "TIFF")),
        Upload("TIFF mit LZW", "scan3.tiff", b.saved(b.picture(), "TIFF", compression="tiff_lzw", dpi=(300, 300))),
        Upload("TIFF mit JPEG", "scan4.tif", b.saved(b.picture(), "TIFF", compression="jpeg")),
        Upload("TIFF andersherum", "mac.tif", b.saved(b.picture(), "TIFF", big_endian=True)),
        Upload("TIFF mit Ort", "ort.tif", b.saved(b.picture(), "TIFF", exif=b.exif().tobytes())),
        Upload("PDF aus JPEG", "Scan 1.pdf", b.saved(b.picture(), "PDF")),
        Upload("PDF aus Fax", "fax.pdf", b.saved(pages[0], "PDF", save_all=True, append_images=pages[1:])),
        Upload(
            "PDF mit JBIG2", "KM_C258.pdf", pdfbau.page_of_image(bytes(40), b"/Filter /JBIG2Decode /BitsPerComponent 1")
        ),
        Upload(
            "PDF mit JPX", "scan.PDF", pdfbau.page_of_image(b.saved(b.picture(), "JPEG2000"), b"/Filter /JPXDecode")
        ),
        Upload(
            "PDF mit CCITT", "g4.pdf", pdfbau.page_of_image(bytes(9), b"/Filter /CCITTFaxDecode /BitsPerComponent 1")
        ),
        Upload("PDF mit Nullen am Ende", "puffer.pdf", pdfbau.classic(pdfbau.objects()) + bytes(300)),
        Upload("PDF mit Zeilen davor", "kopierer.pdf", b"\r\n\r\n" + pdfbau.classic(pdfbau.objects())),
    ]


def pdfs() -> list[Upload]:
    plain = pdfbau.classic(pdfbau.objects())
    return [
        *[
            Upload(f"PDF {v}", f"pdf{v}.pdf", pdfbau.classic(pdfbau.objects(), version=v))
            for v in ("1.3", "1.4", "2.0")
        ],
        *[Upload(f"PDF {v} verpackt", f"v{v}.pdf", pdfbau.packed(pdfbau.objects(), version=v)) for v in ("1.5", "1.7")],
        Upload("PDF von pypdf", "zusammen.pdf", pdfbau.written(pdfbau.copy_of(plain))),
        Upload("PDF/UA von typst", "Bescheid.pdf", _typst("ua-1")),
        Upload("PDF/A von typst", "Archiv.pdf", _typst("a-2b")),
        Upload("PDF mit Formular", "Antrag ausgefüllt.pdf", pdfbau.classic(form())),
        Upload("PDF mit Anmerkung", "angemerkt.pdf", _annotated(plain)),
        Upload("PDF mit Verweisen", "links.pdf", _with_links()),
        Upload("PDF ergänzt (unterschrieben)", "unterschrieben.pdf", _incremented(plain)),
        Upload("PDF gegen Änderungen geschützt", "Kontoauszug.pdf", _owner_locked("AES-128")),
        Upload("PDF gegen Änderungen geschützt (AES 256)", "Auszug2.pdf", _owner_locked("AES-256")),
        Upload("PDF mit E-Rechnung", "Rechnung 4711.pdf", _with_invoice()),
        Upload("PDF mit Lesezeichen und Startseite", "opened.pdf", _with_outline(plain)),
        Upload("PDF linearisiert", "web.pdf", _linearised()),
    ]


@cache
def _typst(standard: str) -> bytes:
    document = '#set document(title: "Bescheid", date: datetime(year: 2026, month: 3, day: 14))'
    source = document + '\n#set text(lang: "de")\n= Bescheid\n#lorem(200)\n#pagebreak()\n== Ende'
    return typst.compile(source.encode(), pdf_standards=[standard])


def form() -> list[bytes]:
    """The objects of a form with a field and a button that sends it."""
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (Meier) /Rect [50 50 200 70] /F 4 >>"
    send = (
        b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (Senden) /Ff 65536 /Rect [50 90 200 110] "
        b"/A << /S /SubmitForm /F (https://www.musterstadt.example) >> >>"
    )
    catalog = b"/AcroForm << /Fields [5 0 R 6 0 R] /NeedAppearances true >>"
    return pdfbau.objects(field, send, catalog=catalog, page=b"/Annots [5 0 R 6 0 R]")


def _annotated(content: bytes) -> bytes:
    writer = pdfbau.copy_of(content)
    writer.add_annotation(0, FreeText(text="Bitte prüfen", rect=(50, 550, 200, 650)))
    return pdfbau.written(writer)


def _with_links() -> bytes:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://www.musterstadt.example) >> >>"
    return pdfbau.packed(pdfbau.objects(link, page=b"/Annots [5 0 R]"))


def _incremented(content: bytes) -> bytes:
    start = len(content)
    previous = content.rindex(b"xref\n0")
    new = b"5 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>\nendobj\n"
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (start, previous)
    return content + new + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(new))


def _owner_locked(algorithm: str) -> bytes:
    return pdfbau.locked(pdfbau.packed(pdfbau.objects()), user="", owner="geheim", algorithm=algorithm)


def _with_invoice() -> bytes:
    writer = pdfbau.copy_of(pdfbau.classic(pdfbau.objects()))
    writer.add_attachment("factur-x.xml", b'<?xml version="1.0" encoding="UTF-8"?><rsm:CrossIndustryInvoice/>')
    return pdfbau.written(writer)


def _with_outline(content: bytes) -> bytes:
    writer: PdfWriter = pdfbau.copy_of(content)
    writer.add_outline_item(title="Anfang", page_number=0)
    writer.open_destination = "Anfang"
    writer.add_named_destination(title="Anfang", page_number=0)
    return pdfbau.written(writer)


def _linearised() -> bytes:
    """As for the web: a part that ends like a file comes first."""
    whole = pdfbau.classic(pdfbau.objects(b"<< /Linearized 1 /N 1 >>"))
    head, rest = whole[:15], whole[15:]
    first = b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    moved = pdfbau.classic(pdfbau.objects(b"<< /Linearized 1 /N 1 >>"))
    assert moved == whole
    return _shift(head, first, rest)


def _shift(head: bytes, first: bytes, rest: bytes) -> bytes:
    """Put a part in, and move what the table says by its length."""
    by, lines = len(first), []
    at_table = rest.rindex(b"xref\n0")
    table, tail = rest[at_table:].split(b"trailer")
    for line in table.split(b"\n"):
        lines.append(b"%010d 00000 n " % (int(line[:10]) + by) if line.endswith(b"n ") else line)
    start = len(head) + by + at_table
    tail = tail.split(b"startxref")[0] + b"startxref\n%d\n%%%%EOF\n" % start
    return head + first + rest[:at_table] + b"\n".join(lines) + b"trailer" + tail


def texte() -> list[Upload]:
    chart = ("word/media/image1.png", b.png())
    template = r"file:///C:\Users\Anna\Vorlagen\Verein.dotx"
    own = b.relations(b.relation("attachedTemplate", template, external=True))
    link = b.relations(b.relation("hyperlink", "https://www.musterstadt.example", external=True))
    return [
        Upload("Word", "Konzept.docx", b.docx()),
        Upload("Word mit Bild und Verweis", "Konzept mit Bild.docx", b.docx("Verweis", chart, links=link)),
        Upload("Word nach eigener Vorlage", "Verein.docx", b.docx(links=own)),
        Upload("Word, lang", "lang.docx", b.docx("".join(f"Absatz {n}. " for n in range(20_000)))),
        Upload("LibreOffice", "Anschreiben.odt", b.odt()),
        Upload(
            "LibreOffice mit Verweis",
            "v.odt",
            b.odt(body='<text:a xlink:href="https://www.example.org/">Hier</text:a>'),
        ),
    ]


NAMEN = {
    "Umlaute": "Führungszeugnis für Jürgen Groß.jpg",
    "Umlaute in zwei Zeichen": "Fu\u0308hrungszeugnis.jpg",
    "Emoji": "Urlaub 👩‍👧‍👦🏖️.jpg",
    "Leerzeichen": "  Scan   von   gestern .jpg",
    "Arabisch": "شهادة.jpg",
    "Kyrillisch": "справка.jpg",
    "Klammern": "Rechnung (2) [Kopie] & Mehr #1 100%.jpg",
    "Windows-Pfad eines alten Browsers": r"C:\Users\Anna\Bilder\hund.jpg",
    "lang": "Sehr " + "langer " * 30 + "Name.jpg",
    "Emoji des nächsten Jahres": "Urlaub \U0001fadf.jpg",
    "mehrere Punkte": "v1.2.final.jpg",
}


def namen() -> list[Upload]:
    return [Upload(f"Name: {zweck}", name, b.jpeg()) for zweck, name in NAMEN.items()]


GRUPPEN = (fotos, scans, pdfs, texte, namen)
