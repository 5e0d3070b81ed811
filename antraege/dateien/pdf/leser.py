"""Follows the objects of a PDF from its root, with pypdf. A program of its own, which may be stopped at any time.

pypdf bounds neither its time nor its memory against a file made to exhaust them: half a megabyte can keep it busy for
half a minute. So it works here, with a limit on both, without the portal's secrets, and its last word is one line:
the value of a ``Grund``, or "gut". It imports nothing of the portal, to be quick.
"""

import re
import resource
import signal
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, WrongPasswordError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

SECONDS = 1.0  # of computing
MEMORY = 300_000_000, 6  # bytes at least, and for each byte of the file
GUT = "gut"
MOST_OBJECTS = 3000  # the rest has been searched as bytes
MOST_STREAMS = 20_000  # with objects in them
KEPT_OBJECTS = 500  # pypdf's memory of objects is emptied after these
LARGEST_STREAM = 10_000_000
LARGEST_RECHNUNG = 2_000_000
RECHNUNGEN = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}  # invoices may carry themselves as data
LIMITS = Configuration(
    array_based_stream_maximum_output_length=LARGEST_STREAM,
    zlib_maximum_output_length=LARGEST_STREAM,
    lzw_maximum_output_length=LARGEST_STREAM,
    run_length_maximum_output_length=LARGEST_STREAM,
    brotli_maximum_output_length=LARGEST_STREAM,
    zlib_maximum_recovery_input_length=100_000,
    stream_decoding_work_maximum_length=2 * LARGEST_STREAM,
    stream_filters_maximum_length=4,
    jbig2dec_binary=None,
)
PROGRAM = {"/JavaScript", "/Launch", "/ImportData", "/GoToE"}
MEDIA = {"/RichMedia", "/FileAttachment"}  # names so long that they stand nowhere by chance
ACTIONS = PROGRAM | {"/Rendition"}
ANNOTATIONS = MEDIA | {"/3D", "/Movie", "/Sound", "/Screen"}
QUIET = {"/GoTo", "/Named"}  # what may happen when a document is opened
ASIDE = {"/Parent", "/StructTreeRoot", "/P", "/Metadata"}  # led to from elsewhere, or without any action


ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a letter of a name may be written as its number


class FoundError(Exception):
    """Carries the value of a ``Grund``."""


def judge(content: bytes, *, has_embedded: bool = False) -> str:
    """One word about the file; ``has_embedded``: its bytes say that there are files in it."""
    try:
        with apply_configuration(LIMITS):
            _read(content, has_embedded)
    except FoundError as found:
        return str(found)
    except (LimitReachedError, MemoryError, RecursionError):
        return "zu_umfangreich"
    except (FileNotDecryptedError, WrongPasswordError, DependencyError):
        return "passwort"
    except Exception:  # a broken file breaks the reader in any way it likes
        return "beschaedigt"
    return GUT


def _read(content: bytes, has_embedded: bool) -> None:
    reader = PdfReader(BytesIO(content), xref_stream_maximum_entries=200_000, root_object_recovery_limit=1000)
    if reader.is_encrypted and not reader.decrypt(""):  # banks lock theirs against changes, not against reading
        raise FoundError("passwort")
    _require_quiet_opening(reader.root_object)
    _search_streams(reader)
    embedded, pages, complete = 0, 0, True
    for count, entry in enumerate(_dictionaries(reader)):
        if count >= MOST_OBJECTS:
            complete = False
            break
        _require_no_action(entry)
        embedded += "/EF" in entry
        pages += entry.get("/Type") == "/Page"
    if complete and not pages:
        raise FoundError("beschaedigt")
    if embedded or has_embedded:
        _require_rechnung(reader, embedded)


def _require_quiet_opening(root: DictionaryObject) -> None:
    if _goes_out(_resolved(root.get("/OpenAction"))):
        raise FoundError("programmcode")
    form = _resolved(root.get("/AcroForm"))
    if isinstance(form, DictionaryObject) and "/XFA" in form:
        raise FoundError("programmcode")


def _search_streams(reader: PdfReader) -> None:
    """All object streams, however they are packed or locked."""
    numbers = {number for number, _index in reader.xref_objStm.values()}
    if len(numbers) > MOST_STREAMS:
        raise FoundError("zu_umfangreich")
    for number in numbers:
        holder: Any = IndirectObject(number, 0, reader).get_object()
        data = ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), holder.get_data())
        if any(name.encode() in data for name in PROGRAM):
            raise FoundError("programmcode")
        if any(name.encode() in data for name in MEDIA):
            raise FoundError("eingebettet")
        reader.resolved_objects.clear()


def _require_no_action(entry: DictionaryObject) -> None:
    if entry.get("/S") in ACTIONS or "/JS" in entry or "/JavaScript" in entry:
        raise FoundError("programmcode")
    events = _resolved(entry.get("/AA"))
    if isinstance(events, DictionaryObject) and any(_goes_out(_resolved(event)) for event in events.values()):
        raise FoundError("programmcode")
    if entry.get("/Subtype") in ANNOTATIONS and "/Rect" in entry:
        raise FoundError("eingebettet")


def _goes_out(action: Any) -> bool:
    """Whether something that happens by itself leaves the document."""
    return isinstance(action, DictionaryObject) and action.get("/S") not in QUIET


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """All that can be reached, each once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            if len(seen) % KEPT_OBJECTS == 0:
                reader.resolved_objects.clear()
            value = value.get_object()
        if isinstance(value, DictionaryObject):
            yield value
            waiting += [value.raw_get(key) for key in value if key not in ASIDE]
        elif isinstance(value, ArrayObject):
            waiting += [one for one in value if isinstance(one, IndirectObject | DictionaryObject | ArrayObject)]


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _require_rechnung(reader: PdfReader, embedded: int) -> None:
    """One file of data may be in a PDF: that of an electronic invoice."""
    files = list(reader.attachment_list)
    if embedded != 1 or len(files) != 1 or files[0].name.lower() not in RECHNUNGEN:
        raise FoundError("eingebettet")
    data = files[0].content
    if len(data) > LARGEST_RECHNUNG or not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml"):
        raise FoundError("eingebettet")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FoundError("eingebettet")


if __name__ == "__main__":
    received = sys.stdin.buffer.read()
    memory = MEMORY[0] + MEMORY[1] * len(received)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # nobody handles its signal, so it ends the program
    print(judge(received, has_embedded="--eingebettet" in sys.argv))
