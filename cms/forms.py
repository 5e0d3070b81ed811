"""Forms of the admin. They refuse what a chooser would not have offered: a posted id proves nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.auswahl import choosable

Verweis = tuple[type[Model], str]  # what is referred to: model and id


class VerweisMixin:
    """Accepts only references that the user could have chosen. One that was there before may stay."""

    for_user: Any
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    instance: Any

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        if self.for_user is not None:
            for name in [name for name in self.fields if name in self.cleaned_data]:
                self._check(name)
        return cleaned

    def _check(self, name: str) -> None:
        field = self._model_field(name)
        if field is None:
            return
        kept = {(model, id_) for model, id_, _path in references(field, self._stored(field))}
        new = [found for found in references(field, self.cleaned_data[name]) if found[:2] not in kept]
        refused = self._refused({found[:2] for found in new})
        paths = [path for model, id_, path in new if (model, id_) in refused]
        if paths:
            error = _("Diese Auswahl gehört nicht zu Ihrem Bereich. Bitte etwas anderes auswählen.")
            self.add_error(name, errors_at(field, self.cleaned_data[name], paths, error))  # type: ignore[attr-defined]

    def _model_field(self, name: str) -> Any:
        return next((field for field in self.instance._meta.get_fields() if field.name == name), None)

    def _stored(self, field: Any) -> Any:
        """The value before this form; ``clean`` runs before the form writes to the instance."""
        if isinstance(field, ManyToManyField):
            return getattr(self.instance, field.name).all() if self.instance.pk else []
        return getattr(self.instance, field.attname)

    def _refused(self, found: Iterable[Verweis]) -> set[Verweis]:
        by_model: dict[type[Model], set[str]] = defaultdict(set)
        for model, id_ in found:
            by_model[model].add(id_)
        refused = set()
        for model, ids in by_model.items():
            allowed = choosable(self.for_user, model)
            if allowed is not None:
                may = {str(pk) for pk in allowed.filter(pk__in=ids).values_list("pk", flat=True)}
                refused |= {(model, id_) for id_ in ids - may}
        return refused


def references(field: Any, value: Any) -> Iterator[tuple[type[Model], str, str]]:
    """What a field's value refers to: model, id, and where in the value ("" for the field itself)."""
    if not value:
        return
    if isinstance(field, ForeignKey):
        yield field.related_model, str(value.pk if isinstance(value, Model) else value), ""
    elif isinstance(field, ManyToManyField):
        for one in value:
            yield field.related_model, str(one.pk), ""
    elif hasattr(field, "extract_references"):
        for model, id_, _model_path, content_path in field.extract_references(value):
            yield model, str(id_), content_path


def errors_at(field: Any, value: Any, paths: Iterable[str], message: str) -> ValidationError:
    """The error of a field; in a stream, each at the place its path leads to, one for each block."""
    block = getattr(field, "stream_block", None)
    if block is None:
        return ValidationError(message)
    found: dict[int, ValidationError] = {}
    for path in paths:
        id_, *rest = path.split(".")
        for index, child in enumerate(value):
            if child.id == id_:
                found[index] = error_at(child.block, child.value, rest, ValidationError(message))
    return StreamBlockValidationError(found or None, None if found else [message])


def error_at(block: blocks.Block, value: Any, path: Sequence[str], error: ValidationError) -> ValidationError:
    """``error`` in the form in which ``block`` shows it at the field that ``path`` leads to."""
    if not path:
        return error
    head, *rest = path
    if isinstance(block, blocks.StructBlock) and head in block.child_blocks:
        inner = error_at(block.child_blocks[head], value[head], rest, error)
        return StructBlockValidationError({head: inner})
    if isinstance(block, blocks.ListBlock):
        for index, child in enumerate(value.bound_blocks):
            if child.id == head:
                return ListBlockValidationError({index: error_at(child.block, child.value, rest, error)})
    return error


