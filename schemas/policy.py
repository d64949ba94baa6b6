"""The policy's numbers, each with its clause: one edition, one file of data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from schemas.submission import ScoreGroup, ScoreItem
from schemas.switches import OpenQuestion, Switches


class Admission(Struct, frozen=True):
    """附件1 规模体量: either bound suffices; both include the number itself."""

    min_energy_tce: float
    min_output_wan: float
    clause: str
    near_energy_tce: float = 2900.0
    near_output_wan: float = 48000.0


class Tier(Struct, frozen=True):
    """One energy tier: ``from_tce <= energy < below_tce`` (tce, 等价值, 上年度)."""

    number: int
    from_tce: float
    below_tce: float
    renewable_full: float
    offset_full: float
    label: str


class Scoring(Struct, frozen=True):
    """The full-score lines of annex 1; shares and rates in percent, money in 万元."""

    retrofit_full_wan: float
    annual_drop_full: float
    offset_floor: float
    green_power_cap: float
    waste_energy_min_use: float
    unit_better: float
    unit_worse: float
    unit_met_points: float = 6.0
    unit_near_points: float = 3.0
    waste_energy_each: float = 2.0
    eco_design_each: float = 1.0
    carbon_management_each: float = 2.0
    general_met_points: float = 3.0


class PlanPeriod(Struct, frozen=True):
    """How long a plan may run, and within which months (``YYYY-MM``)."""

    max_months: int
    min_months: int
    earliest: str
    usual_end: str
    latest: str


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


class Listed(Struct, frozen=True):
    """A factory on a list that the office keeps: known by its code, else by its name."""

    name: str
    uscc: str = ""
    since: str = ""
    status: str = ""


class PowerRange(Struct, frozen=True):
    """The rated powers (kW) that machines of a kind have (``kind`` as in validators.machines)."""

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


class ItemPoints(Struct, frozen=True):
    """A row of annex 1. The two admission rows carry no points and no group."""

    item: ScoreItem
    label: str
    points: float
    group: ScoreGroup | None = None


class GroupPoints(Struct, frozen=True):
    """A first-level indicator of annex 1 with its heading's points."""

    group: ScoreGroup
    label: str
    points: float


class Policy(Struct, frozen=True):
    """One edition of the policy."""

    edition: str
    title: str
    holds_from: str
    holds_to: str
    admission: Admission
    tiers: tuple[Tier, ...]
    scoring: Scoring
    plan_period: PlanPeriod
    tolerance: Tolerance
    bands: Bands
    equipment: EquipmentBands
    projects: ProjectBands
    across: AcrossBands
    narrative: NarrativeBands
    items: tuple[ItemPoints, ...]
    groups: tuple[GroupPoints, ...]
    switches: Switches
    open_questions: tuple[OpenQuestion, ...]
    form: Form
    focus: Focus
    electricity: Electricity
    finance: Finance
    energy: Energy
    removed: tuple[Listed, ...] = ()
    """C04: factories struck off the list of green factories; empty: the office has loaded none."""
    cultivated: tuple[Listed, ...] = ()
    """B23: factories already on a 培育名单; empty: the office has loaded none."""


@cache
def edition(name: str = "zj_2025") -> Policy:
    """The edition kept in ``schemas/policies/<name>.toml``.

    Raises ``FileNotFoundError`` for an edition that is not kept and
    ``msgspec.ValidationError`` for one whose data does not fit.
    """
    text = resources.files("schemas.policies").joinpath(f"{name}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Policy)


def tier_of(energy_tce: float, policy: Policy) -> Tier:
    """The tier of a year's energy use (tce, 等价值), compared on the exact value (D01)."""
    return next(t for t in policy.tiers if t.from_tce <= energy_tce < t.below_tce)


def points_of(item: ScoreItem, policy: Policy) -> ItemPoints:
    """The row of annex 1 for ``item``."""
    return next(row for row in policy.items if row.item is item)
