"""The roster file: what is accepted, and how a slip is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.roster import RosterError, example, load, parse
from schemas.assignment import Duty, TieKind
from schemas.finding import Speciality

WHOLE = """
[[experts]]
name = "专家甲"
specialities = ["能源", "carbon"]
employer = "某某大学"
limit = 8
leave = [{from = 2025-03-01, to = 2025-03-10}]

  [[experts.ties]]
  kind = "adviser"
  firm = "浙江恒某化纤有限公司"
  until = 2024-06-30
"""
ONE = '[[experts]]\nname = "专家甲"\n'
GOOD = 'specialities = ["energy"]\nlimit = 3\n'


def test_a_whole_entry_is_read() -> None:
    (expert,) = parse(WHOLE, "roster.toml").experts
    assert expert.specialities == (Speciality.ENERGY, Speciality.CARBON)
    assert expert.leave[0].start == "2025-03-01"
    assert (expert.ties[0].kind, expert.ties[0].until) == (TieKind.ADVISER, "2024-06-30")


def test_the_example_serves_every_speciality_and_has_staff() -> None:
    people = example().experts
    served = {one for person in people if not person.on_leave for one in person.specialities}
    assert served == set(Speciality)
    assert any(person.duty is Duty.STAFF for person in people)


SLIPS = {
    "syntax": ("[[experts]\n", "不是有效的TOML"),
    "nobody": ("", "没有任何专家"),
    "not a table": ('experts = ["专家甲"]', "应为表"),
    "missing": (ONE + 'specialities = ["energy"]', "缺少 limit"),
    "unknown item": (ONE + GOOD + "limt = 3", "有不认识的项 limt"),
    "unknown speciality": (ONE + 'specialities = ["enrgy"]\nlimit = 3', "不认识 'enrgy'，可用："),
    "wrong type": (ONE + 'specialities = ["energy"]\nlimit = "三"', "limit 应为整数"),
    "no speciality": (ONE + "specialities = []\nlimit = 3", "specialities 为空"),
    "negative": (ONE + 'specialities = ["energy"]\nlimit = -1', "不能为负数"),
    "leave reversed": (
        ONE + GOOD + "leave = [{from = 2025-03-10, to = 2025-03-01}]",
        "休假日期有误",
    ),
    "tie to nobody": (ONE + GOOD + 'ties = [{kind = "kin"}]', "须写 firm"),
    "tie's date": (
        ONE + GOOD + 'ties = [{kind = "adviser", firm = "某厂", until = "去年"}]',
        "until",
    ),
    "namesakes": ((ONE + GOOD) * 2, "重名：专家甲"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_in_one_chinese_line(slip: str) -> None:
    text, words = SLIPS[slip]
    with pytest.raises(RosterError) as caught:
        parse(text, "roster.toml")
    message = str(caught.value)
    assert words in message and "roster.toml" in message and "\n" not in message


def test_the_line_of_the_expert_is_named() -> None:
    with pytest.raises(RosterError, match="第5行，专家“专家乙”"):
        parse(ONE + GOOD + '[[experts]]\nname = "专家乙"\nlimit = 1', "roster.toml")


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="打不开"):
        load(tmp_path / "roster.toml")
    (tmp_path / "roster.toml").write_bytes(ONE.encode("gbk"))
    with pytest.raises(RosterError, match="UTF-8"):
        load(tmp_path / "roster.toml")
