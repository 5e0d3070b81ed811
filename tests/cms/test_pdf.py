"""What people write comes into a PDF as they wrote it, and stops none."""

import pytest

from cms.pdf import typeset


@pytest.fixture
def vorlage(tmp_path):
    """A template with one heading."""
    path = tmp_path / "vorlage.typ"
    path.write_text(
        '#let daten = json(bytes(sys.inputs.daten))\n#set document(title: "T")\n#set text(lang: "de")\n'
        "#title()\n#heading(level: 1, daten.zeilen.at(0).titel)\n"
    )
    return path


@pytest.mark.parametrize("titel", ["Hund 🐕 anmelden", "漢字", "a\x00b", '#read("/etc/passwd") $x$ *fett*'])
def test_no_sign_stops_a_document_or_does_anything(vorlage, titel):
    assert typeset(vorlage, {"zeilen": [{"titel": titel}]}).startswith(b"%PDF-")
