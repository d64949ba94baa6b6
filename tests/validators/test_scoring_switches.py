"""The policy's open questions: all thirty are listed, and each switch changes what it is read by."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from msgspec import structs

from fixtures.submissions import Change, right
from lingtan.cli import main
from schemas.policy import Policy, edition
from schemas.submission import ScoreItem, Submission
from schemas.switches import Switches
from validators import handbook, scoring
from validators.catalogue import judge
from validators.points.score_formulas import s_general, s_offset, s_unit
from validators.points.score_totals import totals

POLICY = edition()
TEXT_ONLY = {1, 11, 15, 17, 18, 22, 23, 24, 25, 26, 28, 29}
"""Questions without a switch: their answer changes nothing that is computed (rules.md §5 «-»)."""

_MIX: dict[str, Change] = {
    f"existing_equipment.{row}.{column}": value
    for row, (name, count, grade) in {
        2: ("空压机", 6, "一级能效"),
        3: ("风机", 4, "二级能效"),
    }.items()
    for column, value in {"name": name, "model": "A1", "quantity": count, "remark": grade}.items()
}
_WASTE: dict[str, Change] = {
    "self.waste_energy": 4.0,
    "evidence.waste_energy": "空压机余热利用率72%，烟气余热利用率65%",
}
_CAP: dict[str, Change] = {
    "offset_rate.before": 80.0,
    "self.carbon_offset": 15.0,
    "evidence.carbon_offset": "绿证抵扣12000吨、CCER抵扣1000吨",
}
_TWICE: dict[str, Change] = {
    "chapter.一（三）": "碳排放总量已扣除外购绿电5000MWh对应的排放。",
    "evidence.carbon_offset": "购买绿电5000MWh用于抵消",
}
_BASES: dict[str, Change] = {
    "evidence.renewable_energy": "光伏年自用电量300万kWh，可再生能源占比4.3%",
    "chapter.一（三）": "2024年综合能耗（等价值）8560吨标准煤。",
}
_SHARES = [("renewable_share", 2022, 10.0), ("renewable_share", 2023, 12.0), ("renewable_share", 2024, 20.0)]  # fmt: skip
_EFFECT: dict[str, Change] = {
    "renewable_share.before": 10.0,
    "renewable_share.after": 25.0,
    "renewable_share.effect": 150.0,
}


def said(code: str, submission: Submission) -> Callable[[Policy], object]:
    """What a rule says, severity and message."""
    return lambda policy: [
        (f.severity, f.message) for f in judge(submission, policy).findings if f.rule == code
    ]


def points(item: ScoreItem, submission: Submission) -> Callable[[Policy], object]:
    """What a row of annex 1 is computed to."""
    return lambda policy: scoring.score(submission, policy)[item].computed


def _whole(policy: Policy) -> object:
    return totals(scoring.score(right({"self.waste_energy": None}), policy), policy).whole


def _passed(policy: Policy) -> object:
    return totals(scoring.score(right(), policy), policy).passed


_DROP = points(ScoreItem.RETROFIT_EFFECT, right({"energy_consumption.2024": 9500.0, "emissions.2024": 18500.0, "energy_consumption.2023": 9400.0, "emissions.2023": 17900.0}))  # fmt: skip
_CARBON = points(ScoreItem.RETROFIT_EFFECT, right({"energy_consumption.2024": 9500.0, "emissions.2024": 16500.0}))  # fmt: skip

READ_BY: list[tuple[str, object, Callable[[Policy], object]]] = [
    ("offset_interp", "B", points(ScoreItem.CARBON_OFFSET, right({"offset_rate.before": 50.0}))),
    ("offset_30_inclusive", False, lambda p: s_offset(30, p.tiers[0], p)),
    ("residual_basis", "stated", said("E19", right(_CAP))),
    ("green_power_use", "both", said("E20", right(_TWICE))),
    ("carbon_scope", "scope_1", said("E20", right(_TWICE))),
    ("offset_means", "open", said("E21", right({"evidence.carbon_offset": "购买VCS减排量"}))),
    ("re_window", "mean", points(ScoreItem.RENEWABLE_ENERGY, right(mentions=_SHARES))),
    ("re_window", "every_year", points(ScoreItem.RENEWABLE_ENERGY, right(mentions=_SHARES))),
    ("re_basis", "any", said("E11", right(_BASES))),
    ("waste_na", "rescaled", _whole),
    ("waste_kind", "sources", said("E12", right(_WASTE))),
    ("generic_mix", "interpolated", lambda p: s_general(6, 4, 0, p)),
    (
        "generic_mix",
        "interpolated",
        said("E08", right({**_MIX, "self.general_equipment": 5.0})),
    ),
    ("unit_inclusive", False, lambda p: s_unit(60, 60, p)),
    (
        "unit_products",
        "worst",
        points(ScoreItem.UNIT_CONSUMPTION, right({"benchmark": "POY 55kgce/t，FDY 60kgce/t"})),
    ),
    ("drop_metric", "energy_intensity", _CARBON),
    ("drop_metric", "carbon_intensity", _DROP),
    ("drop_metric", "energy", _DROP),
    ("drop_intervals", 3, _DROP),
    ("drop_mean", "arithmetic", _DROP),
    (
        "invest_window",
        "any",
        lambda p: (
            scoring.score(right(mentions=[("retrofit_investment", 2020, 2900.0)]), p)[
                ScoreItem.RETROFIT_INVESTMENT
            ].high
        ),
    ),
    ("pass_mark", 60.0, _passed),
    ("effect_mode", "points", said("G15", right(_EFFECT))),
    ("effect_mode", "relative", said("G15", right(_EFFECT))),
    ("use_2023_guide", "ignored", said("C06", right({"chapter.一（一）": "公司概况。"}))),
    ("use_2023_guide", "required", said("C06", right({"chapter.一（一）": "公司概况。"}))),
]


def test_all_thirty_are_listed() -> None:
    assert [question.number for question in POLICY.open_questions] == list(range(1, 31))
    assert all(q.place and q.issue and q.default for q in POLICY.open_questions)


def test_questions_without_a_switch() -> None:
    assert {q.number for q in POLICY.open_questions if not q.switches} == TEXT_ONLY


def test_every_switch_is_asked_about_and_is_read() -> None:
    asked = {path for question in POLICY.open_questions for path in question.switches}
    assert {path for path in asked if not path.startswith("switches.")} == {
        "plan_period.max_months",
        "focus.divisions",
    }
    names = {path.partition(".")[2] for path in asked if path.startswith("switches.")}
    assert names == set(Switches.__struct_fields__) == {name for name, _, _ in READ_BY}
    assert all(handbook.value_at(path, POLICY) is not None for path in asked)


@pytest.mark.parametrize(("name", "other", "read"), READ_BY)
def test_a_switch_changes_the_result(
    name: str, other: object, read: Callable[[Policy], object]
) -> None:
    switches = structs.replace(POLICY.switches, **{name: other})
    assert read(structs.replace(POLICY, switches=switches)) != read(POLICY)


def test_the_months_and_the_divisions_are_read() -> None:
    period = structs.replace(POLICY.plan_period, max_months=24)
    focus = structs.replace(POLICY.focus, divisions=("14",))
    cakes: dict[str, Change] = {"industry_code": "1411", "industry_name": "糕点、面包制造"}
    quiet: dict[str, Change] = {"main_business": "糕点生产", "measures": "节能管理"}
    bakery = right({**cakes, **quiet, "chapter.一（一）": "糕点。"})
    long, other = said("J04", right()), said("C10", bakery)
    assert long(structs.replace(POLICY, plan_period=period)) != long(POLICY)
    assert other(structs.replace(POLICY, focus=focus)) != other(POLICY)


def test_a_reading_that_the_policy_does_not_know_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**msgspec.to_builtins(POLICY.switches), "offset_interp": "C"}, Switches)


def test_open_questions_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--open-questions"]) == 0
    shown = capsys.readouterr().out
    assert "offset_interp = A，offset_30_inclusive = 是" in shown
    assert shown.count("    现取  ") == 30
    assert shown.count("    开关  无") == len(TEXT_ONLY)