class VerweisForm(VerweisMixin, WagtailAdminModelForm):
    """Form of a model that refers to what belongs to a Redaktion."""


class SeitenForm(VerweisMixin, WagtailAdminPageForm):
    """Form of a page."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if version := self._newer_version():
            self.add_error(None, _overtaken(version, self.data["loaded_revision_id"], self.for_user))
        return cleaned

    def _newer_version(self) -> Any:
        """A version that somebody saved after this form was opened.

        The answer shows the form once more, now as one that knows the newer version: saving again is a decision.
        """
        latest = self.instance.latest_revision if self.instance.pk else None
        if latest is None or not self.data.get("loaded_revision_id", "").isdecimal():
            return None
        if own := self.data.get("overwrite_revision_id"):
            return None if own == str(latest.pk) else latest
        seen = (self.data["loaded_revision_id"], self.data.get("loaded_revision_created_at"))
        return None if seen == (str(latest.pk), latest.created_at.isoformat()) else latest


class Hinweis(SafeString):
    """HTML that stays HTML where Wagtail puts the (here empty) name of a field before it."""

    def __radd__(self, before: str) -> SafeString:
        return format_html("{}{}", before, SafeString(self))


def _overtaken(version: Any, seen: str, user: Any) -> ValidationError:
    if version.user == user:
        who = _("Sie haben diese Seite in einem anderen Fenster gespeichert")
    else:
        name = version.user and (version.user.get_full_name() or version.user.get_username())
        who = _("%(name)s hat diese Seite inzwischen gespeichert") % {"name": name or _("Der Betreiber")}
    text = _("Was Sie geschrieben haben, steht noch hier. Wenn Sie noch einmal speichern, gilt Ihre Fassung.")
    url = reverse("wagtailadmin_pages:history", args=[version.object_id])  # where it was saved over the same version
    if seen != str(version.pk):
        url = reverse("wagtailadmin_pages:revisions_compare", args=[version.object_id, seen, version.pk])
    link = format_html('<a href="{}" target="_blank">{}</a>', url, _("Ansehen, was sich geändert hat"))
    zeit = date_format(localtime(version.created_at), "H:i")
    return ValidationError(Hinweis(format_html("{} ({}). {} {}", who, zeit, text, link)))


class StelleForm(VerweisForm):
    """An office belongs to a Redaktion of its editor and lies below an office of the same Redaktion."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_own(self, "redaktion")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        above = cleaned.get("uebergeordnet")
        redaktion = cleaned["redaktion"].pk if cleaned.get("redaktion") else self.instance.redaktion_id
        if above and above.redaktion_id != redaktion:
            self.add_error("uebergeordnet", _("Diese Stelle gehört zu einer anderen Redaktion."))
        return cleaned


class PersonForm(VerweisForm):
    """A member of staff; the slug is made from office and name. Deputies are one's own."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "vertretung" in self.fields:
            field: Any = self.fields["vertretung"]
            own: Any = choosable(self.for_user, field.queryset.model) if self.for_user else field.queryset
            field.queryset = own.exclude(pk=self.instance.pk).select_related("stelle")
            field.label_from_instance = lambda person: f"{person} – {person.stelle.name}"

    def save(self, commit: bool = True) -> Any:
        person = self.instance
        if not person.slug:
            person.slug = free_slug(type(person), f"{person.stelle.slug}-{person.vorname}-{person.nachname}")
        return super().save(commit)


def offer_own(form: Any, name: str) -> None:
    """Offer only what the user may choose; where that is one thing, it is chosen and nothing is asked."""
    field = form.fields[name]
    field.queryset = choosable(form.for_user, field.queryset.model)
    found = list(field.queryset[:2])
    if len(found) == 1:
        setattr(form.instance, name, found[0])
        del form.fields[name]


def free_slug(model: type[Any], wish: str) -> str:
    """A slug that no object has yet."""
    base = slugify(wish.translate(UMLAUTE))[:110]
    slug, number = base, 2
    while model.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
