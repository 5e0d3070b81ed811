"""What happens when somebody types this."""

from typing import Any

from django.core.exceptions import ValidationError

from antraege.feldtypen import ALLEIN, NACH_TYP, Feld


def fill(feld: Feld, typed: Any) -> Any:
    """The value; raises ``ValidationError``. ``typed`` is a text, or the parts of a field that has several."""
    typ = NACH_TYP[feld.typ]
    parts = typed if isinstance(typed, dict) else {ALLEIN: typed}
    cleaned, errors = {}, {}
    for part, field in typ.teile(feld).items():
        try:
            cleaned[part] = field.clean(parts.get(part))
        except ValidationError as error:
            errors[part] = error
    if errors:
        raise ValidationError(errors)
    return typ.zusammen(feld, cleaned)


def complaints(feld: Feld, typed: Any) -> dict[str, str]:
    """The messages by part; a field with one part has them under ``""``."""
    try:
        fill(feld, typed)
    except ValidationError as error:
        return {part: " ".join(messages) for part, messages in error.message_dict.items()}
    return {}


def complaint(feld: Feld, typed: Any) -> str:
    return complaints(feld, typed).get(ALLEIN, "")
