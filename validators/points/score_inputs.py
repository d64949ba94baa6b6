"""What annex 1 is computed from: each figure with its places, and how far its sources differ.

Shared by the scoring and by the rules that recompute a claim, so that both use one figure.
``None`` means that the submission does not state enough; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from schemas.fields import label_of
from schemas.policy import Policy
from schemas.submission import Mention, ScoreItem, Submission
from validators.faults import Ground, field_ground, mention_ground
from validators.figures import figure, figures_by_year, number, text
from validators.points.score_formulas import yearly_drop
from validators.rounding import half_unit
from validators.slips import slipped

_INTENSITIES: Final = (
    ("energy_consumption", "value_added", "单位工业增加值能耗"),
    ("energy_consumption", "output_value", "单位工业总产值能耗"),
    ("emissions", "value_added", "单位工业增加值碳排放"),
    ("emissions", "output_value", "单位工业总产值碳排放"),
)
"""附件1 技改成效 «能耗或碳排放强度»: what the basic table lets us compute."""

_SAME: Final = 0.005
_ROWS: Final = ("energy_consumption", "emissions", "value_added", "output_value")


class Input(Struct, frozen=True):
    """A figure to score by: percent or 万元, as its function says.

    ``low`` and ``high`` are the least and the greatest that the submission itself states or
    supports; ``basis`` says in Chinese where ``value`` comes from. ``room`` is what the printed
    digits of them leave open: a claim worked from the unrounded figure is no overclaim.
    """

    value: float
    low: float
    high: float
    grounds: tuple[Ground, ...]
    basis: str
    room: float = 0.0

    @property
    def least(self) -> float:
        """The least that rounding allows."""
        return self.low - self.room

    @property
    def most(self) -> float:
        """The greatest that rounding allows."""
        return self.high + self.room


class _Source(Struct, frozen=True):
    """One place that states the figure."""

    value: float
    ground: Ground
    basis: str
    room: float = 0.0


def renewable_share(submission: Submission, policy: Policy) -> Input | None:
    """The renewable share (percent) of the last three years (附件1 可再生能源使用).

    The self-evaluation's explanation counts first, then the three years' shares where all are
    stated (by the window in force, rules.md §5 no. 6), then the text, then the table's 实施前;
    where they differ, ``low`` and ``high`` hold the extremes.
    """
    item = ScoreItem.RENEWABLE_ENERGY
    sources = _shares(submission, "renewable_share", item)
    window = _over_three_years(submission, policy)
    if window:
        reached = _past(submission, "renewable_share")
        first = [m for m in reached if m.year is None and in_sheet(submission, item, m)]
        sources.insert(1 if first else 0, window)
    return _preferred(sources)


def _over_three_years(submission: Submission, policy: Policy) -> _Source | None:
    """The share of the three years together, where the text states each year's."""
    by_year = {m.year: m for m in _past(submission, "renewable_share") if m.year}
    energy = figures_by_year(submission, "energy_consumption")
    years = sorted(submission.years)
    if len(years) != 3 or any(y not in by_year or energy.get(y, 0) <= 0 for y in years):
        return None
    shares = [number(by_year[year].read) or 0.0 for year in years]
    total = sum(energy[year] for year in years)
    value = {
        "cumulative": sum(s * energy[y] for s, y in zip(shares, years, strict=True)) / total,
        "mean": sum(shares) / 3,
        "every_year": min(shares),
    }[policy.switches.re_window]
    named = {"cumulative": "三年累计", "mean": "三年平均", "every_year": "三年中最低"}
    ground = mention_ground(by_year[years[-1]])
    return _Source(round(value, 4), ground, f"正文逐年占比，{named[policy.switches.re_window]}")


def offset_rate(submission: Submission) -> Input | None:
    """The offset rate (percent) reached so far (附件1 碳抵消比例); sources as for the share."""
    return _preferred(_shares(submission, "offset_rate", ScoreItem.CARBON_OFFSET))


def retrofit_investment(submission: Submission, policy: Policy) -> Input | None:
    """Three years' energy-saving retrofit investment (万元, 附件1 技改项目).

    A sum that the text gives to another year than the three does not count where «近3年» means
    years of payment (rules.md §5 no. 14).
    """
    key = "retrofit_investment"
    value = figure(submission, key)
    if value is None:
        return None
    room = half_unit(submission.fields[key])
    chosen = _Source(value, field_ground(submission, key), label_of(key), room)
    in_window = {None, *submission.years}
    anyhow = policy.switches.invest_window == "any"
    others = (_of_mention(m) for m in _past(submission, key) if anyhow or m.year in in_window)
    return _preferred([chosen, *others])


def annual_drops(submission: Submission, policy: Policy) -> Input | None:
    """The yearly drop (percent) of the intensity that fell most (附件1 技改成效).

    From the basic table's three years: energy and carbon, per value added and per output, or
    what the reading in force allows of them. ``low`` is the drop of the least favourable,
    ``value`` and ``high`` of the best.
    """
    allowed = policy.switches.drop_metric
    if allowed == "energy":
        return _absolute_drop(submission, policy)
    only = {"energy_intensity": "energy_consumption", "carbon_intensity": "emissions"}
    drops = [
        (drop, parts)
        for parts in _INTENSITIES
        if only.get(allowed, parts[0]) == parts[0]
        and (drop := _drop(submission, parts[0], parts[1], policy)) is not None
    ]
    if not drops:
        return None
    best, (above, below, name) = max(drops)
    grounds = tuple(
        field_ground(submission, f"{stem}.{year}")
        for stem in (above, below)
        for year in (min(submission.years), max(submission.years))
    )
    mean = "复合" if policy.switches.drop_mean == "compound" else "算术"
    basis = f"{name}（{min(submission.years)}—{max(submission.years)}年，{mean}年均）"
    return Input(best, min(drops)[0], best, grounds, basis)


