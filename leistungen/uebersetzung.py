"""The words of a translated page, each text bound to the German wording it was made from.

Every block carries the name of that wording. Who writes freely (Leichte Sprache) says so in the form; of a page that is
translated segment by segment ``leistungen.services.zusammensetzen`` knows it. A block that names none, such as one that
wagtail-localize has filled with German, counts as not translated.
"""

from cms.prosa import content_hash
from leistungen.models import TextPage, Textstand
from leistungen.textzeilen import Row, block_texts
from leistungen.wortlaut import has_words, words


def translations_of(page: TextPage, old: Textstand | None, heute: str) -> dict[str, list[Row]]:
    """The rows of a translated page by section. Words that are the same as before keep the day they came."""
    before = {row["id"]: row for rows in old.module.values() for row in rows} if old else {}
    found: dict[str, list[Row]] = {}
    for text in block_texts(page.module, page.sprache):
        inhalt = words(text.modul, text.inhalt)
        own_hash = content_hash(inhalt)
        known = before.get(text.id, {})
        same = known.get("hash") == own_hash
        original = text.value["original"] or (known["original"] if same else "")
        if has_words(text.modul, text.inhalt) and original:
            seit = known.get("seit") if same and known["original"] == original else None
            row = {"id": text.id, "inhalt": inhalt, "hash": own_hash, "original": original, "seit": seit or heute}
            found.setdefault(text.modul.key, []).append(row)
    return found
