"""Rules that compare the submissions of a batch: who is told of whom, and when they keep silent."""

from __future__ import annotations

import pytest
from msgspec import structs

from fixtures.submissions import Change, right
from schemas.edition_2025 import GUIDANCE
from schemas.policy import edition
from schemas.submission import Problem, Submission
from validators.catalogue import judge_across
from validators.form.groups import paired
from validators.twins.likeness import policy_lines

CODE = "91330109MA2B3C4D1C"


OTHER = {"uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司"}
SISTER = {"uscc": "913306817125836037", "factory_name": "诸暨某某新材料有限公司"}
FIGURES = {
    "output_value.2022": 52013.6,
    "output_value.2023": 55127.8,
    "output_value.2024": 58241.3,
    "emissions.2023": 16412.5,
    "energy_consumption.2024": 8561.7,
}
PARAGRAPH = (
    "本公司在纺丝车间实施热媒系统改造，更换保温材料并优化循环泵运行曲线，停机检修期间完成管线切改，运行半年来"
    "蒸汽单耗持续下降。班组按日统计能耗并张榜公布，对连续超标的机台由设备科牵头查找原因，逐项整改销号，"
    "相关做法已写入岗位操作规程并纳入月度绩效，由生产部会同财务部每季核对一次，{}年以来累计整改{}项。"
)


def _batch(*codes: str | None) -> list[Submission]:
    return [right({"uscc": code}, name=f"{i:03}") for i, code in enumerate(codes, start=1)]


def _said(batch: list[Submission]) -> list[tuple[str, str, str]]:
    found = judge_across(batch, edition())
    return [(name, f.rule, f.actual) for name, f in found if f.rule == "N01"]


def test_each_names_the_others() -> None:
    assert _said(_batch(CODE, "913306817125836037", CODE, CODE)) == [
        ("001", "N01", "另见003、004"),
        ("003", "N01", "另见001、004"),
        ("004", "N01", "另见001、003"),
    ]


@pytest.mark.parametrize(
    "other", ["91330109ma2b3c4d1c", "9133 0109 MA2B 3C4D 1C", "９１３３０１０９MA2B3C4D1C"]
)
def test_spelling_does_not_matter(other: str) -> None:
    assert len(_said(_batch(CODE, other))) == 2


@pytest.mark.parametrize("code", [None, "/", "无", "91330109", "9133010OMA2B3C4D1C"])
def test_what_is_no_code_is_not_compared(code: str | None) -> None:
    assert _said(_batch(code, code)) == []


def test_two_groups_are_kept_apart() -> None:
    found = _said(_batch(CODE, "913306817125836037", CODE, "913306817125836037"))
    assert [(name, actual) for name, _, actual in found] == [
        ("001", "另见003"),
        ("003", "另见001"),
        ("002", "另见004"),
        ("004", "另见002"),
    ]


def test_evidence_is_the_code_itself() -> None:
    (_, finding), _ = (
        said for said in judge_across(_batch(CODE, CODE), edition()) if said[1].rule == "N01"
    )
    assert finding.fields == ("uscc",)
    assert finding.evidence[0].text == CODE


def _written(**texts: str) -> dict[str, Change]:
    """Every chapter of its own, so that only ``texts`` can be alike."""
    numbers = [chapter.number for chapter in right().chapters]
    return {f"chapter.{number}": texts.get(number, f"{number}另行安排。") for number in numbers}


def _first(code: str, *changes: dict[str, Change]) -> list[tuple[str, str]]:
    """What the rule says of the first submission: (severity, actual)."""
    batch = [right(change, name=f"{i:03}") for i, change in enumerate(changes, start=1)]
    found = judge_across(batch, edition())
    return [(f.severity, f.actual) for name, f in found if (name, f.rule) == ("001", code)]


def _severities(code: str, *changes: dict[str, Change]) -> list[str]:
    return [severity for severity, _ in _first(code, *changes)]


PHONE = {"contact_phone": "0571-82345678"}
STORAGE = {"projects.1.name": "园区共享储能电站", "projects.1.total_investment": 2653.4}
GREEN = {"evidence.carbon_offset": "绿证编号：GEC-2024-00123456"}
PATENT = {"innovations.1.content": "已获发明专利ZL202110123456.7"}
LAST = {"cover_date": "2024-03", "commitment_date": "2024-03-10"}


