"""Writing use case: translations leave as PO files and come back. The files are wagtail-localize's own.

Only languages that are translated text by text have them; Leichte Sprache is written freely.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile

import polib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext

from cms.models import Redaktion
from cms.services.uebersetzen import begin_by_strings
from leistungen.models import ErgaenzungPage, RedaktionPage, StammtextPage, TextPage
from leistungen.services.zusammensetzen import keep_words, renew_source, save_translation

KENNUNG = "X-WagtailLocalize-TranslationID"
MOST_FILES = 1000
MOST_BYTES = 20_000_000

Datei = tuple[str, bytes]
Stelle = tuple[str, str]  # msgctxt and msgid: where a text stands, and the text


@dataclass(slots=True)
class Ergebnis:
    """What became of one file. With ``abgelehnt`` nothing of it was taken over.

    ``veraltet`` are German texts that read differently by now: their translation is kept, but not shown.
    """

    datei: str
    page: TextPage | None = None
    abgelehnt: str = ""
    uebernommen: int = 0
    offen: int = 0
    unsicher: list[str] = field(default_factory=list)
    veraltet: list[str] = field(default_factory=list)
    unbekannt: list[str] = field(default_factory=list)
    fehlerhaft: list[str] = field(default_factory=list)


# --- Out --------------------------------------------------------------------------------------------------------------


def export(translation: Translation) -> str:
    """The present German texts of a page with the translations they have."""
    renew_source(translation)
    po = translation.export_po()
    po.metadata["Language"] = translation.target_locale.language_code
    po.metadata["Project-Id-Version"] = translation.source.object_repr
    seen: set[Stelle] = set()
    for entry in list(po):
        key = (entry.msgctxt, entry.msgid)
        if key in seen:  # said twice in one section: once is enough, and other programs refuse it
            po.remove(entry)
        seen.add(key)
    return str(po)


def filename(translation: Translation) -> str:
    page = translation.source.get_source_instance()
    return f"{page.get_parent().slug}-{page.slug}-{translation.target_locale.language_code}.po"


def export_all(*, redaktion: Redaktion, sprache: str, user: Any, beginnen: bool = False) -> bytes:
    """All texts of a Redaktion as a ZIP file. With ``beginnen`` also those whose translation nobody has begun."""
    if beginnen:
        for page in _not_begun(redaktion, sprache):
            begin_by_strings(page=page, sprache=sprache, user=user)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for translation in translations(redaktion, sprache):
            archive.writestr(filename(translation), export(translation))
    return packed.getvalue()


def translations(redaktion: Redaktion, sprache: str) -> list[Translation]:
    """Those of the texts of a Redaktion into a language."""
    keys = [page.translation_key for page in _texts(redaktion)]
    found = Translation.objects.filter(
        source__object_id__in=keys,
        source__locale__language_code="de",
        target_locale__language_code=sprache,
        enabled=True,
    )
    return list(found.select_related("source", "target_locale").order_by("source__object_repr", "pk"))


def _texts(redaktion: Redaktion) -> Iterator[TextPage]:
    for area in RedaktionPage.objects.filter(redaktion=redaktion, locale__language_code="de"):
        for model in (StammtextPage, ErgaenzungPage):
            yield from model.objects.child_of(area).live()


def _not_begun(redaktion: Redaktion, sprache: str) -> list[TextPage]:
    locale = Locale.objects.get(language_code=sprache)
    return [page for page in _texts(redaktion) if not page.has_translation(locale)]


# --- In ---------------------------------------------------------------------------------------------------------------


def unpack(name: str, content: bytes) -> list[Datei]:
    """The PO files in an uploaded file. Raises ``ValidationError`` if it holds too much, or nothing of the kind."""
    if not content.startswith(b"PK"):
        return [(name, content)]
    try:
        with ZipFile(BytesIO(content)) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(".po")]
            if len(inside) > MOST_FILES or sum(one.file_size for one in inside) > MOST_BYTES:
                raise ValidationError(_("Die Datei enthält zu viel auf einmal."))
            found = [(one.filename, archive.read(one)) for one in inside]
    except (BadZipFile, RuntimeError, NotImplementedError, zlib.error, LZMAError, EOFError, OSError) as error:
        raise ValidationError(_("Die ZIP-Datei lässt sich nicht lesen.")) from error
    if not found:
        raise ValidationError(_("Die ZIP-Datei enthält keine PO-Dateien."))
    return found


def import_files(
    *, dateien: Iterable[Datei], user: Any, publish: bool, nur: Translation | None = None
) -> list[Ergebnis]:
    """Take over the translations in PO files, each by itself: one that is refused keeps no other from its place.

    With ``publish`` what came is published or submitted for release, otherwise it is a draft. ``nur`` is the only
    translation that is expected.
    """
    return [_import(name, content, user, publish, nur) for name, content in dateien]


@transaction.atomic
def _import(name: str, content: bytes, user: Any, publish: bool, nur: Translation | None) -> Ergebnis:
    found = Ergebnis(name)
    try:
        po = read(content)
        translation = _translation_of(po, user, nur)
    except ValidationError as error:
        found.abgelehnt = error.messages[0]
        return found
    page: Any = translation.get_target_instance()
    found.page = page
    renew_source(translation)
    before = _state(translation)
    _take_over(translation, po, user, found)
    after = _state(translation)
    found.uebernommen = len(after.items() - before.items())
    found.offen = len(_segments(translation) - after.keys())
    if found.uebernommen:
        save_translation(translation=translation, user=user, publish=publish)
    return found


def read(content: bytes) -> polib.POFile:
    """Raises ``ValidationError`` if it is none."""
    try:
        # Begun with an empty line: polib would open a file of that name.
        return polib.pofile("\n" + content.decode("utf-8-sig"))
    except (OSError, ValueError, IndexError) as error:
        raise ValidationError(_("Das ist keine PO-Datei.")) from error


def _translation_of(po: polib.POFile, user: Any, nur: Translation | None) -> Translation:
    """Raises ``ValidationError`` if the file belongs to no text that the user may write."""
    kennung = po.metadata.get(KENNUNG, "")
    try:
        translation = Translation.objects.select_related("source", "target_locale").get(uuid=kennung, enabled=True)
    except (Translation.DoesNotExist, ValidationError) as error:
        raise ValidationError(_("Die Datei gehört zu keinem Text dieses Portals.")) from error
    page = translation.get_target_instance()
    if not isinstance(page, TextPage) or not page.permissions_for_user(user).can_edit():
        raise ValidationError(_("Die Datei gehört zu keinem Text Ihrer Redaktion."))
    if nur and translation != nur:
        raise ValidationError(_("Die Datei gehört zu einem anderen Text oder einer anderen Sprache."))
    sprache = po.metadata.get("Language", "").replace("_", "-").lower()
    code = translation.target_locale.language_code.lower()
    if sprache and sprache != code and not sprache.startswith(f"{code}-"):
        raise ValidationError(_("Die Datei ist in einer anderen Sprache als der Text."))
    return translation


def _take_over(translation: Translation, po: polib.POFile, user: Any, found: Ergebnis) -> None:
    """wagtail-localize takes what stands in the present text; what has changed since is kept for later."""
    current = _segments(translation)
    fresh = polib.POFile()
    fresh.metadata = {KENNUNG: str(translation.uuid)}
    for entry in po:
        if entry.obsolete or not entry.msgstr:
            continue
        if entry.fuzzy:
            found.unsicher.append(entry.msgid)
        elif (entry.msgctxt, entry.msgid) in current:
            fresh.append(entry)
        else:
            kept = _keep(translation, entry, user)
            (found.veraltet if kept else found.unbekannt).append(entry.msgid)
    translation.import_po(fresh, user=user)
    wrong = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale, has_error=True
    )
    texts = {entry.msgid for entry in fresh}
    found.fehlerhaft = [text for text in wrong.values_list("translation_of__data", flat=True) if text in texts]


def _keep(translation: Translation, entry: polib.POEntry, user: Any) -> bool:
    """Keep the translation of a German text that stood there once; never over another one."""
    string = String.objects.filter(
        locale=translation.source.locale_id, data_hash=String._get_data_hash(entry.msgid)
    ).first()
    context = TranslationContext.objects.filter(object=translation.source.object_id, path=entry.msgctxt or "").first()
    if string is None or context is None:
        return False
    keep_words(translation, string, context, entry.msgstr, user=user)
    return True


def _segments(translation: Translation) -> set[Stelle]:
    """The German texts as they now are."""
    return set(translation.source.stringsegment_set.values_list("context__path", "string__data"))


def _state(translation: Translation) -> dict[Stelle, str]:
    """The German texts that have a translation, with it."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    rows = segments.values_list("context__path", "string__data", "translation")
    return {(path, text): words for path, text, words in rows if words is not None}
