"""Content blocks that pages of all apps use."""

from cms.blocks.hinweis import HinweisBlock
from cms.blocks.inhalt import InhaltBlock
from cms.blocks.links import HaeufigesAnliegenBlock, OnlinedienstLinkBlock
from cms.blocks.medien import BildBlock, FilmBlock
from cms.blocks.text import TEXT_FEATURES, AbsatzBlock, UeberschriftBlock

__all__ = [
    "TEXT_FEATURES",
    "AbsatzBlock",
    "BildBlock",
    "FilmBlock",
    "HaeufigesAnliegenBlock",
    "HinweisBlock",
    "InhaltBlock",
    "OnlinedienstLinkBlock",
    "UeberschriftBlock",
]
