"""What the explanations of the self-evaluation name: the evidence for rows that an expert judges.

附件1 pays such rows by the piece (a case, an aspect, a kind of waste energy) or for a list of
functions. Here each piece is looked for by its words, in the row's explanation first and, to the
applicant's credit, in the chapters that describe it. A list is *closed* where it reads as
complete: it gives a count, or names several pieces without 等 and without sending the reader to
an attachment. Only a closed list can speak against a claim.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from schemas.policy import Policy, points_of
from schemas.spelling import nfkc
from schemas.submission import Read, ScoreItem, Submission
from validators.faults import Ground, read_ground
from validators.figures import printed

ENERGY_LEVELS: Final = {
    "用能单位（进出）": r"(?<!次级)用能单位|进出|总进|进线|关口|总表|厂级|公司级|一级|全厂|三级(?:能源)?计量|三级采集",
    "主要次级用能单位": r"次级用能|二级|分厂|车间|工序|产线|三级(?:能源)?计量|三级采集",
    "主要用能设备": r"设备|机台|单机|三级",
    "统计分析": r"统计|报表|汇总",
    "能效分析": r"能效|(?<!统计)分析|对标|诊断",
    "用能预警": r"预警|报警|告警|超限提醒",
}
"""附件1 能源信息化管理系统: three levels of collection and three functions (rules.md §5 no. 29)."""
CARBON_FUNCTIONS: Final = {
    "碳计算": r"计算|核算|测算",
    "监测": r"监测|监控|采集",
    "仿真": r"仿真|模拟|推演|孪生|情景|预测",
    "可视化": r"可视|看板|大屏|驾驶舱|展示",
    "原始数据存档": r"存档|归档|留存|存储|保存|备份|台账|追溯",
}
ECO_ASPECTS: Final = {
    "轻量化": r"轻量|减重|薄型|减薄",
    "低碳化": r"低碳化|低碳(?:产品|材料|设计|配方|工艺)|降碳设计",
    "数字化": r"数字化|数字孪生|智能设计|仿真设计",
    "人工智能+": r"人工智能|AI|机器学习|大模型",
    "模块化": r"模块化",
    "集成化": r"集成化|一体化设计",
    "有毒有害物质减量化": r"有[毒害][^,。;、]{0,6}减量|有害物质|无[毒害卤铅铬氟]|RoHS|REACH|低VOC|水性",
    "资源循环利用": r"循环利用|回收利用|再生(?!能源)|再利用|可回收",
}
CASES: Final = {
    "产品碳足迹认证": r"碳足迹|ISO\s?14067|PAS\s?2050",
    "碳标识认证": r"碳标[识签]|低碳产品认证",
    "绿色供应链认证": r"绿色供应链",
    "碳捕集应用": r"碳捕[集获]|CCUS|CCS",
    "温室气体核查": r"ISO\s?14064|温室气体(?:排放)?核查|碳核查",
    "碳边境调节机制申报": r"CBAM",
    "环境产品声明": r"EPD|环境产品声明",
    "碳中和认证": r"碳中和(?:认证|证书|声明|产品)",
}
"""附件1 碳管理 «等方面案例»: its four, and what applicants bring beside them."""

_COUNT: Final = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十])\s?(?:项|个|种|类|处|张|份)(?=[^,。;、]{0,6}(?:亮点|做法|案例|认证|证书|余能|余热|应用|$|[,。;]))"
)
_DIGITS: Final = {word: value for value, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_OPEN: Final = re.compile(
    r"等(?![级价于同量])|见附|详见|见佐证|另附|佐证材料|证明材料|见正文|见方案|如[::]|例如"
)
_MORE: Final = re.compile(r"另[有外开行]?|此外|还[有开]|其他|其余")
_MANY_BEFORE: Final = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十])(?:款|个|种|类|项|张|份)[^,。;、\d]{0,8}$"
)
_MANY_AFTER: Final = re.compile(
    r"[^,。;、\d共合总]{0,6}?(\d{1,2}|[一二两三四五六七八九十])(?:款|个|种|类|项|张|份)"
)
_COMING: Final = re.compile(
    r"拟|计划|探索|可行性|论证|跟踪|储备|争取|力争|下一步|逐步|将(?!近)|20(?:2[5-9]|[3-9]\d)年"
)
"""A sentence of a chapter that speaks of what is still to come proves nothing."""
_UNFINISHED: Final = re.compile(r"(?:功能|模块|系统)?(?:尚|暂|还|正在|仍在|有待|待(?!机)|未)(?!来)")
_NOT: Final = re.compile(r"(?:未|没有|无|(?<![模虚])拟|计划|将)[^,。;]{0,6}$")


class Elsewhere(Struct, frozen=True):
    """Which chapters may name pieces too, in sentences that speak of all this (patterns)."""

    chapters: tuple[str, ...]
    about: tuple[str, ...]
    reached: bool = False
    """Only sentences of what has been reached count, none of what is planned."""


class Named(Struct, frozen=True):
    """The pieces that are named, the ones that are not, and whether the list reads as complete.

    ``count`` is the applicant's own where the explanation gives one.
    """

    items: tuple[str, ...]
    missing: tuple[str, ...]
    count: int
    told: int
    """How many of them the row's own explanation names."""
    closed: bool
    grounds: tuple[Ground, ...]
    own: int = 0
    """How many pieces the row's own explanation comes to, by its count or by what it names."""


