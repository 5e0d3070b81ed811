"""What is written about the code is true of the code."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands

from antraege.feldtypen import FELDTYPEN
from cms.env import env, fernet_key, known_mail
from leistungen.textmodule import TEXTMODULE
from tests.architecture.hausplan import APPS, ROOT, name, of_app

DOCS = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
VARIABLE = re.compile(r"""env(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""")


def _read(path: str) -> str:
    return (ROOT / path).read_text()


def test_every_variable_of_the_environment_is_described_and_no_other():
    read = {found for app in APPS for path in of_app(app, ".py") for found in VARIABLE.findall(path.read_text())}
    described = set(re.findall(r"^\| `([A-Z][A-Z0-9_]*)`", _read("docs/settings.md"), re.M))
    assert described == read


def test_the_environment_is_read_in_the_settings_only():
    read = [name(path) for app in APPS for path in of_app(app, ".py") if VARIABLE.search(path.read_text())]
    assert read == ["cms/settings.py"]
    raw = [
        name(path)
        for app in APPS
        for path in of_app(app, ".py")
        if re.search(r"os\.(environ\[|getenv)", path.read_text())
    ]
    assert not raw


def test_the_production_environment_passes_the_deployment_check(tmp_path):
    block = re.search(r"^PRODUCTION=true\n.*?^```", _read("docs/betrieb.md"), re.M | re.S)
    assert block
    lines = [line.split("#")[0].strip() for line in block[0].splitlines() if "=" in line]
    environment = dict(line.split("=", 1) for line in lines)
    assert environment.pop("SECRET_KEY_FILE")
    assert environment.pop("ANTRAG_SCHLUESSEL_FILE")
    environment |= {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ANTRAG_SCHLUESSEL": fernet_key(),
        "DATEN_DIR": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_mail_is_encrypted_as_documented(monkeypatch):
    url = re.search(r"^EMAIL_URL=(\S+)", _read("docs/betrieb.md"), re.M)
    assert url
    monkeypatch.setenv("EMAIL_URL", url[1])
    assert known_mail(env.dj_email_url("EMAIL_URL"))["EMAIL_USE_TLS"]


def test_a_way_to_send_mail_that_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://portal@mail.example:587")
    with pytest.raises(ImproperlyConfigured):
        known_mail(env.dj_email_url("EMAIL_URL"))


def test_every_command_is_described():
    ours = {command for command, app in get_commands().items() if app.split(".")[0] in APPS}
    text = "\n".join(path.read_text() for path in DOCS)
    assert not {command for command in ours if f"`{command}" not in text and f"manage.py {command}" not in text}


def test_every_text_section_is_described():
    text = _read("docs/katalog-format.md")
    assert not {modul.key for modul in TEXTMODULE if f"`{modul.key}`" not in text}


def test_every_type_of_field_is_described_with_its_options():
    table = _read("docs/formulare.md").partition("| Type |")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", table, re.M))
    assert rows.keys() == {typ.typ for typ in FELDTYPEN}
    for typ in FELDTYPEN:
        assert not [option for option, _block in typ.angaben() if f"`{option}`" not in rows[typ.typ]], typ.typ


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_links_between_documents_lead_somewhere(path: Path):
    targets = [link for link in LINK.findall(path.read_text()) if "://" not in link and not link.startswith("mailto:")]
    assert not [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=name)
def test_a_decision_says_why_and_what_follows(path: Path):
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    text = path.read_text()
    assert all(word in text for word in ("Status", "Context", "Decision", "Consequences"))


def test_every_target_of_the_makefile_is_explained():
    makefile = _read("Makefile")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    explained = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    assert phony
    assert set(phony[1].split()) - explained == {"lint"}
