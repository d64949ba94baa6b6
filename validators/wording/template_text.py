"""The form's guidance as it survives in a text: the longest stretch that was left in or copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from schemas.edition_2025 import GUIDANCE
from schemas.spelling import nfkc

LEAST: Final = 18
"""Characters in common that count as copied (A16)."""
_SHARE: Final = 0.6
"""Of a sentence of the guidance: a stretch from its middle counts only from here on."""
_TERMS: Final = re.compile(
    r"单位产品(?:\(工业增加值\))?(?:能耗量|碳排放量|资源消耗量|原材料使用量|取水量)[、,]?"
    r"|可再生能源使用占比|零碳[(<]近零碳[)>]工厂|附件2-[123]"
)
"""The form's own labels: an applicant must write them, so they are no sign of copying."""
_FULL_WIDTH: Final = str.maketrans(",;:()", "，；：（）")


def folded(text: str) -> str:
    """The text in one spelling, without white space and without the form's labels."""
    return _TERMS.sub("", _plain(text))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", nfkc(text))


def copied(text: str) -> str:
    """The longest stretch of guidance that ``text`` holds, ``""`` where there is none to speak of.

    A stretch has at least :data:`LEAST` characters and is either the opening of a sentence of
    the guidance or most of that sentence: what an applicant would not write.

    >>> copied("主要描述高效设备更新改造、生产工艺优化和改进，已完成三项。")
    '主要描述高效设备更新改造、生产工艺优化和改进'
    >>> copied("提出零碳（近零碳）工厂建设目标，明确培育建设工作实施路径、时间表等。")
    '提出零碳（近零碳）工厂建设目标，明确培育建设工作实施路径、时间表等'
    >>> copied("公司通过高效设备更新改造、生产工艺优化和改进、能源梯级利用等措施节能。")
    ''
    """
    own = folded(text)
    found = (stretch for sentence in _sentences() if (stretch := _longest(sentence, own)))
    longest = max(found, key=len, default="")
    return _as_printed(longest, text) if longest else ""


def _as_printed(stretch: str, text: str) -> str:
    """The stretch as it stands in ``text``, with the labels that folding took out."""
    between = f"(?:{_TERMS.pattern})?"
    found = re.search(between.join(map(re.escape, stretch)), _plain(text))
    return (found[0] if found else stretch).translate(_FULL_WIDTH)


def _longest(sentence: str, text: str) -> str:
    if not any(block in text for block in _blocks(sentence)):
        return ""
    return max(_stretches(sentence, text), key=len, default="")


@cache
def _blocks(sentence: str) -> tuple[str, ...]:
    """Half-length pieces end to end: every stretch of :data:`LEAST` holds one of them whole."""
    half = LEAST // 2
    return tuple(sentence[at : at + half] for at in range(0, len(sentence) - half + 1, half))


def _stretches(sentence: str, text: str) -> Iterator[str]:
    start = 0
    while start + LEAST <= len(sentence):
        end = start + LEAST
        if sentence[start:end] not in text:
            start += 1
            continue
        while end < len(sentence) and sentence[start : end + 1] in text:
            end += 1
        if start == 0 or end - start >= _SHARE * len(sentence):
            yield sentence[start:end].rstrip("、,")
        start = end - LEAST + 2


@cache
def _sentences() -> tuple[str, ...]:
    pieces = (piece for text in GUIDANCE.values() for piece in re.split(r"[。;]", folded(text)))
    return tuple(dict.fromkeys(piece for piece in pieces if len(piece) >= LEAST))
