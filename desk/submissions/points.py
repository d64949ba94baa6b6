"""评分: the 14 rows of annex 1, claimed beside recomputed, with sub-totals and the total."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desk.submissions.opened import Shown
from desk.submissions.words import amount, masked, sureness
from schemas.finding import Score, Verdicts
from schemas.policy import ItemPoints, Policy, edition
from schemas.submission import Read, ScoreItem
from store.bodies import unpack
from validators.figures import number
from validators.points.score_totals import Sum, totals
from validators.scoring import EXPERT

_NEAR: Final = 0.05
"""Points apart that are one and the same: the form has one decimal."""


class Line(Struct, frozen=True):
    """One row. ``level`` says how claim and recomputation stand: ``err``, ``ok``, ``acc`` (expert) or empty."""

    item: str
    label: str
    most: str
    claimed: str
    computed: str
    state: str
    icon: str
    level: str
    basis: str
    evidence: str
    doubtful: bool


class Block(Struct, frozen=True):
    """A first-level indicator: its rows, the sums claimed and recomputed."""

    label: str
    most: str
    claimed: str
    computed: str
    lines: tuple[Line, ...]


class Points(Struct, frozen=True):
    """The whole sheet."""

    blocks: tuple[Block, ...]
    most: str
    claimed: str
    computed: str
    experts: int
    apart: int
    sheet: bool


def points(shown: Shown) -> Points:
    """Annex 1 of what is shown."""
    policy = edition()
    scores = unpack(shown.version.verdicts, Verdicts).score
    if not scores:
        return Points((), "100", "—", "—", 0, 0, False)
    sums = totals(scores, policy)
    sheet = shown.understood.self_evaluation
    blocks = [_admission(shown, scores, policy)]
    for group in policy.groups:
        rows = [row for row in policy.items if row.group is group.group]
        claimed = sheet.subtotals.get(group.group) if sheet else None
        blocks.append(
            Block(
                group.label,
                amount(group.points, ""),
                _claimed_sum(claimed),
                _sum_words(sums.groups[group.group]),
                tuple(_line(shown, row, scores[row.item]) for row in rows),
            )
        )
    lines = [line for block in blocks for line in block.lines]
    return Points(
        tuple(blocks),
        amount(sum(group.points for group in policy.groups), ""),
        _claimed_sum(sheet.total if sheet else None),
        _sum_words(sums.whole),
        sum(line.level == "acc" for line in lines),
        sum(line.level == "err" for line in lines),
        sheet is not None,
    )


def _admission(shown: Shown, scores: dict[str, Score], policy: Policy) -> Block:
    rows = [row for row in policy.items if row.group is None]
    lines = tuple(_line(shown, row, scores[row.item]) for row in rows)
    return Block("准入条件", "", "", "", lines)


def _claimed_sum(read: Read | None) -> str:
    value = number(read)
    return "—" if value is None else amount(value, "")


def _sum_words(found: Sum | None) -> str:
    if found is None:
        return "—"
    if abs(found.high - found.low) < _NEAR:
        return _tidy(found.low)
    return f"{_tidy(found.low)}—{_tidy(found.high)}"


def _tidy(points_: float) -> str:
    return amount(round(points_, 2), "")


def _line(shown: Shown, row: ItemPoints, score: Score) -> Line:
    state, icon, level = _state(row, score)
    sheet = shown.understood.self_evaluation
    entry = sheet.items.get(row.item) if sheet else None
    evidence = entry.evidence.value if entry and entry.evidence else ""
    return Line(
        item=row.item,
        label=row.label,
        most=amount(row.points, "") if row.group else "",
        claimed=_claimed(row, score),
        computed=_computed(row, score),
        state=state,
        icon=icon,
        level=level,
        basis=masked(score.basis).removeprefix(f"{EXPERT}："),
        evidence=masked(str(evidence or "")),
        doubtful=bool(entry and sureness(entry.claimed).level),
    )


def _claimed(row: ItemPoints, score: Score) -> str:
    if score.claimed is None:
        return "未填"
    if row.group is None:
        return "符合" if score.claimed else "不符合"
    return amount(score.claimed, "")


def _computed(row: ItemPoints, score: Score) -> str:
    if score.computed is None:
        return "—"
    if row.group is None:
        return "符合" if score.computed else "不符合"
    if score.expert:
        return f"≤{_tidy(score.computed)}"
    if score.low is not None and score.high is not None:
        return f"{_tidy(score.low)}—{_tidy(score.high)}"
    return _tidy(score.computed)


def _state(row: ItemPoints, score: Score) -> tuple[str, str, str]:
    """How claim and recomputation stand to each other, in a word."""
    if score.computed is not None and score.claimed is not None:
        return _compared(row, score, score.computed, score.claimed)
    if score.expert:
        return "专家评定", "user", "acc"
    if score.claimed is None:
        waste = row.item is ScoreItem.WASTE_ENERGY
        return ("不适用或未填", "info", "") if waste else ("未自评", "missing", "warn")
    return "无法复算", "info", ""


def _compared(
    row: ItemPoints, score: Score, computed: float, claimed: float
) -> tuple[str, str, str]:
    low = 0.0 if score.expert else computed if score.low is None else score.low
    high = computed if score.high is None else score.high
    if claimed > high + _NEAR:
        return ("依据不足" if score.expert else "自评偏高"), "cross", "err"
    if claimed < low - _NEAR:
        return ("相反" if row.group is None else "自评偏低"), "warn", "warn"
    if score.expert:
        return "专家评定", "user", "acc"
    return "一致", "check", "ok"
