"""How large a picture may be. Nothing of ours unpacks it, but the programs of those who look at it do."""

import logging
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from antraege.dateien.fehler import DateiError, Grund

MOST = 150_000_000  # points; A4 at 1200 dpi has 139 million, the largest photos of common phones 108 million

logger = logging.getLogger(__name__)


def require_size(width: int, height: int) -> None:
    if not width or not height:
        raise DateiError(Grund.BESCHAEDIGT)
    if width * height > MOST:
        raise DateiError(Grund.ZU_VIELE_PUNKTE, punkte=str(MOST // 1_000_000))


def require_pillow(content: bytes, kind: str) -> None:
    """A second opinion: Pillow reads the header as well. It decodes nothing, since nobody asks for points."""
    try:
        with Image.open(BytesIO(content), formats=[kind]) as image:
            require_size(*image.size)
    except DateiError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise DateiError(Grund.BESCHAEDIGT) from error
    except Exception as error:  # a broken file breaks a reader in any way it likes
        logger.info("Pillow: %s", type(error).__name__)
        raise DateiError(Grund.BESCHAEDIGT) from error
