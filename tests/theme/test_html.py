"""The HTML of every type of page, held against the checker of the W3C."""

import json
import subprocess

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests import bedarf
from tests.vorfuehrung import SEITEN, Vorfuehrung

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_checker_finds_no_error(tmp_path):
    java, checker = bedarf.java(), bedarf.node_module("vnu-jar/build/dist/vnu.jar")
    Vorfuehrung()
    pages = {name: Client().get(path).content.decode() for name, path, _status in SEITEN}
    pages |= {f"Fehler {code}": render_to_string(f"{code}.html") for code in (400, 500)}
    folder = tmp_path / "seiten"
    folder.mkdir()
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html)
    command = [java, "-jar", str(checker), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stdout)["messages"]
    found = [_short(one) for one in messages if one["type"] != "info" or one.get("subType") == "warning"]
    assert not found, "\n".join(sorted(set(found)))


def _short(message: dict) -> str:
    return f"{message['url'].rpartition('/')[2]}:{message.get('lastLine')}: {message['message']}"
