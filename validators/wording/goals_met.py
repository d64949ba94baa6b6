"""Whether the projects together bear the plan's goals (J10 energy, J11 carbon)."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from schemas.bands import ProjectBands
from schemas.submission import Submission
from validators.energy.savings import UNIT, Promised, goal, promised
from validators.faults import Ground, cell_ground, field_ground, plain
from validators.figures import text
from validators.form.annexes import column
from validators.rounding import operand

_SAVES_NOTHING: Final = re.compile(
    r"光伏|太阳能|风电|储能|绿电|绿证|碳汇|抵消|认证|核算|碳足迹|体系"
)
"""Projects that bring no energy saving of their own; without a tce figure they leave no gap."""


class Gap(Struct, frozen=True):
    """Sum and goal in words; ``far``: the projects bear hardly any of it."""

    sum: str
    goal: str
    percent: str
    working: str
    far: bool
    grounds: tuple[Ground, ...]


def supported(submission: Submission, what: str, bands: ProjectBands) -> Gap | None:
    """How far the projects' sum is from the goal; ``None`` where it fits or cannot be told."""
    planned, given = goal(submission, what), promised(submission, what)
    if planned is None or planned.value <= 0 or not given.found:
        return None
    off = given.total / planned.value - 1
    short = off < 0 and not _complete(submission, given, what)
    if abs(off) * 100 <= bands.goal_percent or short:
        return None
    cells = ((i, given.cells[i]) for i in given.found)
    return Gap(
        plain(given.total),
        plain(planned.value),
        operand(abs(off) * 100, 0),
        f"{planned.working}；{_sum(given)}{UNIT[what]}",
        given.total * bands.goal_far_ratio < planned.value,
        (
            *(field_ground(submission, key) for key in planned.keys),
            *(cell_ground("projects", i, "benefit", cell) for i, cell in cells),
        ),
    )


def _sum(given: Promised) -> str:
    parts = " + ".join(operand(amount.value) for amount in given.found.values())
    return f"{parts} = {operand(given.total)}" if len(given.found) > 1 else parts


def _complete(submission: Submission, given: Promised, what: str) -> bool:
    """Whether every project that could bring some says how much."""
    names = column(submission, "projects", "name")
    silent = [i for i in given.cells if i not in given.found]
    return given.complete or (
        what == "tce" and all(_SAVES_NOTHING.search(text(names.get(i))) for i in silent)
    )
