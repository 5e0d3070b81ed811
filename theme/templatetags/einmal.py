"""Markup that follows from its inputs alone is made once per process and language."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.translation import get_language

register = template.Library()

MOST = 4000  # pieces kept; a piece is a paragraph or two, so this is some ten megabytes

_made: dict[tuple[Any, ...], str] = {}


def forget() -> None:
    """Begin anew, as after a start; only measurements need it."""
    _made.clear()


class EinmalNode(template.Node):
    def __init__(self, nodelist: NodeList, inputs: list[FilterExpression]):
        self.nodelist = nodelist
        self.inputs = inputs

    def render(self, context: template.Context) -> str:
        key = (self, get_language(), *(one.resolve(context) for one in self.inputs))
        try:
            found = _made.get(key)
        except TypeError:  # an input that can change has no hash
            return self.nodelist.render(context)
        if found is None:
            if len(_made) >= MOST:
                forget()
            found = _made[key] = self.nodelist.render(context)
        return found


@register.tag
def einmal(parser: Parser, token: Token) -> EinmalNode:
    """``{% einmal a b %}…{% endeinmal %}``: what stands inside may use nothing of the context but ``a`` and ``b``.

    The inputs themselves are the key, so nothing kept is ever stale.
    """
    inputs = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endeinmal",))
    parser.delete_first_token()
    return EinmalNode(nodelist, inputs)
