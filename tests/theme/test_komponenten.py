"""Each component can be looked at without a database: beside its template lies a sample of what it takes."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from django.template.loader import render_to_string

KOMPONENTEN = Path(__file__).parents[2] / "theme" / "templates" / "components"
VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "wbr"}
NAMEN = sorted(path.stem for path in KOMPONENTEN.glob("*.html"))


class Pruefer(HTMLParser):
    """Complains about elements that aren't closed in order, doubled ids, and inline code that the CSP forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.offen: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        assert "style" not in found, f"style in <{tag}>"
        assert not [name for name in found if name.startswith("on")], f"Ereignis in <{tag}>"
        assert tag != "script" or "src" in found, "Skript in der Seite"
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in VOID:
            self.offen.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.offen.pop() == tag


def test_there_are_components():
    assert len(NAMEN) > 10


@pytest.mark.parametrize("name", NAMEN)
def test_a_component_renders_its_sample(name):
    context = yaml.safe_load((KOMPONENTEN / f"{name}.yaml").read_text())
    html = render_to_string(f"components/{name}.html", context)
    pruefer = Pruefer()
    pruefer.feed(html)
    pruefer.close()
    assert not pruefer.offen
    assert len(pruefer.ids) == len(set(pruefer.ids))
    assert "None" not in html