@pytest.mark.parametrize(
    ("code", "one", "other", "severities"),
    [
        ("N02", {}, {**OTHER, "factory_name": "浙江某某化纤（集团）有限公司"}, ["info"]),
        ("N02", {}, {**OTHER, "factory_name": "宁波某某化纤有限公司"}, ["info"]),
        ("N02", {}, {**OTHER, "factory_name": "浙江某某热电有限公司"}, []),
        ("N02", {}, OTHER, []),
        ("N03", PHONE, {**OTHER, "legal_representative_phone": "057182345678"}, ["warning"]),
        ("N03", PHONE, {**SISTER, **PHONE}, ["info"]),
        ("N03", PHONE, PHONE, []),
        ("N03", {}, OTHER, []),  # 13800000000 is nobody's number
        ("N05", FIGURES, {**OTHER, **FIGURES}, ["warning"]),
        ("N05", FIGURES, {**SISTER, **FIGURES}, ["info"]),
        ("N05", FIGURES, {**OTHER, **FIGURES, "emissions.2023": 16412.6}, []),
        ("N05", {}, OTHER, []),  # round figures
        ("N06", STORAGE, {**OTHER, **STORAGE}, ["warning"]),
        ("N06", STORAGE, {**SISTER, **STORAGE}, ["info"]),
        ("N06", STORAGE, {**OTHER, **STORAGE, "projects.1.total_investment": 2653.0}, []),
        ("N06", {}, OTHER, []),  # a round sum for a common name
        ("N07", GREEN, {**OTHER, **GREEN}, ["error"]),
        ("N07", GREEN, {**GREEN, **LAST}, ["error"]),
        ("N07", GREEN, GREEN, []),
        ("N07", PATENT, {**OTHER, **PATENT}, ["warning"]),
        ("N07", PATENT, {**SISTER, **PATENT}, ["info"]),
        ("N07", PATENT, {**PATENT, **LAST}, []),
        ("N08", {}, {**LAST, "energy_consumption.2023": 9120.0}, ["warning"]),
        ("N08", {}, {**LAST, "energy_consumption.2023": 8750.0}, []),
        ("N08", {}, {"energy_consumption.2023": 9120.0}, []),
        ("N08", {}, {**OTHER, **LAST, "energy_consumption.2023": 9120.0}, []),
        ("N01", {}, LAST, []),
    ],
)
def test_pairs(
    code: str, one: dict[str, Change], other: dict[str, Change], severities: list[str]
) -> None:
    assert _severities(code, one, other) == severities


def test_a_paragraph_in_common_is_told_whatever_the_figures() -> None:
    one = _written(三=PARAGRAPH.format(2022, 31))
    other = {**_written(三=PARAGRAPH.format(2023, 17)), **OTHER}
    assert _first("N04", one, other) == [("warning", "002：相同段落")]
    assert _severities("N04", one, {**other, **SISTER}) == ["info"]
    assert _severities("N04", one, _written(三=PARAGRAPH)) == []


def test_the_firms_name_in_the_paragraph_does_not_hide_it() -> None:
    names = ("浙江某某化纤有限公司", "诸暨乙纸业有限公司")
    one, other = (_written(三=PARAGRAPH.replace("本公司", name)) for name in names)
    assert _severities("N04", one, {**other, **OTHER}) == ["warning"]


def test_the_forms_and_the_policys_own_words_are_nobodys() -> None:
    policy = policy_lines()
    shared = max(policy, key=len) + "".join(GUIDANCE.values())
    one, other = (_written(一=f"{shared}") for _ in range(2))
    assert _severities("N04", one, {**other, **OTHER}) == []


def test_stock_wording_of_the_batch_is_nobodys() -> None:
    firms = [f"{name}材料有限公司" for name in "甲乙丙丁戊己庚辛壬癸"]
    batch = [{**_written(三=PARAGRAPH), "factory_name": firm, "uscc": None} for firm in firms]
    assert _severities("N04", *batch) == []
    assert _severities("N04", *batch[:3]) == ["warning"]


def test_three_strangers_under_one_number_are_an_advisers() -> None:
    names = [f"{n}{n}化工有限公司" for n in "甲乙丙"]
    batch = [right({**PHONE, "factory_name": n, "uscc": None}, name=n) for n in names]
    said = [f.message for _, f in judge_across(batch, edition()) if f.rule == "N03"]
    assert len(said) == 3 and all("咨询机构" in words for words in said)


def test_what_could_not_be_read_is_not_compared() -> None:
    lost = structs.replace(right(name="002"), problem=Problem("no_plan", "没有方案。"))
    assert list(judge_across([right(name="001"), lost], edition())) == []


def test_a_batch_may_be_a_stream() -> None:
    stream = (right(name=name) for name in ("001", "002"))
    assert {name for name, _ in judge_across(stream, edition())} == {"001", "002"}


def test_a_crowd_is_told_at_a_cost_that_grows_with_it() -> None:
    assert len(list(paired(range(10)))) == 45
    assert len(list(paired(range(1000)))) == 999 + 998 + 997
