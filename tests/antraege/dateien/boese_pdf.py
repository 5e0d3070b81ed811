"""Hostile PDF files, and all hostile ones together."""

from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import boese, pdfbau
from tests.antraege.dateien.bausteine import Upload
from tests.antraege.dateien.boese import SEITE

SKRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def programme() -> list[Upload]:
    launch = b"/OpenAction << /S /Launch /F (cmd.exe) >>"
    widget = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] /AA << /K 6 0 R >> >>"
    form = pdfbau.classic(pdfbau.objects(widget, SKRIPT, page=b"/Annots [5 0 R]"))
    names = b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>"
    xfa = b"/AcroForm << /Fields [] /XFA [(template) 5 0 R] >>"
    away = b"/OpenAction << /S /URI /URI (https://boese.example) >>"
    asked = b"/OpenAction << /S /GoToR /F (\\\\\\\\boese.example\\\\a.pdf) >>"
    escaped = b"/OpenAction << /S /J#61va#53cript /JS (a) >>"
    hidden = b"/OpenAction 5 0 R"
    disguised = pdfbau.packed(pdfbau.objects(SKRIPT, catalog=hidden)).replace(b"/First", b"/Fi#72st")
    unseen = [b"<< /A %d >>" % number for number in range(6, 4000)]  # more than are followed
    far = pdfbau.objects(*unseen, SKRIPT, catalog=b"/A [%s]" % b" ".join(b"%d 0 R" % n for n in range(5, 3999)))
    event = b"/Resources << >> /AA << /O << /S /URI /URI (https://boese.example) >> >>"
    encoded = [
        ("JavaScript selten verpackt, weit hinten", pdfbau.packed(far, hexed=True)),
        ("Adresse beim Blättern", pdfbau.classic(pdfbau.objects(page=event))),
        ("JavaScript beim Öffnen", pdfbau.classic(pdfbau.objects(catalog=b"/OpenAction " + SKRIPT))),
        ("JavaScript in Zahlen geschrieben", pdfbau.classic(pdfbau.objects(catalog=escaped))),
        ("JavaScript im Verzeichnis der Namen", pdfbau.classic(pdfbau.objects(SKRIPT, catalog=names))),
        ("JavaScript in einem Feld", form),
        ("JavaScript verpackt", pdfbau.packed(pdfbau.objects(SKRIPT, catalog=hidden))),
        ("JavaScript verpackt, Verzeichnis getarnt", disguised),
        ("JavaScript, auf das nichts zeigt", pdfbau.classic(pdfbau.objects(SKRIPT))),
        ("JavaScript in geschützter Datei", pdfbau.locked(form, user="", owner="x", algorithm="AES-128")),
        ("JavaScript in nachgetragener Fassung", _updated(SKRIPT)),
        ("Programmstart", pdfbau.classic(pdfbau.objects(catalog=launch))),
        ("dynamisches Formular", pdfbau.classic(pdfbau.objects(pdfbau.flate(b"<xdp/>"), catalog=xfa))),
        ("Adresse beim Öffnen", pdfbau.classic(pdfbau.objects(catalog=away))),
        ("fremde Datei beim Öffnen", pdfbau.classic(pdfbau.objects(catalog=asked))),
        ("Daten einlesen", pdfbau.classic(pdfbau.objects(b"<< /S /ImportData /F (a.fdf) >>", catalog=hidden))),
    ]
    return [Upload(f"PDF: {zweck}", "antrag.pdf", content, "programmcode") for zweck, content in encoded]


def _updated(part: bytes) -> bytes:
    """A second revision changes the catalogue."""
    content = pdfbau.classic(pdfbau.objects())
    start, previous = len(content), content.rindex(b"xref\n0")
    new = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction %s >>\nendobj\n" % part
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\n" % (start, previous)
    return content + new + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(new))


