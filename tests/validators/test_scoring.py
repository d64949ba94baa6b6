"""Annex 1 recomputed: the formulas' own examples, where figures come from, all fourteen rows."""

from __future__ import annotations

import doctest

import pytest
from msgspec import structs

from fixtures.submissions import ABSENT, Change, read, right
from schemas.finding import Score
from schemas.place import WordPlace
from schemas.policy import edition, tier_of
from schemas.submission import Mention, ScoreItem, Submission
from validators import scoring
from validators.points import score_formulas
from validators.points.score_inputs import (
    annual_drops,
    offset_rate,
    renewable_share,
    retrofit_investment,
)
from validators.points.score_units import unit_consumption

POLICY = edition()


def scored(submission: Submission, item: ScoreItem) -> Score:
    return scoring.score(submission, POLICY)[item]


def test_formulas_examples() -> None:
    result = doctest.testmod(score_formulas, extraglobs={"edition": edition})
    assert (result.failed, result.attempted > 10) == (0, True)


@pytest.mark.parametrize(("energy", "number"), [(9999.99, 1), (10000, 2), (20000, 3)])
def test_tier_bounds(energy: float, number: int) -> None:
    assert tier_of(energy, POLICY).number == number


def test_formulas_refuse_what_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="positive"):
        score_formulas.annual_drop([0.5, 0.0])
    with pytest.raises(ValueError, match="residual"):
        score_formulas.offset_rate_credited(1, 1, 0, POLICY)


def test_every_row_is_there_with_its_points() -> None:
    found = scoring.score(right(), POLICY)
    assert list(found) == [item.value for item in ScoreItem]
    assert [entry.max for entry in found.values()] == [row.points for row in POLICY.items]


def test_what_only_an_expert_can_judge_is_not_computed() -> None:
    found = scoring.score(right(), POLICY)
    judged = {key for key, entry in found.items() if entry.expert}
    assert judged == {
        "admission_factory", "energy_system", "carbon_system", "special_equipment",
        "general_equipment", "waste_energy", "eco_design", "carbon_management",
    }  # fmt: skip
    assert all(found[key].basis.startswith(scoring.EXPERT) for key in judged)
    capped = {key for key in judged if found[key].computed is not None}
    assert capped == {"admission_factory", "special_equipment"}


@pytest.mark.parametrize(
    ("changes", "item", "computed"),
    [
        ({}, ScoreItem.RENEWABLE_ENERGY, 4.8),
        ({"energy_consumption.2024": 12850.5}, ScoreItem.RENEWABLE_ENERGY, 6.4),
        ({"energy_consumption.2024": None}, ScoreItem.RENEWABLE_ENERGY, None),
        ({"renewable_share.before": None}, ScoreItem.RENEWABLE_ENERGY, None),
        ({}, ScoreItem.RETROFIT_INVESTMENT, 9.0),
        ({"retrofit_investment": 3100.0}, ScoreItem.RETROFIT_INVESTMENT, 15.0),
        ({"retrofit_investment": ABSENT}, ScoreItem.RETROFIT_INVESTMENT, None),
        ({}, ScoreItem.RETROFIT_EFFECT, 15.0),
        ({"value_added.2022": None, "output_value.2022": None}, ScoreItem.RETROFIT_EFFECT, None),
        ({"offset_rate.before": 50.0}, ScoreItem.CARBON_OFFSET, 9.375),
        ({"offset_rate.before": 30.0}, ScoreItem.CARBON_OFFSET, 0.0),
        ({"energy_intensity.before": 60.0}, ScoreItem.UNIT_CONSUMPTION, 3.0),
        ({"energy_intensity.before": 44.0}, ScoreItem.UNIT_CONSUMPTION, 10.0),
        ({"benchmark": "行业领先"}, ScoreItem.UNIT_CONSUMPTION, None),
        ({"benchmark": "POY 55kgce/t，FDY 60kgce/t"}, ScoreItem.UNIT_CONSUMPTION, None),
        ({"benchmark": "先进值 0.85tce/t"}, ScoreItem.UNIT_CONSUMPTION, None),
        ({}, ScoreItem.ADMISSION_SCALE, 1.0),
        ({"energy_consumption.2024": 2999.0, "output_value.2024": 49999.0}, ScoreItem.ADMISSION_SCALE, 0.0),
        ({"energy_consumption.2024": 2999.0, "output_value.2024": None}, ScoreItem.ADMISSION_SCALE, None),
    ],
)  # fmt: skip
def test_computed(changes: dict[str, Change], item: ScoreItem, computed: float | None) -> None:
    assert scored(right(changes), item).computed == computed


def test_a_computed_row_shows_its_places() -> None:
    found = scored(right(), ScoreItem.RENEWABLE_ENERGY)
    assert [evidence.text for evidence in found.evidence] == ["12.0", "8560.0"]


