"""正文“二、培育建设目标”的目标年份须落在方案实施周期的最后两年内。

为什么：目标年份晚于实施周期，期满时无从考核；过早，则方案后期没有目标。
2030年碳达峰等远景展望、引用国家和省里目标的句子不算本厂目标，只作提示或不说；
厂房、宿舍、某条产线何时建成也不是培育目标（二期厂房2029年竣工），句中没有指标和零碳字样的不说。

反例：

>>> late = "总体目标：到2030年建成近零碳工厂，单位产品能耗下降14.5%。"
>>> say(check(right({"chapter.二": late}), policy))
warning K03 目标年份2030年与方案实施周期2025-03至2027-12不一致。

正例：

>>> say(check(right({"chapter.二": "到2027年建成近零碳工厂，单位产品能耗下降14.5%。"}), policy))
>>> built = "到2027年建成近零碳工厂。二期厂房受用地审批影响，预计到2029年建成投用，不在本方案范围内。"
>>> say(check(right({"chapter.二": built}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text
from validators.wording.passages import Passage, passages

RULE = Rule(
    code="K03",
    name="goal-year",
    title="目标年份与实施周期不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文二（培育建设目标）；附件2 基本信息表 方案实施周期",
    message="目标年份{year}年与方案实施周期{start}至{end}不一致。",
    inputs=("period_end", "chapters"),
)
_GOAL: Final = re.compile(
    r"(?:到|至|截至|期[末满]\()(?P<y>20[2-9]\d)年(?!\d{1,2}月)(?:底|末|度|,|，|建|实|全|力|,|单|可|碳|能|厂|公|企|达|将)?"
)
_VISION: Final = re.compile(r"远景|展望|愿景|远期|中长期|长远|碳达峰|碳中和|达峰|2060")
_BUILT: Final = re.compile(r"建成|期[末满]\(|创成|总体目标|主要目标|总目标")
_FAR: Final = (2030, 2035, 2040, 2050, 2060)
"""Years that plans look ahead to, beyond their own goals."""
_OTHERS: Final = re.compile(
    r"全国|国家|我国|全省|浙江省(?!.{0,8}公司)|全市|行业|集团(?!有限|股份)|光伏组件|设备寿命"
)
_WORKS: Final = re.compile(
    r"厂房|新厂|分厂|[二三四]期|宿舍|办公楼|研发楼|仓库|仓储|基地|生产线|产线|车间|地块|道路|管网|变电站|搬迁|产业园|"
    r"上市|营收|销售额|销售收入|产能|市场份额"
)
"""What is built or done for itself; a sentence about it sets a goal only where it names one."""
_AIM: Final = re.compile(
    r"零碳|目标|(?:能耗|碳排放|强度|单耗|占比|抵消|取水|[下降]降|降低|提[高升]|节[能水约]|减[碳排])[^，。；]{0,16}\d"
)
"""A goal: the factory's, or a figure of one of its measures."""
_ASIDE: Final = re.compile(
    r"(?:不(?:在|纳入|列入|计入|属于|影响)|[与和]本)[^，。；]{0,30}|另行[^，。；]{0,16}"
)
"""``不影响本方案目标``, ``与本次零碳工厂建设无关``: the words behind are what it is *not* about."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The latest goal year of chapter 二 against the plan's last year."""
    end = text(submission.fields.get("period_end"))
    found = [(int(m["y"]), p) for p in passages(submission, "二") for m in _years(p)]
    if not end[:4].isdigit() or not found:
        return
    last = int(end[:4])
    own = [(y, p) for y, p in found if not _is_vision(submission, p, y, last)]
    year, passage = max(own or found, key=lambda pair: pair[0])
    if last - 1 <= year <= last:
        return
    yield _finding(submission, year, passage, vision=not own)


def _is_vision(submission: Submission, passage: Passage, year: int, last: int) -> bool:
    """Whether a late year is a vision by its words, or looks on beyond the plan's own goals."""
    said = year > last and bool(_VISION.search(passage.sentence))
    return said or _looks_on(submission, passage, year, last)


def _looks_on(submission: Submission, passage: Passage, year: int, last: int) -> bool:
    """Whether the late year only looks on beyond goals that the chapter sets within the plan."""
    within = re.compile(rf"{last - 1}年|{last}年")
    dated = any(within.search(other.sentence) for other in passages(submission, "二"))
    return year in _FAR and dated and not _BUILT.search(passage.sentence)


def _years(passage: Passage) -> Iterator[re.Match[str]]:
    if not _OTHERS.search(passage.sentence) and not _is_of_works(passage.sentence):
        yield from _GOAL.finditer(passage.sentence)


def _is_of_works(sentence: str) -> bool:
    """Whether the sentence only tells when something is built."""
    told = _ASIDE.sub("", sentence)
    return bool(_WORKS.search(told)) and not _AIM.search(told)


def _finding(submission: Submission, year: int, passage: Passage, vision: bool) -> Finding:
    start, end = (text(submission.fields.get(f"period_{which}")) for which in ("start", "end"))
    return fault(
        RULE,
        [passage.ground(f"{year}年"), field_ground(submission, "period_end")],
        severity=Severity.INFO if vision else Severity.WARNING,
        year=year,
        start=start or "（未填）",
        end=end,
        expected=f"{int(end[:4]) - 1}—{end[:4]}年",
        actual=f"{year}年",
        fix=f"请把培育目标写到{end[:4]}年，或更正基本信息表的方案实施周期。",
    )
