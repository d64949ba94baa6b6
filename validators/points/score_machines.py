"""专用、通用设备能效: what 附件2-3 现有主要设备清单 shows of grades and outdated machines, by count.

附件1 says «按比例酌情扣分» and no more; counting machines is ours (rules.md §5 nos. 10, 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground
from validators.figures import number
from validators.machinery.machines import GENERAL, Machine, machines
from validators.machinery.plates import series_grade
from validators.machinery.remarks import stated_grade
from validators.memory import remembered
from validators.points.score_formulas import s_general, s_special
from validators.registers.equipment_patterns import elimination, find, low_efficiency

_BACKWARD: Final = re.compile(r"(?<![未非])(?<!不属于)(?<!不属)(?<!列入)(?:落后|淘汰)")


class Special(Struct, frozen=True):
    """Production machines: how many, how many of them backward."""

    count: float
    backward: float
    grounds: tuple[Ground, ...]

    def points(self, policy: Policy) -> float:
        """For the expert: 5 × (1 - backward ÷ all)."""
        return s_special(self.backward, self.count, policy)


class General(Struct, frozen=True):
    """Transformers, motors, compressors, fans, pumps and boilers, by grade."""

    first: float
    second: float
    third: float
    unknown: float
    grounds: tuple[Ground, ...]

    @property
    def known(self) -> bool:
        """Whether the grade of most machines is told: four in five."""
        return self.unknown <= 0.2 * (self.first + self.second + self.third + self.unknown)

    @property
    def words(self) -> str:
        """``一级6台、二级4台、三级及以下0台，未注明2台``."""
        graded = f"一级{self.first:g}台、二级{self.second:g}台、三级及以下{self.third:g}台"
        return graded + (f"，未注明{self.unknown:g}台" if self.unknown else "")

    def points(self, policy: Policy) -> float:
        """By the machines whose grade is known."""
        return s_general(self.first, self.second, self.third, policy)

    def best(self, policy: Policy) -> float:
        """By the reading in force, unknown grades as 一级."""
        return s_general(self.first + self.unknown, self.second, self.third, policy)

    def most(self, policy: Policy) -> float:
        """The most that any reading gives: unknown grades as 一级, a mix between 3 and 5."""
        first, count = self.first + self.unknown, self.first + self.second + self.third
        if self.third or not first:
            return s_general(first, self.second, self.third, policy)
        met, full = policy.scoring.general_met_points, s_general(1, 0, 0, policy)
        return met + (full - met) * first / (count + self.unknown)


@remembered
def special(submission: Submission, _policy: Policy) -> Special | None:
    """The production machines of the list in use; ``None`` where it names none."""
    listed = [m for m in machines(submission, "existing_equipment") if m.kind is None]
    odd = [m for m in listed if backward(m)]
    if not listed:
        return None
    return Special(_quantity(listed), _quantity(odd), _grounds(odd or listed[:3]))


@remembered
def general(submission: Submission, _policy: Policy) -> General | None:
    """The general machines of the list in use by grade; ``None`` where no grade is known."""
    listed = [m for m in machines(submission, "existing_equipment") if m.kind in GENERAL]
    by_grade: dict[int | None, list[Machine]] = {}
    for machine in listed:
        by_grade.setdefault(grade(machine), []).append(machine)
    if not set(by_grade) - {None}:
        return None
    first, second, third, unknown = (_quantity(by_grade.get(g, ())) for g in (1, 2, 3, None))
    shown = [m for g in (3, 2, 1) for m in by_grade.get(g, ())]
    return General(first, second, third, unknown, _grounds(shown[:6]))


def backward(machine: Machine) -> bool:
    """Whether the model is on an elimination list for sure, or the remark itself says so."""
    hit = find(machine.model, machine.name, elimination()) if machine.model else None
    return bool(hit and hit.sure) or bool(_BACKWARD.search(machine.remark))


def grade(machine: Machine) -> int | None:
    """1, 2, or 3 for 三级及以下; ``None`` where neither remark nor model tells."""
    patterns = (*low_efficiency(), *elimination())
    hit = find(machine.model, machine.name, patterns) if machine.model else None
    if hit and hit.sure:
        return 3
    series = series_grade(machine.model) if machine.model else None
    found = stated_grade(machine.remark) or (series.grade if series else None)
    return None if found is None else min(found, 3)


def _quantity(listed: Iterable[Machine]) -> float:
    return sum(number(machine.row.get("quantity")) or 1.0 for machine in listed)


def _grounds(listed: Iterable[Machine]) -> tuple[Ground, ...]:
    return tuple(
        cell_ground(m.table, m.position, column, m.row[column])
        for m in listed
        for column in ("model",)
        if column in m.row
    )
