"""正文写出的电力二氧化碳排放因子须为官方发布的值。

为什么：因子直接决定间接排放；换一个更小的因子不是减排，前后应当用同一个。
认全国、华东、浙江2021年以来公布的值和早年碳市场用值，按印出的位数比；只作警告。
写明年份而本系统没有该年数值的（如浙江2023年）不判；供热、绿电、产品等其他因子不判。

反例：

>>> say(check(right({"chapter.一（三）": "电力排放因子取0.85千克每千瓦时。"}), policy))
warning G09 电力排放因子0.85不在官方发布值内，请注明来源与年份。

正例：

>>> say(check(right({"chapter.一（三）": "电力排放因子取0.5153千克每千瓦时（2022年浙江省级）。"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.registers.energy import grid_factors
from validators.wording.passages import Passage, passages

RULE = Rule(
    code="G09",
    name="grid-factor",
    title="电力排放因子不符",
    severity=Severity.WARNING,
    speciality=Speciality.CARBON,
    citation="生态环境部、国家统计局电力二氧化碳排放因子公告；GB/T 32150",
    message="电力排放因子{found}不在官方发布值内，请注明来源与年份。",
    inputs=("chapters",),
)
_FACTOR: Final = re.compile(
    r"(?:电力|电网|用电|购电|外购电)(?:CO2|[^。;；,，\d]){0,16}因子(?:CO2|20\d\d年?|[^。;；\d]){0,12}(?P<value>\d\.\d{1,5})(?P<unit>\s*(?:t|吨|kg|千克)?[^\s,，。;；、)）]{0,12})"
)
_YEAR: Final = re.compile(r"(20\d\d)年")
_PUBLISHED: Final = re.compile(r"因子|电网|公布|发布|公告|最新")
_NOT_GRID: Final = re.compile(r"绿电|绿色电力|光伏|热力|余量|基准线")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare every factor of bought electricity that the text prints with those published."""
    seen: set[str] = set()
    for passage in passages(submission):
        for hit in _FACTOR.finditer(passage.sentence):
            if (
                hit["value"] in seen
                or _NOT_GRID.search(_around(passage, hit))
                or _known(hit, policy)
            ):
                continue
            if _unknown_year(passage.sentence, hit):
                continue
            seen.add(hit["value"])
            yield fault(
                RULE,
                [passage.ground(hit[0])],
                found=hit["value"],
                expected="官方发布值，如浙江2022年0.5153kgCO2/kWh",
                actual=hit["value"],
                fix="请改用官方发布的电力排放因子并注明年份和出处，前后采用同一因子。",
            )


def _around(passage: Passage, hit: re.Match[str]) -> str:
    return passage.sentence[max(0, hit.start() - 6) : hit.end()]


def _known(hit: re.Match[str], policy: Policy) -> bool:
    """Whether the figure is a published one, as far as its printed digits go."""
    digits = len(hit["value"].partition(".")[2])
    ten = "万" in hit["unit"]
    value = float(hit["value"]) / (10 if ten else 1)
    room = max(policy.energy.grid_factor_gap, 0.5 * 10.0 ** -(digits + ten)) + 1e-9
    return any(abs(value - known) <= room for known in grid_factors().values())


def _unknown_year(sentence: str, hit: re.Match[str]) -> bool:
    """Whether the factor is said to be of a year that this register holds no factor of Zhejiang for.

    A year elsewhere in the sentence dates the emissions, not the factor.
    """
    known = max(year for place, year in grid_factors() if place == "浙江")
    before = re.split(r"[，,;；。]", sentence[: hit.start()])
    lead = [before[-1], *(clause for clause in before[-2:-1] if _PUBLISHED.search(clause))]
    behind = re.split(r"[，,;；。]", sentence[hit.end() :])[0]
    said = "".join((*lead, hit[0], behind))
    return any(int(year) > known for year in _YEAR.findall(said))
