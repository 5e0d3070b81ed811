"""Files of a draft, to be looked at again."""

from django.http import Http404, HttpRequest, HttpResponse

from antraege.models import Anlage
from antraege.views.anlagen import as_download
from antraege.views.entwurf import EntwurfView


class AnlageView(EntwurfView):
    """A file again, for whoever attached it: as a download, never shown by the browser."""

    def get(self, request: HttpRequest, kennung: str, anlage: str) -> HttpResponse:
        row = Anlage.objects.filter(antrag=self.antrag, kennung=anlage).first()
        if row is None:
            raise Http404(anlage)
        return as_download(row)
