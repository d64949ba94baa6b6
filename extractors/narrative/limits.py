"""Whether an amount is stated as a bound: ``超过18%``, ``9500吨标煤以内``."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extractors.narrative.lexer import Item
from extractors.narrative.sentence import Figure

_LOW = re.compile(
    r"(?:(?<![不未])超过?|超出|(?<!未)突破|(?<!不)大于|(?<!不)高于|不低于|不少于|不小于|多于|至少|≥|>|逾)(?:了)?(?:约)?\Z"
)
_HIGH = re.compile(
    r"(?:不足|不到|(?<!不)低于|(?<!不)小于|(?<!不)少于|不超过?|未超过?|未达到?|不满|未满|不大于|≤|<|不高于)(?:了)?(?:约)?\Z"
)
_WITHIN = re.compile(r"\)?(?:以内|以下|之内)")
_AFTERWARDS = re.compile(r"\)?(?:及?以[上内下]|之内)")
"""Behind a series: ``15%、18%和22%以上`` bounds the last one only."""
_ABOVE = re.compile(r"\)?(?:及)?以上")


def is_low(text: str, item: Item) -> bool:
    """Whether the text states no less than the amount."""
    return bool(
        _LOW.search(text, max(item.start - 6, 0), item.start) or _ABOVE.match(text, item.end)
    ) and not is_high(text, item)


def is_high(text: str, item: Item) -> bool:
    """Whether the text states no more than the amount."""
    return bool(
        _HIGH.search(text, max(item.start - 6, 0), item.start) or _WITHIN.match(text, item.end)
    )


def limited(figure: Figure, text: str, item: Item) -> Figure:
    """The figure as the bound that the text makes of it, else unchanged."""
    if figure.amount in item.amounts[:-1] and _AFTERWARDS.match(text, item.end):
        return figure
    if is_high(text, item):
        return replace(figure, high=figure.amount)
    return replace(figure, low=figure.amount) if is_low(text, item) else figure


def before(lead: str) -> str:
    """``lead`` without the words that make a bound of the amount after it."""
    return _LOW.sub("", _HIGH.sub("", lead))