def dependable(submission: Submission, policy: Policy) -> bool:
    """Whether the three years' rows are complete, in their units, and fit each other (G02, F09, G03)."""
    figures = {stem: figures_by_year(submission, stem) for stem in _ROWS}
    years = sorted(submission.years)
    if len(years) != 3 or any(len(row) < 3 or min(row.values()) <= 0 for row in figures.values()):
        return False
    if any(key.partition(".")[0] in _ROWS for key in slipped(submission, policy)):
        return False
    energy, carbon = figures["energy_consumption"], figures["emissions"]
    ratios = [carbon[year] / energy[year] for year in energy]
    return max(ratios) <= policy.bands.carbon_per_tce_spread * min(ratios)


def _absolute_drop(submission: Submission, policy: Policy) -> Input | None:
    """The yearly drop of the energy use itself."""
    energy = figures_by_year(submission, "energy_consumption")
    if len(energy) != 3 or min(energy.values()) <= 0:
        return None
    drop = yearly_drop(list(energy.values()), policy)
    ends = (min(energy), max(energy))
    grounds = tuple(field_ground(submission, f"energy_consumption.{year}") for year in ends)
    return Input(drop, drop, drop, grounds, f"年综合能耗（{ends[0]}—{ends[1]}年）")


def _drop(submission: Submission, above: str, below: str, policy: Policy) -> float | None:
    years = sorted(submission.years)
    if len(years) != 3 or any(b - a != 1 for a, b in pairwise(years)):
        return None
    upper, lower = figures_by_year(submission, above), figures_by_year(submission, below)
    if any(upper.get(year, 0) <= 0 or lower.get(year, 0) <= 0 for year in years):
        return None
    return yearly_drop([upper[year] / lower[year] for year in years], policy)


def _shares(submission: Submission, stem: str, item: ScoreItem) -> list[_Source]:
    """Every place that states the rate as reached, the most trusted first."""
    reached = [m for m in _past(submission, stem) if 0 <= (number(m.read) or 0) <= 100]
    line = stem.split("_")[0] + "_threshold"
    lines = [m for m in submission.mentions if m.metric == line]
    said = [m for m in reached if not _is_line(m, lines, reached)]
    said.sort(key=lambda m: (not in_sheet(submission, item, m), m.year is not None))
    sources = [_of_mention(m) for m in said]
    before = figure(submission, f"{stem}.before")
    if before is not None and 0 <= before <= 100:
        ground = field_ground(submission, f"{stem}.before")
        room = half_unit(submission.fields[f"{stem}.before"])
        table = _Source(before, ground, f"基本信息表 {label_of(f'{stem}.before')}", room)
        sources.insert(_first_of_a_single_year(submission, item, said), table)
    return sources


def _first_of_a_single_year(
    submission: Submission, item: ScoreItem, said: Sequence[Mention]
) -> int:
    """Where the table's figure ranks: before the text's figures of one year only."""
    general = [m for m in said if m.year is None or in_sheet(submission, item, m)]
    return len(general)


def _is_line(mention: Mention, lines: Sequence[Mention], reached: Sequence[Mention]) -> bool:
    """Whether the figure is the full-score line quoted beside the rate («满分标准为70%»).

    It is where the same place claims this line and states another rate as reached.
    """
    where, value = mention.read.where, number(mention.read)
    quoted = any(m.read.where == where and number(m.read) == value for m in lines)
    return quoted and any(m.read.where == where and number(m.read) != value for m in reached)


def in_sheet(submission: Submission, item: ScoreItem, mention: Mention) -> bool:
    """Whether the mention stands in the self-evaluation's explanation of ``item``."""
    sheet = submission.self_evaluation
    entry = sheet.items.get(item) if sheet else None
    if entry is None or entry.evidence is None:
        return False
    explanation = entry.evidence
    return mention.read.where == explanation.where or bool(
        mention.sentence and mention.sentence in (text(explanation) or explanation.raw)
    )


def _past(submission: Submission, metric: str) -> list[Mention]:
    return [
        m
        for m in submission.mentions
        if m.metric == metric and m.tense == "past" and number(m.read) is not None
    ]


def _of_mention(mention: Mention) -> _Source:
    place = f"正文{mention.chapter}" if mention.chapter else "自评说明"
    room = half_unit(mention.read)
    return _Source(number(mention.read) or 0.0, mention_ground(mention), place, room)


def _preferred(sources: Iterable[_Source]) -> Input | None:
    """The first source's figure, bounded by what all of them say."""
    listed = list(sources)
    if not listed:
        return None
    first = _surest_of_equals(listed)
    values = [source.value for source in listed]
    differing = [s for s in listed if abs(s.value - first.value) > max(_SAME, s.room)]
    basis = first.basis
    if differing:
        basis += "；另有不同数值见" + "、".join(dict.fromkeys(s.basis for s in differing))
    grounds = (first.ground, *(source.ground for source in differing))
    room = max(source.room for source in listed if source.value == max(values))
    return Input(first.value, min(values), max(values), grounds, basis, room)


def _surest_of_equals(listed: Sequence[_Source]) -> _Source:
    """The first source, or one that states the same figure and was read more surely."""
    value = listed[0].value
    equal = [source for source in listed if abs(source.value - value) <= _SAME]
    return max(equal, key=lambda source: source.ground.evidence.confidence)
