"""A line of text → the heading that it is, if it is one: its number and its title taken apart.

Applicants number as ``一、``, ``第一章``, ``1.``, ``1.1``, ``（一）``, ``（1）`` or let Word count; so the
title decides and the number agrees or does not. A table of contents and a sentence that quotes
a title are no headings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import fuzz

from extractors.grammar.text import fold, nfkc
from schemas.edition_2025 import CHAPTERS

CHAPTER_LIKE = 80.0
"""How alike a chapter's title must be (rule A12)."""
SECTION_LIKE = 75.0
"""The same for a section (rule A13)."""

_HAN = "一二三四五六七八九十"
_CHAPTER = re.compile(rf"\s*第\s*([{_HAN}1-9])\s*(?:章|部分|篇)\s*[、.:]?\s*")
_SECTION_WORD = re.compile(rf"\s*第\s*([{_HAN}1-9])\s*节\s*[、.:]?\s*")
_LISTED = re.compile(rf"\s*([{_HAN}])\s*[、.,:](?!\d)\s*|\s*([{_HAN}])[ \u3000]+")
_DECIMAL = re.compile(r"\s*([1-9])\s*[.．-]\s*([1-9])(?:\s*[、.．]\s*|\s+|(?=[\u3400-\u9fff]))")
_DIGIT = re.compile(r"\s*([1-9])\s*(?:[、.．)]\s*(?!\d)|(?=[\u3400-\u9fff]))")
_DECORATED = re.compile(r"\A(?:#{1,6}\s*|\*{2}|[■◆◇●▶►★☆▲▪◎]\s*)+|\*{2}\Z")
_BOXED = re.compile(r"[【\[「〖](.{2,40})[】\]」〗]")
_ROMAN = re.compile(r"\s*(IV|I{1,3})\s*[、.．\s]\s*")
_NEEDLESS = re.compile(r"\A(?:企业|公司|本单位)?(?:近?零碳工厂)?")
_ALIASES: dict[str, tuple[str, ...]] = {
    "一（一）": (
        "企业概况",
        "公司概况",
        "工厂概况",
        "企业基本情况",
        "单位基本情况",
        "企业简介",
        "基本情况",
    ),
    "一（二）": ("绿色低碳基础", "绿色低碳发展基础", "绿色低碳工作情况"),
    "一（三）": (
        "能源消费和碳排放现状",
        "能耗及碳排放情况",
        "能耗和碳排放情况",
        "能源与碳排放现状",
    ),
    "一（四）": ("节能降碳难点", "主要困难和短板", "困难和短板分析", "难点分析"),
    "二": ("建设目标", "总体目标"),
    "三": ("主要任务",),
    "三（二）": ("自主减排", "自主减碳与边界内碳抵消", "自主减排和厂界内碳抵消"),
    "三（三）": ("边界外碳抵消", "厂界外碳抵消", "碳抵消"),
    "三（五）": ("技术创新", "科技创新应用", "技术创新与应用", "科技创新"),
    "四": ("重点建设项目", "重点工程"),
}
"""Other words for the form's titles; they count only under the form's own number."""
_CUES = {
    "一（一）": re.compile(r"(?:企业|公司|单位|工厂|项目|申报|基本)*(?:概况|情况|简介|介绍|概述)+"),
    "一（二）": re.compile(r".*(?:绿色|低碳|节能|降碳).*(?:基础|工作|成效|情况|举措)"),
    "一（三）": re.compile(r"(?=.*(?:能耗|能源|用能))(?=.*碳).*(?:现状|情况|分析|水平)"),
    "一（四）": re.compile(r".*(?:难点|困难|短板|瓶颈|挑战|存在(?:的)?(?:主要)?问题).*"),
    "二": re.compile(r".*(?:培育|建设|零碳|总体).*目标.*"),
    "三": re.compile(r".*(?:重点|主要|建设|工作).*任务.*"),
    "三（一）": re.compile(r"(?=.*(?:能源|能碳)).*(?:管理|体系|系统|平台).*"),
    "三（二）": re.compile(r".*(?:自主减|(?:边|厂)界内).*"),
    "三（三）": re.compile(r".*(?:边|厂)界外.*|.*碳抵消.*"),
    "三（四）": re.compile(r".*碳.*管理.*|.*碳足迹.*"),
    "三（五）": re.compile(r".*(?:技术|科技).*创新.*|.*创新.*(?:技术|应用).*"),
    "四": re.compile(r".*重点.*(?:项目|工程).*"),
}
"""What a title in one's own words must speak of; it counts less, and only under the form's number."""
_CUED = 78.0
_LONGEST_CUED = 20
_BRACKETED = re.compile(rf"\s*\(\s*([{_HAN}1-9])\s*\)\s*[、.]?\s*")
_CONTENTS = re.compile(r"(?:[.·…⋯\-_—\s]{2,}|\t\s*)\d{1,3}\s*\Z|[.·…⋯]{4,}")
_TITLE_END = re.compile(r"[。:;\n]")
_REMARK = re.compile(r"[(][^()]*[)]")
_LONGEST_TITLE = 30


_ROMANS = ("I", "II", "III", "IV")


