"""Shares of small samples: what a count says, and how far it can be trusted. Pure."""

from __future__ import annotations

from math import sqrt
from typing import Final

_Z: Final = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


def share(part: int, of: int) -> float | None:
    """``part`` of ``of`` in percent; ``None`` of nothing."""
    return 100 * part / of if of else None


def wilson(part: int, of: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share, in percent; ``None`` of nothing."""
    if not of:
        return None
    p, z = part / of, _Z * _Z
    middle = (p + z / (2 * of)) / (1 + z / of)
    half = _Z * sqrt(p * (1 - p) / of + z / (4 * of * of)) / (1 + z / of)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def difference(part: int, of: int, base: int, base_of: int) -> tuple[float, float] | None:
    """Newcombe's 95 % interval of (share − base share), in percentage points; ``None`` of nothing."""
    mine, other = wilson(part, of), wilson(base, base_of)
    if mine is None or other is None:
        return None
    p, q = 100 * part / of, 100 * base / base_of
    below = sqrt((p - mine[0]) ** 2 + (other[1] - q) ** 2)
    above = sqrt((mine[1] - p) ** 2 + (q - other[0]) ** 2)
    return p - q - below, p - q + above