def explanation(submission: Submission, item: ScoreItem) -> Read | None:
    """The applicant's explanation of a row, ``None`` where there is none."""
    sheet = submission.self_evaluation
    entry = sheet.items.get(item) if sheet else None
    read = entry.evidence if entry else None
    return read if read is not None and printed(read) else None


def explained(submission: Submission, item: ScoreItem) -> str:
    """Its text in half width, ``""`` where there is none."""
    return folded(printed(explanation(submission, item)))


def explanation_ground(submission: Submission, item: ScoreItem, policy: Policy) -> Ground | None:
    """The explanation as evidence."""
    read = explanation(submission, item)
    label = f"自评说明 {points_of(item, policy).label}"
    return None if read is None else read_ground(f"self_evaluation.{item}", label, read)


def folded(text: str) -> str:
    """Half-width text without blanks."""
    return re.sub(r"\s+", "", nfkc(text))


def told_in(submission: Submission, where: Elsewhere) -> str:
    """The sentences of the chapters that speak of what is looked for, half width."""
    text = folded("。".join(c.text for c in submission.chapters if c.number in where.chapters))
    sentences = re.split(r"[。;!?]", text)
    told = (s for s in sentences if not (where.reached and _COMING.search(s)))
    return "。".join(s for s in told if all(re.search(word, s) for word in where.about))


def named(
    submission: Submission,
    item: ScoreItem,
    words: Mapping[str, str],
    where: Elsewhere,
    policy: Policy,
    more: str = "",
    *,
    multiple: bool = False,
) -> Named | None:
    """What the row's explanation names of ``words``; ``None`` where there is no explanation.

    ``more`` is text of other places that counts to the applicant's credit; ``multiple``: a piece
    may be had several times (two products, two certificates).
    """
    own, ground = explained(submission, item), explanation_ground(submission, item, policy)
    if ground is None:
        return None
    elsewhere = told_in(submission, where) + more
    told = [label for label, pattern in words.items() if _affirmed(pattern, own)]
    denied = [label for label, pattern in words.items() if _unfinished(pattern, own)]
    told = [label for label in told if label not in denied]
    items = [
        label
        for label in words
        if label in told or (label not in denied and _affirmed(words[label], elsewhere))
    ]
    counts = stated_counts(own)
    several = sum(_times(words[label], own) if multiple else 1 for label in told)
    listed = bool(counts) or (len(told) > 1 and not _OPEN.search(own))
    closed = bool(told) and listed and not _MORE.search(own)
    return Named(
        tuple(items),
        tuple(label for label in words if label not in items),
        max([several, *counts]) if counts else max(several, len(items)),
        len(told),
        closed,
        (ground,),
        max([several, *counts]),
    )


def stated_counts(text: str) -> list[int]:
    """The counts that a text gives of its pieces.

    >>> stated_counts("在轻量化等方面形成3项亮点做法"), stated_counts("共两项案例,证书见附件")
    ([3], [2])
    """
    return [_value(found[1]) for found in _COUNT.finditer(text)]


def _times(pattern: str, text: str) -> int:
    """How many of a piece there are: ``两款产品碳足迹``, ``碳足迹证书2张``; 1 where no number tells."""
    times = 1
    for found in re.finditer(pattern, text):
        before = _MANY_BEFORE.search(text[max(0, found.start() - 12) : found.start()])
        after = _MANY_AFTER.match(text[found.end() : found.end() + 12])
        times = max([times, *(_value(many[1]) for many in (before, after) if many)])
    return times


def _value(digits: str) -> int:
    return int(digits) if digits.isdigit() else _DIGITS[digits]


def open_ended(text: str) -> bool:
    """Whether the text says that there is more than it names (等, 详见…)."""
    return bool(_OPEN.search(text))


def _unfinished(pattern: str, text: str) -> bool:
    """``仿真功能尚在开发``: wherever the words stand, they say that it is not there yet."""
    places = list(re.finditer(pattern, text))
    return bool(places) and all(_UNFINISHED.match(text, place.end()) for place in places)


def _affirmed(pattern: str, text: str) -> bool:
    """Whether the words stand somewhere without 未 or 拟 before them."""
    return any(not _NOT.search(text[: found.start()][-10:]) for found in re.finditer(pattern, text))