def _attached(name: str, data: bytes) -> bytes:
    writer = pdfbau.copy_of(pdfbau.classic(pdfbau.objects()))
    writer.add_attachment(name, data)
    return pdfbau.written(writer)


def eingebettetes() -> list[Upload]:
    clip = b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>"
    media = b"<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>"
    screen = b"<< /Type /Annot /Subtype /Screen /Rect [0 0 9 9] >>"
    disguised = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"
    parts = [
        ("angehängtes Programm", _attached("a.exe", b"MZ")),
        ("angehängtes PDF", _attached("anlage.pdf", pdfbau.classic(pdfbau.objects()))),
        ("Programm als E-Rechnung", _attached("factur-x.xml", b"MZ\x90")),
        ("Entitäten als E-Rechnung", _attached("factur-x.xml", disguised)),
        ("angeheftete Datei", pdfbau.classic(pdfbau.objects(clip, page=b"/Annots [5 0 R]"))),
        ("Film", pdfbau.classic(pdfbau.objects(media, page=b"/Annots [5 0 R]"))),
        ("Bildschirm", pdfbau.classic(pdfbau.objects(screen, page=b"/Annots [5 0 R]"))),
    ]
    return [Upload(f"PDF: {zweck}", "antrag.pdf", content, "eingebettet") for zweck, content in parts]


def gestalt() -> list[Upload]:
    good = pdfbau.classic(pdfbau.objects())
    locked = pdfbau.locked(good, user="geheim", owner="geheimer", algorithm="AES-256")
    long = pdfbau.classic(pdfbau.objects(pdfbau.stream(bytes(3000))))  # longer than a browser looks
    rc4 = pdfbau.locked(good, user="geheim", owner="geheimer", algorithm="RC4-128")
    return [
        Upload("PDF mit Passwort", "auszug.pdf", locked, "passwort"),
        Upload("PDF mit Passwort, alt", "auszug.pdf", rc4, "passwort"),
        Upload("PDF mit HTML davor", "a.pdf", SEITE + good, "webseite"),
        Upload("PDF mit HTML im Kopf", "a.pdf", good[:9] + b"%" + SEITE + good[9:], "fremdes"),
        Upload("PDF mit HTML dahinter", "a.pdf", good + SEITE, "fremdes"),
        Upload("PDF mit HTML zwischen Fassungen", "a.pdf", good + SEITE + b"\n%%EOF\n", "fremdes"),
        Upload("PDF mit HTML zwischen Fassungen, weit hinten", "a.pdf", long + SEITE + b"\n%%EOF\n", "fremdes"),
        Upload("PDF mit HTML weit hinten", "a.pdf", long + SEITE, "fremdes"),
        Upload("PDF mit Skript davor", "a.pdf", b"alert(1);/*" + good, "typ"),
        Upload("PDF mit ZIP dahinter", "a.pdf", good + b.pack([("a.exe", b"MZ")]), "fremdes"),
        Upload("PDF abgeschnitten", "a.pdf", good[:-90], "unvollstaendig"),
        Upload("PDF, nur der Kopf", "a.pdf", b"%PDF-1.7\n", "unvollstaendig"),
        Upload("PDF linearisiert, abgeschnitten", "a.pdf", good + b"7 0 obj\n<< /A (halb", "unvollstaendig"),
        Upload("PDF ohne Inhalt", "a.pdf", b"%PDF-1.4\nnichts\n%%EOF\n", "beschaedigt"),
        Upload("PDF ohne Seiten", "a.pdf", pdfbau.classic([b"<< /Type /Catalog >>"]), "beschaedigt"),
        Upload("EICAR verpackt in PDF", "a.pdf", pdfbau.packed(pdfbau.objects(b"(" + b.EICAR + b")")), "schadprogramm"),
    ]


GRUPPEN = (
    boese.namen,
    boese.groessen,
    boese.andere,
    boese.bilder,
    boese.texte,
    programme,
    eingebettetes,
    gestalt,
)
