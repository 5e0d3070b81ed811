"""The PDF of an application, and the mails about it. A mail says number and link, never an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from antraege.auswertung import Auswertung, Posten
from antraege.definition import ANTRAGSTELLER, Definition
from antraege.feldtypen.email import EmailFeld
from antraege.formularspeicher import auswerter
from antraege.models import Antrag
from antraege.uebersicht import Angabe, euro, teile
from antraege.umgebung import umgebung_at
from antraege.verschluesselung import seal, unseal
from antraege.zugang import FORTSETZEN, STAND, token
from cms import auftritt
from cms.models import Organisationseinheit
from cms.orte import verzeichnis
from cms.pdf import typeset

VORLAGE = Path(__file__).with_name("antrag.typ")


def as_sent(antrag: Antrag, sprache: str = "de") -> Auswertung:
    """What was sent. Amounts and other calculated answers are those of that moment, however they are calculated now."""
    inhalt, form = antrag.lesen(), auswerter(antrag.fassung_id, sprache)
    antworten = dict(inhalt.antworten)
    day = timezone.localdate(antrag.eingereicht_at) if antrag.eingereicht_at else None
    found = form.auswerten(antworten, umgebung_at(antrag.gebiet_id, inhalt.stichtag or day))
    of_fields = {form.definition.schritt_of[key] for key in antworten}
    steps = {one.schluessel for one in found.schritte} | of_fields
    return replace(
        found,
        schritte=tuple(one for one in form.definition.schritte if one.schluessel in steps),
        sichtbar=found.sichtbar | antworten.keys(),
        antworten=antworten,
        posten=_fees(antrag, inhalt.posten, form.definition),
    )


def _fees(antrag: Antrag, posten: Iterable[Mapping[str, Any]], definition: Definition) -> tuple[Posten, ...]:
    """They were kept in German; ``definition`` may be in another language."""
    german = auswerter(antrag.fassung_id).definition.gebuehren
    here = {one.bezeichnung: other for one, other in zip(german, definition.gebuehren, strict=True)}
    return tuple(
        Posten(name.bezeichnung, one["betrag"], one["quelle"], name.sprache)
        for one in posten
        for name in [here[one["bezeichnung"]]]
    )


# --- PDF --------------------------------------------------------------------------------------------------------------


def write_pdf(antrag: Antrag) -> None:
    """Keep the PDF, encrypted. One that is there is replaced, by whoever comes last. Raises ``Antrag.DoesNotExist``."""
    with override("de"):
        found = seal(typeset(VORLAGE, pdf_data(antrag)))
    with transaction.atomic():
        row = Antrag.objects.select_for_update().only("pdf").get(pk=antrag.pk)
        old, storage = row.pdf.name, row.pdf.storage
        row.pdf.save("pdf", ContentFile(found), save=False)
        row.save(update_fields=["pdf"])
        if old:
            transaction.on_commit(lambda: storage.delete(old), robust=True)
    antrag.pdf = row.pdf.name


def read_pdf(antrag: Antrag) -> bytes:
    """The PDF; made now if that has not happened yet, or if its file is gone. Raises ``Antrag.DoesNotExist``."""
    for attempt in range(3):
        if not antrag.pdf or attempt == 2:
            write_pdf(antrag)
        try:
            with antrag.pdf.open("rb") as file:
                return unseal(file.read())
        except FileNotFoundError:  # replaced since we looked
            antrag.refresh_from_db(fields=["pdf"])
    raise FileNotFoundError(antrag.pdf.name)


def pdf_data(antrag: Antrag) -> dict[str, Any]:
    """What the template prints."""
    auswertung = as_sent(antrag)
    karte = Organisationseinheit.objects.values_list("karte", flat=True).get(pk=antrag.stelle_id)
    sent = timezone.localtime(antrag.eingereicht_at)
    return {
        "titel": auswertung.definition.titel,
        "nummer": antrag.nummer,
        "sprache": "de",
        "verwaltung": karte["verwaltung"],
        "worte": {
            "seite": _("Seite"),
            "vorgang": _("Vorgang"),
            "gebuehren": _("Gebühren"),
            "stelle": _("Zuständige Stelle"),
        },
        "vorgang": [
            {"name": _("Vorgangsnummer"), "text": antrag.nummer},
            {"name": _("Abgesendet"), "text": date_format(sent, "j. F Y, H:i")},
            {"name": _("Ort"), "text": verzeichnis().by_id[antrag.gebiet_id].anzeige},
        ],
        "teile": [
            {"titel": teil.titel, "angaben": [_printed(one) for one in teil.angaben]} for teil in teile(auswertung)
        ],
        "posten": [
            {"name": one.bezeichnung, "text": f"{euro(one.betrag)} {one.quelle}".strip()} for one in auswertung.posten
        ],
        "zahlung": _("Sie erhalten einen Gebührenbescheid."),
        "stelle": address(karte),
    }


def _printed(angabe: Angabe) -> dict[str, Any]:
    rows = [[_printed(one) for one in row] for row in angabe.zeilen]
    return {"beschriftung": angabe.beschriftung, "text": angabe.text, "zeilen": rows, "einzahl": angabe.einzahl}


def address(karte: dict[str, Any]) -> list[str]:
    """Name and address of an office, by lines."""
    found = [karte["verwaltung"], karte["name"]]
    for standort in karte["standorte"][:1]:
        found += [standort.get("strasse", ""), f"{standort['plz']} {standort['ort']}"]
    return [line for line in (*found, karte.get("telefon"), karte.get("email")) if line]


# --- Mail -------------------------------------------------------------------------------------------------------------


def mail_applicant(antrag: Antrag) -> None:
    """Tell whoever applied that it has arrived, if they gave an address."""
    address_ = email_of(antrag)
    if not address_ or antrag.vorschau:
        return
    with override(antrag.sprache):
        text = render_to_string("antraege/mail/eingegangen.txt", _context(antrag) | {"url": status_url(antrag)})
        _send(antrag, "eingang", _("Ihr Antrag %(nummer)s ist eingegangen") % {"nummer": antrag.nummer}, text, address_)


def mail_office(antrag: Antrag) -> None:
    """Tell the office that something has come, if it has an address."""
    karte = Organisationseinheit.objects.values_list("karte", flat=True).get(pk=antrag.stelle_id)
    address_ = str(karte.get("email") or "")
    if not address_ or antrag.vorschau:
        return
    with override("de"):
        url = settings.BASE_URL + reverse("vorgang", args=[antrag.vorgang.pk])
        text = render_to_string("antraege/mail/stelle.txt", _context(antrag) | {"url": url})
        _send(antrag, "stelle", _("Neuer Antrag %(nummer)s") % {"nummer": antrag.nummer}, text, address_)


def mail_link(antrag: Antrag, adresse: str) -> None:
    """The link by which a draft is opened again."""
    url = settings.BASE_URL + reverse("antrag_fortsetzen", args=[token(antrag.kennung, FORTSETZEN)])
    with override(antrag.sprache):
        context = {"url": url, "bis": antrag.laeuft_ab(antrag.formular.entwurf_tage), "titel": antrag.formular.title}
        text = render_to_string("antraege/mail/fortsetzen.txt", context | {"portal": auftritt.darstellung().name})
        EmailMessage(_("Ihr angefangener Antrag"), text, to=[adresse]).send()


def email_of(antrag: Antrag) -> str:
    """The address that the applicant gave: the first one asked for in the step about them."""
    auswertung = as_sent(antrag)
    for schritt in auswertung.schritte:
        if schritt.schluessel == ANTRAGSTELLER:
            found = (auswertung.antworten.get(one.schluessel) for one in schritt.felder if one.typ == EmailFeld.typ)
            return str(next(filter(None, found), ""))
    return ""


def status_url(antrag: Antrag) -> str:
    """The page that says how far the application is, for whoever has the link."""
    return settings.BASE_URL + reverse("antrag_stand", args=[token(antrag.kennung, STAND)])


def _context(antrag: Antrag) -> dict[str, Any]:
    return {"nummer": antrag.nummer, "titel": antrag.vorgang.titel, "portal": auftritt.darstellung().name}


def _send(antrag: Antrag, zweck: str, subject: str, text: str, to: str) -> None:
    """With an id of its own, so that one sent twice is shown once."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "portal"
    message_id = f"<{zweck}.{antrag.pk}.{antrag.eingereicht_at:%Y%m%d%H%M%S}@{domain}>"
    EmailMessage(subject, text, to=[to], headers={"Message-ID": message_id}).send()
