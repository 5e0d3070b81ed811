"""A change that another process makes is in the very next answer of this one."""

import pytest

from tests.arbeiter import Arbeiter, environment, manage

pytestmark = pytest.mark.slow

SEITE = "/leistungen/hundesteuer/laubach-cochem-zell/"
SUCHE = "/suche/?q=zwingersteuer&ort=laubach-cochem-zell"
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def umgebung(tmp_path_factory):
    variables = environment(tmp_path_factory.mktemp("portal"))
    manage(variables, "migrate", "--verbosity=0")
    return variables


@pytest.fixture(scope="module")
def redakteur(umgebung):
    process = Arbeiter(umgebung)
    process("build")
    yield process
    process.stop()


@pytest.fixture
def leser(umgebung, redakteur):
    process = Arbeiter(umgebung)
    for _time in range(2):
        for adresse, headers in ((SEITE, {}), (SUCHE, JSON), ("/leistungen/", {}), ("/", {})):
            process("ask", adresse, headers)
    assert process("kept") == 4
    yield process
    process.stop()


def test_a_command_of_the_operator(umgebung, leser):
    edit = ["text_edit", "--redaktion", "vg-kaisersesch", "--leistung", "hundesteuer", "--modul", "volltext"]
    manage(umgebung, *edit, text="<p>Die Zwingersteuer gilt auch hier.</p>")
    assert "Zwingersteuer gilt auch hier" in leser("ask", SEITE, {})[2]
    assert "hundesteuer" in leser("ask", SUCHE, JSON)[2]


def test_another_web_process(redakteur, leser):
    for number in range(5):
        redakteur("write", "land", "hundesteuer", f"<p>Stand {number}.</p>")
        assert f"Stand {number}." in leser("ask", SEITE, {})[2]


def test_while_threads_of_both_keep_asking(redakteur, leser):
    leser("hammer", [SEITE, "/leistungen/"], 3)
    for number in range(40):
        redakteur("write", "vg", "hundesteuer", f"<p>Unter Last {number}.</p>")
        assert f"Unter Last {number}." in leser("ask", SEITE, {})[2]
    leser("rest")
