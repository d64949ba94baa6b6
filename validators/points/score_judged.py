"""The rows of annex 1 that only an expert can judge, capped by the evidence that is named.

``Judged.points`` is the most that the evidence bears out; ``None`` where the explanation names
nothing, or says that there is more than it names: then nothing can be held against a claim.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import Ground, plain
from validators.firms.green_titles import Level, titles
from validators.memory import remembered
from validators.points.score_evidence import (
    CARBON_FUNCTIONS,
    CASES,
    ECO_ASPECTS,
    ENERGY_LEVELS,
    Elsewhere,
    Named,
    explained,
    explanation_ground,
    named,
    open_ended,
)
from validators.points.score_formulas import s_cases, s_eco, s_system, s_waste
from validators.points.score_machines import general, special
from validators.points.score_waste import waste

_SYSTEMS: Final = {
    ScoreItem.ENERGY_SYSTEM: (
        ENERGY_LEVELS,
        Elsewhere(("一（二）", "三（一）"), (r"能源|能耗|能碳|用能", r"系统|平台")),
    ),
    ScoreItem.CARBON_SYSTEM: (
        CARBON_FUNCTIONS,
        Elsewhere(("一（二）", "三（一）"), (r"碳|温室气体", r"系统|平台")),
    ),
}
_WASTE: Final = ScoreItem.WASTE_ENERGY
_DESIGN: Final = Elsewhere(("一（二）", "三（四）"), (r"产品|设计",), reached=True)
_CERTIFIED: Final = Elsewhere(
    ("一（二）", "三（四）"), (r"认证|证书|案例|核查|捕集|声明",), reached=True
)


class Judged(Struct, frozen=True):
    """The most that the evidence bears out, what it is, and where it stands."""

    points: float | None
    basis: str
    grounds: tuple[Ground, ...] = ()


def system(submission: Submission, item: ScoreItem, policy: Policy) -> Named | None:
    """The levels and functions that the material shows for one of the two systems."""
    return _systems(submission, policy)[item]


@remembered
def _systems(submission: Submission, policy: Policy) -> dict[ScoreItem, Named | None]:
    return {
        item: named(submission, item, words, where, policy)
        for item, (words, where) in _SYSTEMS.items()
    }


@remembered
def aspects(submission: Submission, policy: Policy) -> Named | None:
    """The aspects of 生态设计 that are named."""
    return named(submission, ScoreItem.ECO_DESIGN, ECO_ASPECTS, _DESIGN, policy)


@remembered
def cases(submission: Submission, policy: Policy) -> Named | None:
    """The cases of 碳管理 that are named."""
    item, honours = ScoreItem.CARBON_MANAGEMENT, submission.fields.get("honours")
    titles = ";".join(honours.value) if honours and isinstance(honours.value, list) else ""
    return named(submission, item, CASES, _CERTIFIED, policy, titles, multiple=True)


def judged_system(item: ScoreItem, submission: Submission, policy: Policy) -> Judged:
    """5 × present ÷ asked: our scale, for the expert."""
    found = system(submission, item, policy)
    if found is None or not found.told:
        return Judged(None, "说明未列出采集层级或功能", _own(submission, item, policy))
    asked = len(found.items) + len(found.missing)
    points = s_system(item, len(found.items), asked, policy)
    lacking = f"，未见{'、'.join(found.missing)}" if found.missing else ""
    basis = f"材料体现{len(found.items)}/{asked}项：{'、'.join(found.items)}{lacking}"
    return Judged(points, basis, found.grounds)


def judged_special(submission: Submission, policy: Policy) -> Judged:
    """5 × (1 - backward ÷ all)."""
    found = special(submission, policy)
    if found is None:
        return Judged(None, "现有设备清单未列专用设备")
    basis = f"专用设备{found.count:g}台，疑似落后{found.backward:g}台"
    return Judged(found.points(policy), basis, found.grounds)


def judged_general(submission: Submission, policy: Policy) -> Judged:
    """Grades of the machines in use."""
    found = general(submission, policy)
    if found is None:
        return Judged(None, "现有设备清单未注明通用设备能效等级")
    return Judged(found.best(policy), found.words, found.grounds)


def judged_waste(submission: Submission, policy: Policy) -> Judged:
    """2 points a kind that is used well enough."""
    found = waste(submission, policy)
    if found is None:
        return Judged(None, "说明未列余能种类和利用率", _own(submission, _WASTE, policy))
    whole = found.closed or not (found.unknown or open_ended(explained(submission, _WASTE)))
    points = s_waste(found.most(policy), policy) if whole else None
    least = f"利用率达到{policy.scoring.waste_energy_min_use:g}%的{found.kinds(policy)}种"
    return Judged(points, f"{found.words}，{least}", found.grounds)


def judged_eco(submission: Submission, policy: Policy) -> Judged:
    """1 point an aspect."""
    found = aspects(submission, policy)
    return _pieces(found, "亮点", None if found is None else s_eco(found.own, policy))


def judged_cases(submission: Submission, policy: Policy) -> Judged:
    """2 points a case."""
    found = cases(submission, policy)
    return _pieces(found, "案例", None if found is None else s_cases(found.own, policy))


def judged_factory(submission: Submission, policy: Policy) -> Judged:
    """工厂要求 as 1 (a provincial or national title is named), else left to the expert."""
    high = (Level.NATIONAL, Level.PROVINCIAL)
    found = [title for title in titles(submission, policy) if title.level in high]
    if not found:
        return Judged(None, "未见省级及以上绿色（低碳）工厂称号")
    said = next((title for title in found if title.documented), found[0])
    return Judged(1.0, f"{said.ground.evidence.label}：{said.level}绿色工厂", (said.ground,))


def _pieces(found: Named | None, piece: str, points: float | None) -> Judged:
    if found is None or not found.count:
        return Judged(None, f"说明未列出{piece}", found.grounds if found else ())
    if not found.closed:
        listed = "、".join(found.items)
        return Judged(None, f"列名{piece}{len(found.items)}项（{listed}），未写全", found.grounds)
    listed = "、".join(found.items[: found.own] if found.own < len(found.items) else found.items)
    words = f"{piece}{found.own}项：{listed}，最高{plain(points or 0.0)}分"
    return Judged(points, words, found.grounds)


def _own(submission: Submission, item: ScoreItem, policy: Policy) -> tuple[Ground, ...]:
    ground = explanation_ground(submission, item, policy)
    return (ground,) if ground else ()
