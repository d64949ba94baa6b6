"""Chinese numerals: years digit by digit, small counts, and whole amounts through cn2an."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {digit: value for value, row in enumerate(("零〇Ｏ○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for digit in row}  # fmt: skip
_SMALL = re.compile(r"([一二两三四五六七八九])?(?:(十|拾)([一二三四五六七八九])?)?")
_AMOUNT = re.compile(
    r"[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億点廿卅\d.]{1,40}"
)
CHARACTERS = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億点廿卅"
"""What a Chinese numeral is made of."""


def year(text: str) -> int | None:
    """``二〇二五`` or ``二零二五`` → 2025; ``None`` unless four digits."""
    if len(text) != 4 or any(char not in DIGITS for char in text):
        return None
    return int("".join(str(DIGITS[char]) for char in text))


def small(text: str) -> int | None:
    """``十`` → 10, ``二十五`` → 25, ``廿三`` → 23: 1 to 99, ``None`` for anything else."""
    plain = text.replace("廿", "二十").replace("卅", "三十")
    match = _SMALL.fullmatch(plain)
    if not match or not plain:
        return None
    ones = DIGITS[match[1]] if match[1] else 0
    if not match[2]:
        return ones
    return (ones or 1) * 10 + (DIGITS[match[3]] if match[3] else 0)


def amount(text: str) -> Decimal | None:
    """``叁仟万`` → 30000000, ``1亿2千万`` → 120000000; ``None`` where it is no numeral.

    cn2an is imported here: it takes a third of a second, and few forms need it.
    """
    if not _AMOUNT.fullmatch(text) or all(char in "万亿萬億点." for char in text):
        return None
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(text.replace("萬", "万").replace("億", "亿"), "smart")))
    except ValueError:
        return None
