"""正文称某指标“逐年下降（上升）”的，基本信息表三年数据须确实如此。

为什么：趋势与数据相反，说明正文沿用旧稿或数据有误。
说强度、单位产品、占比的不比；年际变动不到0.5%的算持平，与升降都不矛盾；表中疑似单位错位（F09、G02）的年份不比。

反例：

>>> falling = {"chapter.一（三）": "公司综合能耗逐年下降，节能成效明显。", "energy_consumption.2023": 9100.0}
>>> say(check(right(falling), policy))
warning K15 正文称“综合能耗逐年下降”，数据为8,800、9,100、8,560。

正例：

>>> say(check(right({"chapter.一（三）": "公司综合能耗逐年下降，节能成效明显。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground, plain
from validators.figures import figures_by_year
from validators.slips import slipped
from validators.wording.passages import Passage, passages

RULE = Rule(
    code="K15",
    name="trend",
    title="近三年趋势描述与数据矛盾",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 正文一（三）能耗和碳排放现状；附件2 基本信息表",
    message="正文称“{said}”，数据为{series}。",
    inputs=("chapters", "years"),
)
_WORDS: Final = {
    "energy_consumption": r"综合能耗(?:总量)?|综合能源消费量|能源消费总量|能耗总量",
    "emissions": r"碳排放总量|二氧化碳排放总量|温室气体排放总量|碳排放量",
    "output_value": r"工业总产值",
    "value_added": r"工业增加值",
    "profit": r"利润总额",
    "tax": r"纳税总额|税收总额",
}
_WHEN: Final = r"(?:逐年|连续三年|连年|三年连续|近三年持续|近3年持续|年年)"
_YEAR_BY_YEAR: Final = re.compile(_WHEN)
_FALL: Final = r"(?:呈)?(?:稳步|持续|不断)?(?:下降|降低|减少|递减|下行|走低|回落|下滑|压减)"
_RISE: Final = r"(?:呈)?(?:稳步|持续|不断)?(?:上升|增长|增加|提高|递增|提升|攀升|走高|上涨)"
_CLAIMS: Final = tuple(
    (
        stem,
        sign,
        re.compile(rf"(?P<metric>{words})(?P<gap>[^,，。;；、\d]{{0,10}}?){_WHEN}{move}"),
    )
    for stem, words in _WORDS.items()
    for sign, move in ((-1, _FALL), (1, _RISE))
)
_RATIO: Final = re.compile(
    r"(?:单位|每|万元|人均|亩均|产品|强度|占比|吨|集团|行业|全省|车间|外购|剩余|范围[一二三])(?:的)?(?:产品|工业增加值|增加值|产值)?(?:的)?$"
)
_OTHERS: Final = re.compile(
    r"全国|全省|全市|全县|全区|我国|我省|我市|行业|同行|集团(?!有限|股份)|规上|园区|开发区"
)
_OWN: Final = re.compile(r"公司|本厂|我厂|全厂|工厂|企业")
_OTHERWISE: Final = re.compile(r"强度|单耗|占比|比重|率|增速|增幅|降幅|预计|计划|目标")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Every claim of a trend in chapter 一 against the table's years."""
    odd = slipped(submission, policy)
    for passage in passages(submission, "一"):
        if not _YEAR_BY_YEAR.search(passage.sentence):
            continue
        for stem, sign, pattern in _CLAIMS:
            for match in pattern.finditer(passage.sentence):
                figures = {
                    year: value
                    for year, value in figures_by_year(submission, stem).items()
                    if f"{stem}.{year}" not in odd
                }
                if (
                    len(figures) >= 3
                    and _is_total(passage, match)
                    and _contradicts(figures, sign, policy)
                ):
                    yield _finding(submission, stem, figures, passage, match[0])


def _is_total(passage: Passage, match: re.Match[str]) -> bool:
    lead = passage.sentence[: match.start()]
    others, own = _last(_OTHERS, lead), _last(_OWN, lead)
    return others <= own and not _RATIO.search(lead) and not _OTHERWISE.search(match["gap"])


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _contradicts(figures: dict[int, float], sign: int, policy: Policy) -> bool:
    """Whether some year moves the other way by more than counts as level."""
    limit = policy.narrative.trend_percent / 100
    return any(sign * (new - old) < -limit * abs(old) for old, new in pairwise(figures.values()))


def _finding(
    submission: Submission, stem: str, figures: dict[int, float], passage: Passage, said: str
) -> Finding:
    series = "、".join(map(plain, figures.values()))
    return fault(
        RULE,
        [passage.ground(said), *(field_ground(submission, f"{stem}.{year}") for year in figures)],
        said=said,
        series=series,
        expected=said,
        actual=series,
        fix="请按基本信息表的三年数据改写趋势；数据有误的请更正表格。",
    )
