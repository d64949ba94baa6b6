"""Whether the month differs from the baseline: shares with their interval, never a trend from a handful. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reports.folded import Portion
from reports.shares import difference, share
from schemas.fields import ALL_FIELDS
from schemas.quality import Drift

LEAST: Final = 30
"""Submissions on either side below which nothing is said."""
POINTS: Final = 5.0
"""A change of fewer percentage points is not worth a manager's time."""
_FEW_WORDS: Final = "样本不足"


def drift(now: Portion, baseline: Portion) -> tuple[Drift, ...]:
    """The required fields' missing rates and the plans' formats, against the baseline."""
    return (*_missing(now, baseline), *_formats(now, baseline))


def _missing(now: Portion, baseline: Portion) -> Iterator[Drift]:
    for field in ALL_FIELDS:
        if field.required:
            counts = (now.gaps[field.key], now.of, baseline.gaps[field.key], baseline.of)
            yield _compared(f"missing.{field.key}", f"{field.label} 缺失率", *counts)


def _formats(now: Portion, baseline: Portion) -> Iterator[Drift]:
    for kind in sorted({*now.kinds, *baseline.kinds} - {""}):
        counts = (now.kinds[kind], now.of, baseline.kinds[kind], baseline.of)
        yield _compared(f"kind.{kind}", f"方案为 {kind} 的占比", *counts)


def _compared(key: str, label: str, part: int, of: int, base: int, base_of: int) -> Drift:
    interval = difference(part, of, base, base_of)
    low, high = interval or (None, None)
    drifted, words = _judged(part, of, base, base_of, interval)
    return Drift(
        key, label, share(part, of), of, share(base, base_of), base_of, low, high, drifted, words
    )


def _judged(
    part: int, of: int, base: int, base_of: int, interval: tuple[float, float] | None
) -> tuple[bool, str]:
    if interval is None or min(of, base_of) < LEAST:
        return False, _FEW_WORDS
    points = 100 * part / of - 100 * base / base_of
    if abs(points) < POINTS or interval[0] <= 0 <= interval[1]:
        return False, "无明显变化"
    return True, f"{'上升' if points > 0 else '下降'}{abs(points):.1f}个百分点"
