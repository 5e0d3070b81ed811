"""Markup made once: the same inputs, the same words; other inputs or another language, other words."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from theme.templatetags import einmal

SOURCE = (
    "{% load einmal i18n %}{% einmal a b %}{{ a }}-{{ b.0 }}-{% translate 'Telefon' %}-{{ zaehler }}{% endeinmal %}"
)


@pytest.fixture(autouse=True)
def _fresh():
    einmal.forget()


class Zaehler:
    """Says how often it was asked."""

    n = 0

    def __str__(self) -> str:
        self.n += 1
        return str(self.n)


def render(template, zaehler, **values):
    return template.render(Context(values | {"zaehler": zaehler}))


def test_the_same_inputs_are_rendered_once():
    template, zaehler = Template(SOURCE), Zaehler()
    first = render(template, zaehler, a="x", b=("y",))
    assert render(template, zaehler, a="x", b=("y",)) == first
    assert zaehler.n == 1


def test_other_inputs_and_another_language_are_rendered_anew():
    template, zaehler = Template(SOURCE), Zaehler()
    render(template, zaehler, a="x", b=("y",))
    assert render(template, zaehler, a="x", b=("z",)).startswith("x-z")
    with override("en"):
        assert "Telephone" in render(template, zaehler, a="x", b=("y",)) or zaehler.n == 3


def test_inputs_that_can_change_are_rendered_each_time():
    template, zaehler = Template(SOURCE), Zaehler()
    for _time in range(2):
        render(template, zaehler, a="x", b=["y"])
    assert zaehler.n == 2


def test_two_places_in_templates_never_mix():
    other = Template("{% load einmal %}{% einmal a %}anderes{% endeinmal %}")
    render(Template("{% load einmal %}{% einmal a %}eines{% endeinmal %}"), Zaehler(), a=1)
    assert render(other, Zaehler(), a=1) == "anderes"


def test_it_never_grows_beyond_its_bound(monkeypatch):
    monkeypatch.setattr(einmal, "MOST", 10)
    template = Template(SOURCE)
    for number in range(25):
        render(template, Zaehler(), a=number, b=("y",))
    assert len(einmal._made) <= 10
