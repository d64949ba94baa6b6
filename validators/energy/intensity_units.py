"""Units of consumption per product or per value added, made comparable.

>>> unit("千克标准煤/吨产品") == unit("kgce/t")
True
>>> unit("kgCO2/百米").per, unit("吨标煤／万元增加值").per
('hm', '万元')
>>> unit("个") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from msgspec import Struct

_WORDS: Final = (
    ("千克标准煤", "kgce"),
    ("千克标煤", "kgce"),
    ("公斤标准煤", "kgce"),
    ("公斤标煤", "kgce"),
    ("吨标准煤", "tce"),
    ("吨标煤", "tce"),
    ("克标准煤", "gce"),
    ("二氧化碳当量", "co2"),
    ("二氧化碳", "co2"),
    ("立方米", "m3"),
    ("千克", "kg"),
    ("公斤", "kg"),
    ("吨", "t"),
    ("千瓦时", "kwh"),
    ("度电", "kwh"),
    ("平方米", "m2"),
    ("每", "/"),
    ("co2e", "co2"),
    ("co2eq", "co2"),
)
_ABOVE: Final = {
    "tce": ("ce", 1.0),
    "kgce": ("ce", 1e-3),
    "gce": ("ce", 1e-6),
    "tco2": ("co2", 1.0),
    "kgco2": ("co2", 1e-3),
    "gco2": ("co2", 1e-6),
    "kwh": ("kwh", 1.0),
    "万kwh": ("kwh", 1e4),
    "m3": ("volume", 1.0),
    "l": ("volume", 1e-3),
    "t": ("mass", 1.0),
    "kg": ("mass", 1e-3),
    "g": ("mass", 1e-6),
}
_BELOW: Final = {
    "万元": ("万元", 1.0),
    "元": ("万元", 1e-4),
    "亿元": ("万元", 1e4),
    "t": ("t", 1.0),
    "kg": ("t", 1e-3),
    "万t": ("t", 1e4),
    "百米": ("hm", 1.0),
} | dict.fromkeys(("台", "套", "件", "只", "个", "支", "台套", "台/套"), ("件", 1.0))
"""One piece is a piece, whatever the trade calls it."""
_KIND: Final = re.compile(
    r"(?:工业)?(?:总)?(?:产值|增加值)|产品|成品|标准品|\(.*?\)|(?<=万元)[^/]*"
)


class Unit(Struct, frozen=True):
    """``scale`` of ``what`` per ``per``: a figure times ``scale`` is in tce, tCO2, m3 or t."""

    what: str
    per: str
    scale: float


def unit(printed: str) -> Unit | None:
    """The unit that ``printed`` names, ``None`` where it is no ratio that we know."""
    folded = fold(printed)
    above, slash, below = folded.partition("/")
    if not slash or above not in _ABOVE:
        return None
    what, scale = _ABOVE[above]
    product = _KIND.sub("", below)
    per, size = _BELOW.get(product, (product, 1.0))
    return Unit(what, per, scale / size) if per else None


@lru_cache(maxsize=256)
def fold(printed: str) -> str:
    """``printed`` in one spelling: NFKC, lower case, the short names of units, no spaces."""
    folded = re.sub(r"[\s·*]", "", unicodedata.normalize("NFKC", printed)).lower()
    for written, short in _WORDS:
        folded = folded.replace(written, short)
    return folded
