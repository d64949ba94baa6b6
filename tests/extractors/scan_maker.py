"""Pages drawn as pictures: tables, boxes to tick, a seal, a hand's strokes; and what scanners add."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from fixtures.pictures import seal

Pixels = NDArray[Any]
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
A4 = (1654, 2339)
"""Pixels at 200 dots to the inch."""


def blank(size: tuple[int, int] = A4) -> Pixels:
    """White paper, BGR."""
    return np.full((size[1], size[0], 3), 255, np.uint8)


def table(
    page: Pixels, left: int, top: int, widths: Sequence[int], rows: Sequence[Sequence[str]]
) -> Pixels:
    """``page`` with a ruled table; ``None``-like ``"<"`` joins a cell to the one on its left."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    height = 60
    font = ImageFont.truetype(FONT, 33)
    for r, row in enumerate(rows):
        y = top + r * height
        c = 0
        while c < len(row):
            span = 1
            while c + span < len(row) and row[c + span] == "<":
                span += 1
            x0, x1 = left + sum(widths[:c]), left + sum(widths[: c + span])
            draw.rectangle((x0, y, x1, y + height), outline=(0, 0, 0), width=3)
            draw.text((x0 + 14, y + height / 2), row[c], font=font, fill=(20, 20, 20), anchor="lm")
            c += span
    return np.asarray(image).copy()


def text(page: Pixels, x: int, y: int, words: str, size: int = 33) -> Pixels:
    """``page`` with a line of text whose middle is at ``y``."""
    image = Image.fromarray(page)
    font = ImageFont.truetype(FONT, size)
    ImageDraw.Draw(image).text((x, y), words, font=font, fill=(20, 20, 20), anchor="lm")
    return np.asarray(image).copy()


def sealed(page: Pixels, x: int, y: int, side: int = 300) -> Pixels:
    """``page`` with a company's red seal whose top left corner is at ``x, y``."""
    import io

    image = Image.fromarray(page[:, :, ::-1]).convert("RGBA")
    stamp = Image.open(io.BytesIO(seal("浙江瀚原氨纶股份有限公司"))).convert("RGBA")
    image.alpha_composite(stamp.resize((side, side)), (x, y))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def signed(page: Pixels, x: int, y: int) -> Pixels:
    """``page`` with strokes that nobody printed."""
    points = [(x + 9 * k, y + round(38 * math.sin(k * 1.7) * math.cos(k))) for k in range(24)]
    cv2.polylines(page, [np.array(points, np.int32)], False, (60, 24, 20), 3, cv2.LINE_AA)
    return page


def turned(page: Pixels, degrees: float) -> Pixels:
    """``page`` askew on the glass, counter-clockwise."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255, 255, 255)))


def tilted(page: Pixels, corners: Sequence[tuple[int, int]], size: tuple[int, int]) -> Pixels:
    """``page`` on a dark desk, its corners (clockwise from the top left) at these pixels."""
    height, width = page.shape[:2]
    own = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    view = cv2.getPerspectiveTransform(own, np.array(corners, np.float32))
    return np.asarray(cv2.warpPerspective(page, view, size, borderValue=(60, 70, 60)))


def noisy(page: Pixels, strength: float = 6.0) -> Pixels:
    """``page`` with a scanner's noise, always the same."""
    noise = np.random.default_rng(5).normal(0, strength, page.shape)
    return np.clip(page * 0.96 + noise, 0, 255).astype(np.uint8)
