"""正文“二、培育建设目标”中的目标值须与基本信息表“实施前、实施后、实施成效”一致。

为什么：目标是考核的依据，两处不同就无法判断以哪个为准。
只比较说方案期末（或未写年份）的数、计量单位相同的数；中间年份的目标不比。容差1%，并容许四舍五入。
目标与表一致的同一句里写明的实施前数也比，只作警告。
同一指标正文另有一处与表一致的，可能是分产品的目标，只作警告；同一指标正文有多个不同目标的，分产品的可能大，也只作警告。

反例：

>>> said = [("energy_intensity.effect", 2027, 18.0, "goal", "二")]
>>> say(check(right(mentions=said), policy))
error K02 “单位产品（工业增加值）能耗量”目标：正文18%，表格14.5%。

正例：

>>> said = [("energy_intensity.effect", 2027, 14.5, "goal", "二")]
>>> say(check(right(mentions=said), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.fields import COMPARED
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.quantities import UNITS
from schemas.submission import Mention, Read, Submission
from validators.energy.intensity_units import fold
from validators.faults import fault, field_ground, mention_ground, plain
from validators.figures import base_year, number, printed
from validators.wording.told import (
    AHEAD,
    PAST,
    in_goal_year,
    listed,
    percent_apart,
    stated_apart,
    stated_words,
    told,
)

RULE = Rule(
    code="K02",
    name="goal-differs",
    title="目标值正文与表格不一致",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 正文二（培育建设目标）；附件2 基本信息表 二",
    message="“{label}”目标：正文{said}，表格{found}。",
    inputs=("mentions",),
)
_FROM: Final = "“{label}”实施前：正文{said}，表格{found}。"
_GOALS: Final = {field.key: field for field in COMPARED}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Each of the six indicators: the level after, and the stated change."""
    for stem in _GOALS:
        for metric, key in ((stem, f"{stem}.after"), (f"{stem}.effect", f"{stem}.effect")):
            table = submission.fields.get(key)
            if table is None or not number(table):
                continue
            found = _goals(submission, metric, table, policy)
            wrong = [m for m in found if _apart(m.read, table) > policy.narrative.goal_percent]
            if wrong:
                yield _finding(submission, stem, key, found, wrong)
        yield from _started(submission, stem, policy)


def _started(submission: Submission, stem: str, policy: Policy) -> Iterator[Finding]:
    """From where the goal is counted: only beside a goal that is the table's own, in one sentence."""
    before, after = (submission.fields.get(f"{stem}.{end}") for end in ("before", "after"))
    if before is None or after is None or not number(before) or not number(after):
        return
    limit = policy.narrative.goal_percent
    agreed = [m for m in _goals(submission, stem, after, policy) if _apart(m.read, after) <= limit]
    told_from = [
        m
        for m in told(submission, stem, policy, PAST, "二")
        if m.sentence in {goal.sentence for goal in agreed}
        and (m.read.unit == agreed[0].read.unit)
        and m.year in (None, base_year(submission))
    ]
    if len(told_from) == 1 and _apart(told_from[0].read, before) > limit:
        yield _finding(submission, stem, f"{stem}.before", told_from, told_from, _FROM)


def _goals(submission: Submission, metric: str, table: Read, policy: Policy) -> list[Mention]:
    """What chapter 二 states for the plan's end, in the table's unit."""
    goals = told(submission, metric, policy, AHEAD, "二", bounds=True)
    said = in_goal_year(submission, goals)
    unit = printed(submission.fields.get(f"{metric}.unit")) or table.printed_unit
    return [m for m in said if UNITS[metric] == "%" or _same(m.read.unit, unit)]


def _apart(said: Read, table: Read) -> float:
    """A bound («不低于16%») is only left where the table's goal lies beyond it."""
    return percent_apart(said, table) if number(said) is not None else stated_apart(said, table)


def _same(one: str, other: str) -> bool:
    return bool(other) and fold(one) == fold(other)


def _stated(read: Read) -> float:
    return number(read) or read.low or read.high or 0.0


def _finding(
    submission: Submission,
    stem: str,
    key: str,
    found: Sequence[Mention],
    wrong: Sequence[Mention],
    template: str = "",
) -> Finding:
    table = submission.fields[key]
    unit = UNITS[wrong[0].metric] or wrong[0].read.unit
    said = listed(f"{stated_words(m.read)}{unit}" for m in wrong)
    doubtful = bool(template) or len(wrong) < len(found) or "、" in said
    shown = f"{plain(number(table) or 0.0)}{unit}"
    return fault(
        RULE,
        [field_ground(submission, key), *map(mention_ground, found)],
        severity=Severity.WARNING if doubtful else Severity.ERROR,
        template=template,
        label=_GOALS[stem].label,
        said=said,
        found=shown,
        expected=shown,
        actual=said,
        compared=(_stated(wrong[0].read), number(table) or 0.0),
        fix=f"请核对正文二与基本信息表，把“{_GOALS[stem].label}”的目标改为同一个数；分产品的目标请写明产品。",
    )
