"""Nothing that is uploaded costs more than two seconds or 50 MB, and nothing raises what nobody expects."""

import io
import resource
import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antraege.dateien import DateiError, examine
from antraege.dateien.pdf import leser, rohdaten
from antraege.dateien.typen import DATEITYPEN
from tests.antraege.dateien import bausteine as b
from tests.antraege.dateien import bomben, gute, pdfbau
from tests.antraege.dateien.bausteine import Upload

SECONDS, MEMORY = 2.0, 50_000_000


def computed() -> float:
    """Seconds of computing, also of the processes that were started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def cost(upload: Upload) -> tuple[float, int]:
    """Time without, then memory with Python's own count of it, which takes a while."""
    stream = io.BytesIO(upload.inhalt)

    def once() -> None:
        stream.seek(0)
        try:
            examine(upload.name, len(upload.inhalt), stream)
        except DateiError as error:
            b.require_words(error)

    before = computed()
    once()
    seconds = computed() - before
    tracemalloc.start()
    try:
        once()
        return seconds, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("name", bomben.PDF)
def test_a_pdf_made_to_exhaust_is_bounded(name):
    seconds, memory = cost(bomben.pdf(name))
    assert seconds < SECONDS
    assert memory < MEMORY


@pytest.mark.slow
@pytest.mark.parametrize("name", bomben.ANDERE)
def test_other_files_made_to_exhaust_are_bounded(name):
    seconds, memory = cost(bomben.andere(name))
    assert seconds < SECONDS
    assert memory < MEMORY


def _large() -> list[Upload]:
    rng = Random(3)
    photo = b.jpeg(8064, 6048)
    located = b.with_segment(photo, 0xE1, b.exif().tobytes())
    noise = rng.randbytes(19_000_000)
    return [
        Upload("Foto mit 48 Millionen Punkten und Ort", "IMG_1.jpg", located),
        Upload("PDF mit 19 MB", "Plan.pdf", pdfbau.page_of_image(noise, b"/Filter /JPXDecode")),
        Upload("Word mit 19 MB", "Konzept.docx", b.docx("x", ("word/media/a.png", b"\x89PNG" + noise))),
        Upload("TIFF mit 9 MB", "Scan.tif", b.saved(b.picture(2000, 1500), "TIFF")),
    ]


@pytest.mark.slow
def test_large_honest_files_are_taken_within_the_same_bounds():
    for upload in _large():
        examine(upload.name, len(upload.inhalt), io.BytesIO(upload.inhalt))
        seconds, memory = cost(upload)
        assert seconds < SECONDS, upload
        assert memory < MEMORY, upload


# --- Whatever the bytes -----------------------------------------------------------------------------------------------

SEEDS = {
    "jpeg": lambda: b.with_segment(
        b.with_segment(b.jpeg(), 0xE1, b.exif().tobytes()), 0xE1, b"http://ns.adobe.com/x" + b.XMP
    ),
    "png": gute.png_with_texts,
    "heic": lambda: gute.heic(exif=b.exif().tobytes()),
    "tiff": lambda: b.saved(b.picture(), "TIFF", exif=b.exif().tobytes()),
    "webp": lambda: b.saved(b.picture(), "WEBP", exif=b.exif()),
    "docx": b.docx,
    "odt": b.odt,
}

changes = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6
)


def mutated(content: bytes, places: list[tuple[float, bytes]], cut: float) -> bytes:
    changed = bytearray(content)
    for place, new in places:
        at = int(place * len(changed))
        changed[at : at + len(new)] = new
    return bytes(changed[: int(cut * len(changed)) + 1])


@pytest.mark.parametrize("key", SEEDS)
def test_changed_files_are_taken_or_refused(key):
    seed = SEEDS[key]()

    @settings(max_examples=150, deadline=None)
    @given(places=changes, cut=st.sampled_from((1.0, 1.0, 0.9, 0.5)))
    def check(places, cut):
        content = mutated(seed, places, cut)
        for name in ("bild." + key, "ohne"):
            try:
                found = examine(name, len(content), io.BytesIO(content))
            except DateiError as error:
                b.require_words(error)
            else:
                assert found.inhalt

    check()


@pytest.mark.parametrize("seed", [pdfbau.classic(gute.form()), pdfbau.packed(gute.form())], ids=["classic", "packed"])
def test_changed_pdfs_are_judged(seed):
    """Without the process around the reader, which would only hide what it raises."""

    @settings(max_examples=150, deadline=None)
    @given(places=changes, cut=st.sampled_from((1.0, 1.0, 0.9, 0.5)))
    def check(places, cut):
        content = mutated(seed, places, cut)
        assert leser.judge(content) in {
            leser.GUT,
            "beschaedigt",
            "programmcode",
            "eingebettet",
            "passwort",
            "zu_umfangreich",
        }
        try:
            rohdaten.search(content)
        except DateiError as error:
            b.require_words(error)

    check()


@settings(max_examples=100, deadline=None)
@given(
    content=st.binary(max_size=400), start=st.sampled_from(["jpeg", "png", "heic", "tiff", "webp", "docx", "odt", ""])
)
def test_random_bytes_are_never_taken_for_more_than_they_are(content, start):
    begin = {"": b"", **{key: seed()[:40] for key, seed in SEEDS.items()}}[start]
    try:
        found = examine("x", len(begin + content), io.BytesIO(begin + content))
    except DateiError as error:
        b.require_words(error)
    else:
        assert found.typ.key == start


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=300))
def test_any_name_is_shown_safely_or_refused(name):
    try:
        found = examine(name, None, io.BytesIO(b.jpeg()))
    except DateiError as error:
        b.require_words(error)
    else:
        assert 0 < len(found.name) <= 120
        assert not set(found.name) & set('/\\\0\r\n<>:"|?*\u202e')
        assert found.name.lower().endswith(DATEITYPEN["jpeg"].endungen)


def test_a_reader_that_dies_refuses_the_file(monkeypatch):
    """As it does when the system stops it."""
    monkeypatch.setattr("antraege.dateien.pdf.aufbau.LESER", "/dev/null/nichts")
    with pytest.raises(DateiError, match="zu_umfangreich"):
        examine("a.pdf", None, io.BytesIO(pdfbau.classic(pdfbau.objects())))


def test_the_reader_gets_none_of_the_secrets(monkeypatch, tmp_path):
    spy = tmp_path / "leser.py"
    spy.write_text("import os, sys\nopen(sys.argv[0] + '.env', 'w').write(' '.join(os.environ))\nprint('gut')\n")
    monkeypatch.setattr("antraege.dateien.pdf.aufbau.LESER", spy)
    examine("a.pdf", None, io.BytesIO(pdfbau.classic(pdfbau.objects())))
    assert set((tmp_path / "leser.py.env").read_text().split()) <= {"LC_CTYPE"}