def test_claims_are_kept_beside() -> None:
    assert scored(right({"self.carbon_offset": 12.0}), ScoreItem.CARBON_OFFSET).claimed == 12.0
    assert scored(right({"self": ABSENT}), ScoreItem.CARBON_OFFSET).claimed is None


def test_two_readings_of_the_offset_scale_are_bounds() -> None:
    found = scored(right({"offset_rate.before": 50.0}), ScoreItem.CARBON_OFFSET)
    assert (found.low, found.high) == (6.0, 9.375)
    assert "两种读法" in found.basis


def test_sources_that_differ_are_bounds() -> None:
    share = renewable_share(right(mentions=[("renewable_share", None, 18.2)]), POLICY)
    assert share is not None
    assert (share.value, share.low, share.high) == (18.2, 12.0, 18.2)
    assert [ground.evidence.mark or ground.evidence.text for ground in share.grounds] == [
        "18.2",
        "12.0",
    ]
    assert "另有不同数值" in share.basis


def test_the_self_evaluation_comes_before_the_text() -> None:
    base = right({"evidence.renewable_energy": "近3年可再生能源占比15%。"})
    where = WordPlace("方案.docx", paragraph=50)
    said = Mention(
        "renewable_share",
        structs.replace(read(15.0), where=where),
        sentence="近3年可再生能源占比15%。",
    )
    text = right(mentions=[("renewable_share", None, 18.2)]).mentions
    share = renewable_share(structs.replace(base, mentions=(*text, said)), POLICY)
    assert share is not None
    assert (share.value, share.low, share.high) == (15.0, 12.0, 18.2)


def test_goals_and_impossible_shares_are_no_state() -> None:
    goal = structs.replace(right(mentions=[("offset_rate", None, 40.0)]).mentions[0], tense="goal")
    odd = right(mentions=[("offset_rate", None, 140.0)]).mentions[0]
    rate = offset_rate(structs.replace(right(), mentions=(goal, odd)))
    assert rate is not None
    assert (rate.value, rate.low, rate.high) == (0.0, 0.0, 0.0)


def test_a_full_score_line_is_no_rate() -> None:
    """«抵消比例为0%；满分标准为70%»: both figures read as rates, one also as the line."""
    stated = [("offset_rate", 2024, 0.0), ("offset_rate", 2024, 70.0)]
    rate = offset_rate(right(mentions=[*stated, ("offset_threshold", None, 70.0)]))
    assert rate is not None
    assert (rate.value, rate.low, rate.high) == (0.0, 0.0, 0.0)
    reached = offset_rate(right(mentions=[stated[1], ("offset_threshold", None, 70.0)]))
    assert reached is not None
    assert reached.high == 70.0


def test_investment_stated_twice() -> None:
    money = retrofit_investment(right(mentions=[("retrofit_investment", None, 2644.13)]), POLICY)
    assert money is not None
    assert (money.value, money.low, money.high) == (1800.0, 1800.0, 2644.13)


def test_the_best_intensity_counts() -> None:
    drop = annual_drops(right(), POLICY)
    assert drop is not None
    assert round(drop.value, 2) == 7.46
    assert drop.low < drop.value == drop.high
    assert "单位工业增加值能耗" in drop.basis


def test_drops_need_three_years_in_a_row() -> None:
    assert annual_drops(right({"years": ["2021", "2023", "2024"]}), POLICY) is None


def test_unit_consumption_in_chinese_units() -> None:
    found = unit_consumption(
        right({"energy_intensity.unit": "千克标煤/吨", "benchmark": "55 kgce/t（GB 36889）"}),
        POLICY,
    )
    assert found is not None
    assert (found[0].value, found[1].value) == (62.0, 55.0)


def test_total_is_an_interval() -> None:
    found = scoring.score(
        right({"offset_rate.before": 50.0, "energy_intensity.before": 60.0}), POLICY
    )
    assert scoring.total(found, POLICY) == (61.8, 65.175)
    assert scoring.total(scoring.score(right({"self.eco_design": ABSENT}), POLICY), POLICY) is None


def test_the_surest_of_equal_figures_is_the_evidence() -> None:
    told = right({"offset_rate.before": 33.0}, mentions=[("offset_rate", None, 33.0, "past", "二")])
    mention = told.mentions[-1]
    unsure = structs.replace(mention, read=structs.replace(mention.read, confidence=0.86))
    found = offset_rate(structs.replace(told, mentions=(*told.mentions[:-1], unsure)))
    assert found is not None
    assert [ground.key for ground in found.grounds] == ["offset_rate.before"]


def test_the_same_share_rounded_elsewhere_does_not_differ() -> None:
    told = right(
        {"renewable_share.before": 12.0},
        mentions=[("renewable_share", None, 12.04, "past", "一（二）")],
    )
    found = renewable_share(told, POLICY)
    assert found is not None
    assert len(found.grounds) == 1
