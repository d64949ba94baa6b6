"""Annex 1 as arithmetic: monotone, bounded, continuous where the policy is; the bounds of rules.md §2.2."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from fixtures.submissions import right
from schemas.policy import Tier, edition, tier_of
from schemas.submission import ScoreItem
from validators import scoring
from validators.points import score_formulas as f
from validators.points.score_totals import totals

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
POLICY = edition()
TIERS = st.sampled_from(POLICY.tiers)
SHARES = st.floats(0, 100)
MODES = st.sampled_from(f.Interpolation)
MONEY = st.floats(-1e4, 1e6)
FIGURES = st.floats(1e-3, 1e6)
HAIR = 1e-6


@given(SHARES, SHARES, TIERS)
def test_renewable_points(one: float, other: float, tier: Tier) -> None:
    low, high = (f.s_re(share, tier, POLICY) for share in sorted((one, other)))
    assert 0 <= low <= high <= 8
    assert high - low <= 8 / tier.renewable_full * abs(one - other) + HAIR


@given(MONEY, MONEY)
def test_investment_points(one: float, other: float) -> None:
    low, high = (f.s_invest(wan, POLICY) for wan in sorted((one, other)))
    assert 0 <= low <= high <= 15
    assert high - low <= 15 / 3000 * abs(one - other) + HAIR


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_effect_points(one: float, other: float) -> None:
    low, high = (f.s_effect(drop, POLICY) for drop in sorted((one, other)))
    assert 0 <= low <= high <= 15
    assert high - low <= 3 * abs(one - other) + HAIR


@given(SHARES, SHARES, TIERS, MODES)
def test_offset_points(one: float, other: float, tier: Tier, mode: f.Interpolation) -> None:
    low, high = (f.s_offset(rate, tier, POLICY, mode) for rate in sorted((one, other)))
    assert 0 <= low <= high <= 15


@given(st.floats(30.001, 100), st.floats(-0.001, 0.001), TIERS, MODES)
def test_offset_points_are_continuous_above_the_floor(
    rate: float, step: float, tier: Tier, mode: f.Interpolation
) -> None:
    here, there = (f.s_offset(r, tier, POLICY, mode) for r in (rate, max(30.001, rate + step)))
    assert abs(here - there) <= 15 / (tier.offset_full - 30) * 0.001 + HAIR


@given(SHARES, TIERS)
def test_reading_a_never_gives_less_than_b(rate: float, tier: Tier) -> None:
    straight = f.s_offset(rate, tier, POLICY, f.Interpolation.FROM_ZERO)
    assert straight >= f.s_offset(rate, tier, POLICY, f.Interpolation.FROM_FLOOR) - HAIR


@given(TIERS)
def test_the_floor_jumps_in_one_reading_only(tier: Tier) -> None:
    just = 30 + 1e-9
    assert f.s_offset(just, tier, POLICY, f.Interpolation.FROM_FLOOR) < 1e-6
    assert f.s_offset(just, tier, POLICY, f.Interpolation.FROM_ZERO) > 5.6


@given(FIGURES, FIGURES, FIGURES)
def test_unit_points(one: float, other: float, best: float) -> None:
    better, worse = (f.s_unit(use, best, POLICY) for use in sorted((one, other)))
    assert better >= worse
    assert {better, worse} <= {0.0, 3.0, 6.0, 10.0}


@given(FIGURES, FIGURES, st.floats(0.01, 100))
def test_unit_points_do_not_depend_on_the_unit(use: float, best: float, factor: float) -> None:
    ratio = use / best
    if min(abs(ratio - line) for line in (0.8, 1.0, 1.1)) > 1e-6:
        assert f.s_unit(use, best, POLICY) == f.s_unit(use * factor, best * factor, POLICY)


@given(st.lists(FIGURES, min_size=2, max_size=5), st.floats(0.01, 100))
def test_a_drop_does_not_depend_on_the_unit(series: list[float], factor: float) -> None:
    drop, scaled = f.annual_drop(series), f.annual_drop([x * factor for x in series])
    assert drop < 100
    assert scaled == pytest.approx(drop, rel=1e-6, abs=1e-6)


@given(st.lists(FIGURES, min_size=3, max_size=3), FIGURES)
def test_a_drop_grows_as_the_last_year_falls(series: list[float], less: float) -> None:
    lower = [*series[:2], min(series[2], less)]
    for drop in (f.annual_drop, f.mean_drop, lambda x: f.yearly_drop(x, POLICY)):
        assert drop(lower) >= drop(series) - HAIR


@given(st.floats(1, 1e6), st.floats(0.5, 0.999))
def test_a_steady_fall_is_the_same_by_either_mean(first: float, rate: float) -> None:
    series = [first, first * rate, first * rate * rate]
    assert f.annual_drop(series) == pytest.approx(100 * (1 - rate))
    assert f.mean_drop(series) == pytest.approx(100 * (1 - rate))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1, 1e6))
def test_credited_rate(green: float, other: float, residual: float) -> None:
    rate = f.offset_rate_credited(green, other, residual, POLICY)
    assert 0 <= rate <= 100
    assert rate <= 50 + 100 * other / residual + HAIR
    assert rate <= f.offset_rate_credited(green, other + 1, residual, POLICY)


@given(st.integers(0, 20), st.integers(0, 20))
def test_points_by_the_piece(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert 0 <= f.s_waste(few, POLICY) <= f.s_waste(many, POLICY) <= 4
    assert 0 <= f.s_eco(few, POLICY) <= f.s_eco(many, POLICY) <= 5
    assert 0 <= f.s_cases(few, POLICY) <= f.s_cases(many, POLICY) <= 8
    item = ScoreItem.CARBON_SYSTEM
    assert 0 <= f.s_system(item, few, 20, POLICY) <= f.s_system(item, many, 20, POLICY) <= 5


COUNTS = st.integers(0, 50)


@given(COUNTS, COUNTS, COUNTS, st.sampled_from(["step", "interpolated"]))
def test_general_equipment(first: int, second: int, third: int, mix: str) -> None:
    switches = structs.replace(POLICY.switches, generic_mix=mix)
    policy = structs.replace(POLICY, switches=switches)
    if not first + second + third:
        with pytest.raises(ValueError, match="no machine"):
            f.s_general(first, second, third, policy)
        return
    points = f.s_general(first, second, third, policy)
    assert 0 <= points <= 5
    assert points >= f.s_general(first, second, third + 1, policy)
    assert points <= f.s_general(first + second, 0, third, policy)
    assert (points == 5) == (first > 0 and not second and not third)


@given(st.integers(0, 40), st.integers(1, 40))
def test_special_equipment(odd: int, count: int) -> None:
    assert 0 <= f.s_special(min(odd, count), count, POLICY) <= 5
    assert f.s_special(0, count, POLICY) == 5


@pytest.mark.parametrize(
    ("found", "right_value"),
    [
        (tier_of(9999.99, POLICY).number, 1),
        (tier_of(10000, POLICY).number, 2),
        (tier_of(20000, POLICY).number, 3),
        (f.s_re(12, POLICY.tiers[0], POLICY), 4.8),
        (f.s_unit(48, 60, POLICY), 10),
        (f.s_unit(60, 60, POLICY), 6),
        (f.s_unit(66, 60, POLICY), 3),
        (f.s_unit(66.1, 60, POLICY), 0),
        (f.s_invest(1800, POLICY), 9),
        (f.s_effect(f.annual_drop([0.5, 0.48, 0.47]), POLICY), 9.14),
        (f.offset_rate_credited(7000, 1000, 10000, POLICY), 60),
        (f.s_offset(50, POLICY.tiers[0], POLICY, f.Interpolation.FROM_ZERO), 9.375),
        (f.s_offset(50, POLICY.tiers[0], POLICY, f.Interpolation.FROM_FLOOR), 6.0),
        (f.s_offset(30, POLICY.tiers[0], POLICY), 0),
        (f.s_offset(31, POLICY.tiers[0], POLICY, f.Interpolation.FROM_ZERO), 5.81),
        (f.s_offset(31, POLICY.tiers[0], POLICY, f.Interpolation.FROM_FLOOR), 0.30),
        (f.annual_drop([0.5, 0.47, 0.45]), 5.13),
        (f.annual_drop([0.5, 0.47, 0.46]), 4.08),
    ],
)
def test_the_values_of_the_catalogue(found: float, right_value: float) -> None:
    assert found == pytest.approx(right_value, abs=0.005)


@settings(max_examples=30)
@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 10000), st.floats(3000, 60000))
def test_totals_hold_the_sum_of_the_rows(
    share: float, rate: float, wan: float, energy: float
) -> None:
    found = scoring.score(
        right(
            {
                "renewable_share.before": round(share, 1),
                "offset_rate.before": round(rate, 1),
                "retrofit_investment": round(wan, 2),
                "energy_consumption.2024": round(energy, 1),
            }
        ),
        POLICY,
    )
    for entry in found.values():
        low = entry.computed if entry.low is None else entry.low
        high = entry.computed if entry.high is None else entry.high
        if entry.max and entry.computed is not None and low is not None and high is not None:
            assert 0 <= low <= entry.computed <= high <= entry.max
    sums = totals(found, POLICY)
    whole, groups = sums.whole, [g for g in sums.groups.values() if g is not None]
    assert whole is not None
    assert whole.low <= whole.high <= whole.max == 100
    assert [g.max for g in groups] == [20, 12, 23, 30, 15]
    assert whole.low == pytest.approx(sum(g.low for g in groups))
    assert whole.high == pytest.approx(sum(g.high for g in groups))
