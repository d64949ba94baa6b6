"""The policy's numbers, each with its clause: one edition, one file of data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from schemas.bands import (
    AcrossBands,
    Bands,
    Electricity,
    Energy,
    EquipmentBands,
    Finance,
    Focus,
    Form,
    NarrativeBands,
    ProjectBands,
    Tolerance,
)
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


class Listed(Struct, frozen=True):
    """A factory on a list that the office keeps: known by its code, else by its name."""

    name: str
    uscc: str = ""
    since: str = ""
    status: str = ""


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
