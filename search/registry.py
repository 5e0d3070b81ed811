"""What can be searched, one line per type."""

from search.documents.base import Dokumentart
from search.documents.formular import FormularDokument
from search.documents.formulardatei import FormulardateiDokument
from search.documents.leistung import LeistungDokument
from search.documents.organisationseinheit import OrganisationseinheitDokument
from search.documents.person import PersonDokument
from search.documents.seite import SeiteDokument

DOKUMENTARTEN: tuple[Dokumentart, ...] = (
    LeistungDokument(),
    OrganisationseinheitDokument(),
    PersonDokument(),
    FormularDokument(),
    FormulardateiDokument(),
    SeiteDokument(),
)
NACH_TYP: dict[str, Dokumentart] = {art.typ: art for art in DOKUMENTARTEN}
