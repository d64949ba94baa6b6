"""Intervals against worked examples (Newcombe 1998, tables I and II)."""

from __future__ import annotations

import pytest

from reports.shares import difference, share, wilson


def test_wilson() -> None:
    assert wilson(81, 263) == pytest.approx((25.53, 36.62), abs=0.01)
    assert wilson(0, 20) == pytest.approx((0.0, 16.11), abs=0.01)
    assert wilson(0, 0) is None


def test_difference() -> None:
    assert difference(56, 70, 48, 80) == pytest.approx((5.24, 33.39), abs=0.01)
    assert difference(1, 0, 1, 2) is None


def test_share() -> None:
    assert (share(1, 4), share(0, 0)) == (25.0, None)
