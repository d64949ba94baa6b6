"""The ledger on the benchmark's sentences: what it reached is kept; shapes of mentions that rules rely on."""

from __future__ import annotations

import pytest

from extractors.narrative.ledger import text_mentions
from schemas.place import WholeFile
from schemas.quantities import BOUND, CARRIED, UNITS
from schemas.submission import Mention
from tests.bench.mentions import measure

YEARS = (2022, 2023, 2024)


def mentions(text: str, chapter: str = "一（三）") -> tuple[Mention, ...]:
    return text_mentions(text, WholeFile("x"), chapter, YEARS)


@pytest.mark.parametrize(
    ("half", "precision", "recall"), [("tuning", 0.985, 0.95), ("held_out_4", 0.96, 0.85)]
)
def test_quality_is_kept(half: str, precision: float, recall: float) -> None:
    quality = measure(half)
    assert (quality.precision >= precision, quality.recall >= recall) == (True, True)


def test_a_confidence_from_nine_tenths_can_be_trusted() -> None:
    quality = measure("tuning")
    assert quality.sure_wrong * 100 <= quality.sure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "单位产品能耗、单位产品碳排放2024年分别为0.271tce/t、0.668tCO2/t。",
            [("energy_intensity", 2024, 0.271), ("carbon_intensity", 2024, 0.668)],
        ),
        (
            "温室气体排放总量（单位：tCO2e）：2022年73,420；2023年71,265。",
            [("emissions", 2022, 73420), ("emissions", 2023, 71265)],
        ),
        (
            "全厂用电量：2023年4,098、2024年3,984（单位均为万kWh）。",
            [("electricity", 2023, 4098), ("electricity", 2024, 3984)],
        ),
        ("2024年1—6月累计用电1,862万kWh。", []),
        (
            "指标：碳抵消率；2025年：30%；2026年：50%。",
            [("offset_rate", 2025, 30), ("offset_rate", 2026, 50)],
        ),
        (
            "年份：2023、2024；工业总产值（万元）：40120、42380；工业增加值（万元）：9560、10240。",
            [
                ("output_value", 2023, 40120),
                ("output_value", 2024, 42380),
                ("value_added", 2023, 9560),
                ("value_added", 2024, 10240),
            ],
        ),
        (
            "外购电量：2275.0万kWh（2023年）；2190.6万kWh（2024年）。",
            [("electricity", 2023, 2275), ("electricity", 2024, 2190.6)],
        ),
        (
            "①综合能耗：7236吨标煤；②碳排放总量：17450吨（以上均为2024年数据）。",
            [("energy_consumption", 2024, 7236), ("emissions", 2024, 17450)],
        ),
        ("重点工序：挤压线，年用电620万kWh；喷涂线，年用电310万kWh。", []),
        ("供应商减排：A类供应商12家；2024年合计减排2300吨。", []),
        ("烘干工序是公司主要耗能环节，2024年消耗能源5260吨标准煤。", []),
    ],
)
def test_units_and_rows_of_several(text: str, told: list[tuple[str, int, float]]) -> None:
    assert [(m.metric, m.year, m.read.value) for m in mentions(text)] == told


def test_an_arrow_leads_from_todays_level_to_the_goal() -> None:
    first, second = mentions("单位产品取水量：3.42→2.95m³/t。", chapter="二")
    assert [(m.read.value, m.tense) for m in (first, second)] == [(3.42, "past"), (2.95, "goal")]


def test_a_goals_year_does_not_date_where_it_starts_from() -> None:
    text = "到2027年，光伏总装机由4.86MWp提升至7.06MWp。"
    told = [(m.year, m.read.value, m.tense) for m in mentions(text, chapter="二")]
    assert told == [(None, 4.86, "past"), (2027, 7.06, "goal")]


def test_a_bound_has_no_value() -> None:
    (mention,) = mentions("2024年综合能耗不足1万吨标煤。")
    read = mention.read
    assert (read.value, read.low, read.high, BOUND in read.flags) == (None, None, 10000.0, True)


