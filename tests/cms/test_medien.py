"""Images that editors have uploaded reach the browser; documents only through their own view."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Bild, Dokument

pytestmark = pytest.mark.django_db


def test_a_rendition_is_served(portal):
    url = Bild.objects.create(title="Rathaus", file=get_test_image_file()).get_rendition("width-50").url
    for _again in range(2):
        response = Client().get(url)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert b"".join(response).startswith(b"\x89PNG")


def test_a_file_beside_its_view_is_not(portal):
    document = Dokument.objects.create(title="Satzung", file=ContentFile(b"%PDF-1.4", "satzung.pdf"))
    assert Client().get(document.file.url).status_code == 404
    assert Client().get(document.url).status_code == 200
