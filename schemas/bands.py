"""What is ours and not the policy's: tolerances, plausible bands, words that rules look for.

Their values stand in the edition's data beside the policy's own numbers (schemas/policy.py).
"""

from __future__ import annotations

from msgspec import Struct


class Tolerance(Struct, frozen=True):
    """How far two figures may differ before a rule speaks (rules.md, per rule)."""

    score: float
    effect_score: float
    total: float
    total_of_integers: float
    sum_row_wan: float
    reduction_points: float
    annex_sum_warning: float
    annex_sum_error: float
    overrun_warning: float
    overrun_error: float
    narrative: float
    narrative_error: float
    months: int
    sure_reading: float
    equipment_wan: float
    same_name: float
    rounded_points: float
    special_points: float = 1.0
    general_points: float = 0.5
    total_points: float = 5.0
    full_marks: int = 11
    drop_points: float = 1.0
    same_volume: float = 1.0
    own_power: float = 5.0
    offset_rate_points: float = 0.5
    unit_ratio: float = 2.0


class Bands(Struct, frozen=True):
    """Plausible figures: our own experience, not the policy's words."""

    energy_min_tce: float
    energy_max_tce: float
    energy_per_output_min: float
    energy_per_output_max: float
    carbon_per_tce_min: float
    carbon_per_tce_max: float
    carbon_per_tce_max_calorific: float
    carbon_per_tce_hard_min: float
    carbon_per_tce_hard_max: float
    carbon_per_tce_spread: float
    process_industries: tuple[str, ...]
    slip_ratio: float
    slip_agreement: float
    row_slip_ratio: float
    output_min_wan: float
    output_max_wan: float
    energy_per_output_hard_max: float
    renewable_share_low_carbon: float
    narrative_slip: float
    intensity_slip: float


class Form(Struct, frozen=True):
    """How the form should be filled: our own measures, the policy has none (groups A, B)."""

    section_characters: dict[str, int]
    """Least Chinese characters of a section's own text, by chapter number (A15)."""
    commitment_characters: int
    measures_least: int
    measures_most: int
    capital_max_wan: float
    dates_apart_days: int


class Focus(Struct, frozen=True):
    """一: which industries the policy has in view (§5 switch 27: it does not list the seven)."""

    divisions: tuple[str, ...]
    words: tuple[str, ...]
    low_energy_tce: float
    tier_near: float


class Electricity(Struct, frozen=True):
    """What a kWh counts for, in kgce: 等价值 is a parameter (rules.md §1), 当量值 GB/T 2589."""

    equivalent_kgce: float
    calorific_kgce: float


class PowerRange(Struct, frozen=True):
    """The rated powers (kW) that machines of a kind have (``kind`` as in validators.machinery.machines)."""

    kind: str
    least: float
    most: float


class EquipmentBands(Struct, frozen=True):
    """Equipment lists (rules H): our bands, and the boiler sizes of the 2024 catalogue (t/h)."""

    power_most_kw: float
    plate_percent: float
    watt_slip: float
    coal_eliminated: float
    biomass_eliminated: float
    coal_limited: float
    year_hours: float
    load_least: float
    powers: tuple[PowerRange, ...]


class ProjectBands(Struct, frozen=True):
    """Projects and innovations (rules J): our bands; shares in percent."""

    content_least: int
    tce_per_kwh_calorific: float
    tce_per_kwh_low: float
    tce_per_kwh_high: float
    carbon_per_kwh_low: float
    carbon_per_kwh_high: float
    factor_percent: float
    goal_percent: float
    goal_far_ratio: float
    same_text: float
    amount_percent: float
    done_percent: float
    single_percent: float


class AcrossBands(Struct, frozen=True):
    """Comparing submissions (rules N): our bands; shares in percent, likeness 0 to 1."""

    same_name: float
    same_text: float
    same_paragraph: int
    common_share: float
    common_least: int
    same_figures: int
    many_firms: int
    history_percent: float


class NarrativeBands(Struct, frozen=True):
    """Running text against tables (rules K): ours; percent, percentage points, likeness 0 to 100."""

    goal_percent: float
    share_points: float
    solar_percent: float
    trend_percent: float
    name_times: int
    same_name: float
    same_partner: float
    foreign_times: int


class Finance(Struct, frozen=True):
    """Usual figures of firms and projects (group F): money in 万元, shares and rates in percent."""

    value_added_least: float
    value_added_most: float
    thin_divisions: tuple[str, ...]
    rich_divisions: tuple[str, ...]
    profit_least: float
    profit_most: float
    start_up_share: float
    tax_most: float
    taxed_divisions: tuple[str, ...]
    rise: float
    fall: float
    copied_rows: int
    unproven: float
    retrofit_of_output: float
    retrofit_of_profit: float
    machine_least_wan: float
    machine_most_wan: float
    wan_per_tce_least: float
    wan_per_tce_most: float
    wan_per_tco2_least: float
    wan_per_tco2_most: float
    far_out: float
    plan_of_capital: float
    plan_least_wan: float


class Energy(Struct, frozen=True):
    """Usual figures of energy and carbon (group G): percent, percentage points, tCO2/tce."""

    carbon_min_calorific: float
    carbon_slip_low: float
    carbon_slip_high: float
    carbon_spread: float
    mix_gap: float
    factor_gap: float
    grid_factor_gap: float
    carbon_gap: float
    intensity_gap: float
    share_points: float
    energy_cut_most: float
    carbon_cut_most: float
    material_cut_most: float
    water_cut_most: float
    carbon_behind_energy: float
    solar_hours_least: float
    solar_hours_most: float
    solar_share_points: float
    solar_share_part: float
    drop_room: float
    energy_up: float
    output_down: float
    offset_points: float
    offset_room: float
    bands_default: tuple[float, float]
    bands: dict[str, tuple[float, float]]
    """tce per 万元 of output by division (G23)."""
