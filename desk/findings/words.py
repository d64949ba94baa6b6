"""What stands on the right: the figures, the sum with its operands, how sure, said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from desk.findings.grounds import Ground, alike, figures_in
from schemas.finding import Finding
from schemas.place import PageBox, SheetCell, WordPlace
from schemas.words import SEVERITY_WORDS

_FIGURE: Final = re.compile(r"^\D{0,2}?(-?\d[\d,]*(?:\.\d+)?)\s*([^\d]{0,12})$")
_IN_SUM: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SHORT: Final = 12
_WORD: Final = 4
_SURE: Final = 0.95
_FAIR: Final = 0.8
FLAG_WORDS: Final = {
    "ocr": "由图像识别",
    "ocr_repair": "识别后按上下文修补",
    "handwritten": "手写",
    "approx": "原文为约数",
    "estimate": "原文为预估",
    "range": "原文为区间",
    "bound_ge": "原文为“不低于”",
    "bound_le": "原文为“不超过”",
    "unit_inline": "单位随数值印出",
    "space_sep": "数值以空格分节",
    "tracked": "含修订痕迹",
    "placeholder": "模板占位文字",
    "fullwidth": "全角数字",
    "by_position": "按所在位置取值",
    "over_border": "数字越过单元格边线",
    "fuzzy_label": "栏目名称相近",
    "aligned": "无框线，按对齐判断",
    "formula_without_value": "公式没有保存结果",
    "month_ambiguous": "月份有两种读法",
    "sci_lost": "科学计数丢位",
    "dash": "填“—”",
}


class Amount(Struct, frozen=True):
    """A figure and its unit, or a text in their place."""

    number: str
    unit: str = ""
    figure: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is too long to be set large: a figure, or a word of a character or two."""
        return len(self.number) + len(self.unit) > (_SHORT if self.figure else _WORD)


class Token(Struct, frozen=True):
    """A piece of the sum; ``ground`` where it is one of the boxed figures."""

    text: str
    ground: Ground | None = None


class Certainty(Struct, frozen=True):
    """How surely the finding's values were read, and why."""

    word: str
    number: float
    why: str


def amount(text: str) -> Amount:
    """``14.5%`` → 14.5 and %; anything longer than one figure stays text.

    >>> amount("14.5%")
    Amount(number='14.5', unit='%', figure=True)
    >>> amount("1万—2万吨标煤档").is_text
    True
    """
    found = _FIGURE.match(text.strip())
    return Amount(found[1], found[2].strip(), True) if found else Amount(text.strip() or "—")


def difference(expected: Amount, actual: Amount) -> Amount:
    """By how much the stated figure is off; a dash where the two are no figures of one unit."""
    right, wrong = figures_in(expected.number), figures_in(actual.number)
    comparable = expected.unit == actual.unit and expected.figure and actual.figure
    if not comparable or len(right) != 1 or len(wrong) != 1:
        return Amount("—")
    off = round(wrong[0] - right[0], 4)
    return Amount(f"{off:+,.4f}".rstrip("0").rstrip("."), _of_difference(expected.unit), True)


def _of_difference(unit: str) -> str:
    return "个百分点" if unit in ("%", "％") else unit


def tokens(working: str, grounds: Iterable[Ground]) -> list[Token]:
    """The sum cut into pieces, its operands tied to the grounds that print them."""
    boxed = [ground for ground in grounds if ground.figures]
    if sum(ground.disputed for ground in boxed) == 1:  # a result, not an operand
        boxed = [ground for ground in boxed if not ground.disputed]
    pieces: list[Token] = []
    at = 0
    for found in _IN_SUM.finditer(working):
        pieces.append(Token(working[at : found.start()]))
        pieces.append(Token(found[0], _printing(found[0], boxed)))
        at = found.end()
    pieces.append(Token(working[at:]))
    return [piece for piece in pieces if piece.text]


def _printing(figure: str, grounds: Sequence[Ground]) -> Ground | None:
    wanted = figures_in(figure)
    return next((g for g in grounds if len(g.figures) == 1 and alike(g.figures, wanted)), None)


def certainty(found: Finding) -> Certainty:
    """The least sure of the values, with what the readers remarked."""
    least = min((one.confidence for one in found.evidence), default=1.0)
    word = "高" if least >= _SURE else "中" if least >= _FAIR else "低"
    flags = dict.fromkeys(flag for one in found.evidence for flag in one.flags)
    said = [FLAG_WORDS[flag] for flag in flags if flag in FLAG_WORDS]
    if found.lowered_from:
        said.append(f"读取不够确定，已由{SEVERITY_WORDS[found.lowered_from]}降一级")
    return Certainty(word, round(least, 2), "，".join(said) or _read_how(found))


def _read_how(found: Finding) -> str:
    kinds = {type(one.where) for one in found.evidence}
    ways = [
        "文字层读取" if PageBox in kinds else "",
        "按Word原文读取" if WordPlace in kinds else "",
        "按单元格读取" if SheetCell in kinds else "",
    ]
    return "、".join(filter(None, ways))