def test_a_range_has_both_ends() -> None:
    (mention,) = mentions("公司年综合能耗在8000～10000吨标煤之间。")
    assert (mention.read.low, mention.read.high) == (8000.0, 10000.0)


def test_a_carried_year_is_marked_and_less_sure() -> None:
    (mention,) = mentions("2024年，公司生产经营平稳。全年综合能耗9870.5吨标煤。")
    assert (mention.year, CARRIED in mention.read.flags) == (2024, True)
    assert mention.read.confidence < 0.9


def test_certificates_count_in_electricity() -> None:
    (mention,) = mentions("2024年购买绿证3500张。", "一（二）")
    assert (mention.metric, mention.read.value, mention.read.unit) == (
        "green_power",
        350.0,
        "万kWh",
    )


@pytest.mark.parametrize(
    ("text", "metric", "entity"),
    [
        ("2024年光伏自发自用468万kWh。", "pv_generation", "自用"),
        ("2024年外购电力2160万kWh。", "electricity", "外购"),
        ("现有空压机6台。", "equipment_count", "空压机"),
        ("余热回收改造项目计划投资1200万元。", "project_investment", "余热回收改造"),
        ("近3年单位工业增加值碳排放年均下降3.9%。", "annual_drop", "碳排放强度"),
        ("单位产值能耗0.115吨标煤/万元。", "energy_intensity", "产值"),
    ],
)
def test_what_a_figure_is_of(text: str, metric: str, entity: str) -> None:
    (mention,) = mentions(text, "一（二）")
    assert (mention.metric, mention.entity) == (metric, entity)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "综合能耗（吨标准煤）2023年、2024年分别为7250、7012.6。",
            [(2023, 7250.0), (2024, 7012.6)],
        ),
        ("综合能耗：2023年7250、2024年7012.6吨标准煤。", [(2023, 7250.0), (2024, 7012.6)]),
        ("2024年综合能耗较上年减少2.3%，为7012.6吨标煤。", [(2024, 7012.6)]),
        ("2024年综合能耗同比下降2.2%至7012.6吨标煤。", [(2024, 7012.6)]),
        ("2024年综合能耗7012.6吨标煤，较上年7250吨标煤下降。", [(2024, 7012.6), (2023, 7250.0)]),
        ("能源消费以电力为主，2024年消费7012.6吨标煤。", [(2024, 7012.6)]),
    ],
)
def test_ways_to_state_a_level(text: str, stated: list[tuple[int, float]]) -> None:
    assert [(mention.year, mention.read.value) for mention in mentions(text)] == stated


def test_an_unknown_subject_is_less_sure() -> None:
    (unknown,), (own,) = mentions("电泳线综合能耗860吨标煤。"), mentions("公司综合能耗8600吨标煤。")
    assert unknown.read.confidence < 0.9 <= own.read.confidence


def test_elided_names_are_no_totals() -> None:
    found = mentions("单位产品能耗、碳排放分别下降12%和20%。", "二")
    assert [mention.metric for mention in found] == [
        "energy_intensity.effect",
        "carbon_intensity.effect",
    ]


def test_every_metric_is_in_the_list() -> None:
    text = (
        "到2027年，单位产品能耗由62kgce/t下降到53kgce/t，下降14.5%，光伏装机6MW，年发电600万kWh。"
    )
    assert {mention.metric for mention in mentions(text, "二")} <= set(UNITS)


@pytest.mark.parametrize(
    "text",
    [
        "若按照全国平均排放因子计算，2024年碳排放总量约为22100吨。",
        "某同行企业年综合能耗9800吨标煤，光伏装机6MW。",
        "全省2024年光伏装机容量达到4731万千瓦。",
        "综合能耗（不含原料用能）2024年为8120吨标煤。",
        "空压站年用电量320万kWh，占全厂用电的12%。",
    ],
)
def test_what_is_not_ours_is_not_said(text: str) -> None:
    assert mentions(text) == ()