class Heading(Struct, frozen=True):
    """A heading taken apart. ``level`` 1 or 2 where the number says, else 0.

    ``chapter`` is the number's first part where it prints two (``3.2``), ``number`` the last;
    ``rest`` is text that runs on behind the title in the same line.
    """

    title: str
    rest: str = ""
    level: int = 0
    chapter: int | None = None
    number: int | None = None
    scheme: str = ""


@lru_cache(maxsize=4096)
def parse(text: str) -> Heading | None:
    """The parts of a line that could be a heading; ``None`` for contents lines and long sentences."""
    plain = _dressed_down(nfkc(text).strip())
    if not plain or _CONTENTS.search(plain.split("\n", 1)[0]):
        return None
    head = _numbered(plain)
    end = _TITLE_END.search(head.title)
    title = head.title[: end.start()] if end else head.title
    if not fold(title) or len(fold(title)) > _LONGEST_TITLE:
        return None
    rest = head.title[end.end() :].strip() if end else ""
    return Heading(title.strip(), rest, head.level, head.chapter, head.number, head.scheme)


def _dressed_down(plain: str) -> str:
    """The line without what only decorates it: ``## 1.1 …``, ``◆…``, ``【…】``, ``**…**``."""
    bare = _DECORATED.sub("", plain)
    boxed = _BOXED.fullmatch(bare)
    return boxed[1].strip() if boxed else bare


def _numbered(plain: str) -> Heading:
    """The line's number, if any; ``title`` is still all that follows it."""
    for pattern, level, scheme in (
        (_CHAPTER, 1, "第章"),
        (_SECTION_WORD, 2, "第节"),
        (_BRACKETED, 2, "括号"),
        (_LISTED, 1, "顿号"),
    ):
        match = pattern.match(plain)
        if match:
            sign = next(group for group in match.groups() if group)
            return Heading(plain[match.end() :], "", level, None, _value(sign), scheme)
    return _arabic(plain)


def _arabic(plain: str) -> Heading:
    roman = _ROMAN.match(plain)
    if roman:
        return Heading(plain[roman.end() :], "", 1, None, _ROMANS.index(roman[1]) + 1, "罗马")
    both = _DECIMAL.match(plain)
    if both:
        return Heading(plain[both.end() :], "", 2, int(both[1]), int(both[2]), "小数")
    one = _DIGIT.match(plain)
    if one:
        return Heading(plain[one.end() :], "", 0, None, int(one[1]), "数字")
    return Heading(plain)


def _value(sign: str) -> int:
    return int(sign) if sign.isdigit() else _HAN.index(sign) + 1


def han(number: int) -> str:
    """1 → 一 … 10 → 十."""
    return _HAN[number - 1]


class Fit(Struct, frozen=True):
    """A heading as one of the form's: its key (``三（二）``) and how well it fits (100 best)."""

    key: str
    score: float


def fits(heading: Heading, strong: bool) -> tuple[Fit, ...]:
    """The form's headings that this one may be, best first.

    ``strong``: the line looks like a heading (style or bold). Without a number a line must be
    the title itself, word for word, or strong.
    """
    whole = _REMARK.sub("", fold(heading.title)).strip(",.、")
    printed = _NEEDLESS.sub("", whole) or whole
    found = [_fit(key, _alike(printed, title), heading, strong) for key, title in CHAPTERS.items()]
    found += [
        Fit(key, CHAPTER_LIKE + 10)
        for key, titles in _ALIASES.items()
        if whole in titles and _agrees(key, heading)
    ]
    found += [Fit(key, _CUED) for key in _cued(whole, heading)]
    return tuple(sorted((fit for fit in found if fit), key=lambda fit: -fit.score))


def _cued(title: str, heading: Heading) -> list[str]:
    """The form's headings that a short title under their own number speaks of."""
    if heading.rest or heading.level == 0 or not 4 <= len(title) <= _LONGEST_CUED:
        return []
    if "," in title or "、" in title:
        return []
    keys = (key for key, words in _CUES.items() if words.fullmatch(title))
    return [key for key in keys if _level(key) == heading.level and _agrees(key, heading)]


def _level(key: str) -> int:
    return 2 if "（" in key else 1


def _fit(key: str, like: float, heading: Heading, strong: bool) -> Fit | None:
    least = SECTION_LIKE if "（" in key else CHAPTER_LIKE
    if like < least:
        return None
    agrees = _agrees(key, heading)
    if agrees is None:
        least = 90.0 if strong else 97.0
    elif not agrees or (heading.level == 1 and "（" in key):
        least = 90.0
    if like < least or (agrees is None and heading.rest):
        return None
    return Fit(key, like + (12.0 if agrees else 0.0) + (3.0 if strong else 0.0))


def _alike(key: str, title: str) -> float:
    score = fuzz.ratio(key, title)
    if key.startswith(title) and len(key) <= len(title) + 10:
        return max(score, 85.0)
    return score


def _agrees(key: str, heading: Heading) -> bool | None:
    """Whether the printed number is the form's; ``None`` where none is printed."""
    if heading.number is None:
        return None
    chapter, _, section = key.rstrip("）").partition("（")
    own = _value(section or chapter)
    if heading.level == 1 and section:
        # 第一章 over 一、 is usual: a section may be numbered like a chapter
        return own == heading.number and heading.scheme != "第章"
    if heading.level == 2 and not section:
        return False
    if heading.chapter is not None and heading.chapter != _value(chapter):
        return False
    return own == heading.number
