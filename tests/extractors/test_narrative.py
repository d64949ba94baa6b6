"""The ledger: sentence tables, what stays unsaid, how a mention is made, and that spaCy sleeps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.narrative.ledger import mentions, text_mentions
from extractors.narrative.lexer import plain
from extractors.narrative.sentence import Setting
from extractors.narrative.settled import settle
from schemas.place import WholeFile, WordPlace
from schemas.quantities import YEARLY
from schemas.submission import Chapter, Mention

TABLES = Path(__file__).parent / "data" / "grammar"
SETS = ("tuned", "unseen", "third", "fourth", "fifth")
YEARS = (2022, 2023, 2024)
PLACE = WordPlace("方案.docx", paragraph=12)
SENTENCES = [
    pytest.param(row, id=f"{name} {number}")
    for name in SETS
    for number, row in enumerate(
        yaml.safe_load((TABLES / f"narrative_{name}.yml").read_text("utf-8")), start=1
    )
]


FORM = {"energy_consumption", "emissions", "output_value", "value_added", "profit", "tax"}
FORM |= {"total_investment", "retrofit_investment", "renewable_share", "offset_rate"}
FORM |= {"renewable_threshold", "offset_threshold"}
"""What these tables are about; tests/bench/data holds sentences on everything else."""


def said(found: tuple[Mention, ...]) -> list[str]:
    told = [m for m in found if m.metric in FORM and not is_bound_of_a_year(m)]
    return sorted(f"{m.metric} {m.year} {shown(m)} {m.tense}" for m in told)


def is_bound_of_a_year(mention: Mention) -> bool:
    """These tables are older than bounds; tests/bench/data holds those."""
    return mention.metric in YEARLY and mention.read.value is None


def shown(mention: Mention) -> str:
    low, high = mention.read.low, mention.read.high
    bounds = "..".join("" if end is None else f"{end:g}" for end in (low, high))
    return bounds if mention.read.value is None else f"{mention.read.value:g}"


@pytest.mark.parametrize("row", SENTENCES)
def test_sentence(row: dict[str, Any]) -> None:
    expected = []
    for line in row["says"]:
        metric, year, value, tense = line.split()
        plain_value = value if ".." in value else f"{float(value):g}"
        expected.append(f"{metric} {year} {plain_value} {tense}")
    found = text_mentions(row["text"], PLACE, row.get("chapter", "一（三）"), YEARS)
    assert sorted(set(said(found))) == sorted(expected)


def test_a_mention_keeps_place_sentence_and_precision() -> None:
    text = "公司概况略。2024年综合能耗为1.285万吨标准煤。"
    chapter = Chapter("一（三）", "能耗和碳排放现状", PLACE, text)
    (mention,) = mentions([chapter], YEARS)
    read = mention.read
    assert (read.value, read.unit, read.decimals) == (12850.0, "tce", -1)
    assert (read.raw, read.where, read.label) == ("1.285万吨标准煤", PLACE, "综合能耗")
    assert mention.sentence == "2024年综合能耗为1.285万吨标准煤。"
    assert mention.chapter == "一（三）"
    assert read.confidence >= 0.95


def test_about_is_said_less_surely() -> None:
    (mention,) = text_mentions("2024年综合能耗约8500吨标煤。", PLACE, "", YEARS)
    assert mention.read.flags == ("approx",)
    assert mention.read.confidence < 0.9


def test_relative_years_need_the_reporting_years() -> None:
    assert said(text_mentions("上年度综合能耗8560吨标煤。", PLACE, "", ())) == [
        "energy_consumption None 8560 past"
    ]
    assert text_mentions("近三年综合能耗分别为3、2、1吨标煤。", PLACE, "", (2023, 2024)) == ()


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("retrofit_investment", "累计投资2644.13万元。", ["retrofit_investment None 2644.13 past"]),
        ("", "累计投资2644.13万元。", []),
        (
            "",
            "近三年节能技改项目投资3120万元，满足技改项目3000万元要求。",
            ["retrofit_investment None 3120 past"],
        ),
        (
            "",
            "近三年节能技改投资3120万元，多于政策要求的3000万元。",
            ["retrofit_investment None 3120 past"],
        ),
        ("renewable_energy", "按1万吨标煤以下档计分。", ["renewable_threshold None 20 past"]),
        (
            "renewable_energy",
            "近3年可再生能源（光伏）占比7.9%，对应10%得满分的档次。",
            ["renewable_share None 7.9 past"],
        ),
        (
            "renewable_energy",
            "近3年厂界内光伏自用电折标占能源消费7.0%。",
            ["renewable_share None 7 past"],
        ),
        ("renewable_energy", "近三年光伏发电自用比例92%。", []),
        ("renewable_energy", "近3年光伏电量占外购用电量的8%。", []),
        ("carbon_offset", "按1万吨标煤以下档计分。", ["offset_threshold None 80 past"]),
    ],
)
def test_the_row_that_a_cell_explains(item: str, text: str, expected: list[str]) -> None:
    assert said(text_mentions(text, PLACE, "", YEARS, item)) == expected


POLICY = (
    "上年度综合能耗小于10000吨标煤（等价值）的企业，近3年能源消费中20%来自厂界内可再生能源（包括太阳能、风能等）得满分；"
    "大于等于10000吨标煤（等价值）小于20000吨标煤（等价值）的企业，15%来自可再生能源得满分；"
    "大于等于20000吨标煤（等价值）以上的企业，10%来自可再生能源得满分；其余按比例得分。",
    "绿证、绿电抵扣上限不得超过剩余排放量的50%。上年度综合能耗小于10000吨标煤（等价值）抵消比例80%得满分；"
    "大于等于10000吨标煤（等价值）小于20000吨标煤（等价值）抵消70%得满分；大于等于20000吨标煤（等价值）以上60%得满分；30%以下得0分；其余按抵消比例折算得分。",
    "近3年节能技改项目投资额达到3000万元以上得满分，其余按比例得分。",
    "上年度综合能耗应大于等于3000吨标煤（等价值）或产值应大于等于5亿元。",
)


@pytest.mark.parametrize("text", POLICY)
@pytest.mark.parametrize("item", ["", "renewable_energy", "carbon_offset", "retrofit_investment"])
def test_the_policys_own_words_claim_nothing(text: str, item: str) -> None:
    assert text_mentions(text, PLACE, "", YEARS, item) == ()


def test_the_second_tier_is_asked_only_where_the_first_leaves_doubt() -> None:
    setting = Setting(YEARS, "一（三）")
    settled = plain("2022—2024年综合能耗分别为9120、8890、8560吨标煤，较2022年下降6.1%。")
    doubtful = plain("2024年总产值、利润总额分别为8.56亿元、4200万元。")
    assert not settle(settled, setting).is_open
    assert settle(doubtful, setting).is_open


def test_settled_text_never_imports_spacy() -> None:
    program = (
        "import sys\n"
        "from extractors.narrative.ledger import text_mentions\n"
        "from schemas.place import WholeFile\n"
        "text = '2022—2024年综合能耗分别为9120、8890、8560吨标煤。本方案总投资8650万元。'\n"
        "assert len(text_mentions(text, WholeFile('x'), '', (2022, 2023, 2024))) == 4\n"
        "print('spacy' in sys.modules, 'cn2an' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_free_text_without_figures_is_silent() -> None:
    assert text_mentions("公司重视节能降碳，成效显著。\n\n", WholeFile("x")) == ()
    assert mentions([], YEARS) == ()


def test_a_figure_far_back_is_not_read_from_its_middle() -> None:
    text = "经测算，建设期末剩余排放量约11361吨CO2，计划通过购买绿证、绿电抵扣5112吨CO2，通过CCER减排量及厂界外新能源项目抵消4249吨CO2。"
    found = text_mentions(text, PLACE, "三（三）", YEARS)
    assert [m.read.value for m in found if m.metric == "offset_volume"] == [5112.0, 4249.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("碳抵消率由目前的35.2%提升至82%。", [(35.2, "past"), (82.0, "goal")]),
        ("省内同类企业2024年平均碳排放强度为1.32吨/万元。", []),
        ("行业平均可再生能源占比为6.8%。", []),
    ],
)
def test_from_today_and_averages_of_others(text: str, expected: list[tuple[float, str]]) -> None:
    found = text_mentions(text, PLACE, "一（三）", YEARS)
    assert [(m.read.value, m.tense) for m in found] == expected


def test_the_year_of_another_figures_start_dates_nothing_else() -> None:
    text = "到2028年，单位产品能耗由2024年的247.3kgce/t降至221.1kgce/t，降低10.6%；可再生能源使用占比由3.2%提高到6.6%；碳抵消率由33%提高到65%。"
    found = text_mentions(text, PLACE, "二", YEARS)
    shares = [(m.read.value, m.year, m.tense) for m in found if m.metric in FORM]
    assert shares == [
        (3.2, None, "past"),
        (6.6, 2028, "goal"),
        (33.0, None, "past"),
        (65.0, 2028, "goal"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "绿证（含绿电）8089吨，占剩余排放量50%，在50%上限以内；CCER 7000吨，占43%；二者合计15089吨。",
            [7000.0, 8089.0, 15089.0],
        ),
        ("凭证一证一用，不重复抵扣，也不从19090吨排放总量中预先扣除。", []),
    ],
)
def test_volumes_of_offset(text: str, expected: list[float]) -> None:
    found = text_mentions(text, PLACE, "三（三）", YEARS)
    assert sorted(m.read.value or 0 for m in found if m.metric == "offset_volume") == expected


def test_a_year_before_the_last_level_is_no_part_of_its_unit() -> None:
    text = "②单位工业增加值碳排放量，2023年1.142tCO2/万元→2027年0.852tCO2/万元；④单位产品取水量，7.86m3/t→6.917m3/t。"
    found = text_mentions(text, PLACE, "二", YEARS)
    assert [(m.read.value, m.read.unit, m.tense) for m in found] == [
        (1.142, "tCO2/万元", "past"),
        (0.852, "tCO2/万元", "goal"),
        (7.86, "m3/t", "past"),
        (6.917, "m3/t", "goal"),
    ]


def test_circled_numbers_are_no_digits() -> None:
    text = "①2024年综合能耗8560①吨标准煤；②碳抵消率由33%提高到65%。"
    found = text_mentions(text, PLACE, "一（三）", YEARS)
    told = [(m.metric, m.read.value, m.year) for m in found]
    assert ("energy_consumption", 8560.0, 2024) in told
    assert [value for metric, value, _ in told if metric == "offset_rate"] == [33.0, 65.0]
