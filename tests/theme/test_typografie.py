"""What stays together on one line."""

import pytest
from django.template import Context, Template

from theme.typografie import keep_together


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("§ 12 GastG", "§~12 GastG"),
        ("nach §§ 1 bis 3 und Art. 6 Abs. 1 Satz 2", "nach §§~1 bis 3 und Art.~6 Abs.~1 Satz~2"),
        ("Section 24 Municipal Code", "Section~24 Municipal Code"),
        ("Der Umsatz 2026 und der Paragraf", "Der Umsatz 2026 und der Paragraf"),
        ("§ und sonst nichts", "§ und sonst nichts"),
    ],
)
def test_a_sign_stays_with_its_number(text, kept):
    assert keep_together(text) == kept.replace("~", "\N{NO-BREAK SPACE}")


def test_the_filter_keeps_markup_and_escapes_text():
    template = Template("{% load kern %}{{ html|safe|beisammen }} {{ text|beisammen }}")
    html = template.render(Context({"html": "<p>§ 1</p>", "text": "<b>§ 1</b>"}))
    assert html == "<p>§\N{NO-BREAK SPACE}1</p> &lt;b&gt;§\N{NO-BREAK SPACE}1&lt;/b&gt;"
