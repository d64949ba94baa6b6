"""Pasted lines in the shapes that offices paste: what is understood, and why a line is not."""

from __future__ import annotations

import pytest

from desk.dictionaries import drafts, lines
from desk.dictionaries.dates import since_of
from schemas.lists import ListKind
from schemas.policy import Listed

CODE = "91330109MA2B3C4D1C"
C, R = ListKind.CULTIVATED, ListKind.REMOVED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"浙江甲乙有限公司\t{CODE}\t2025", Listed("浙江甲乙有限公司", CODE, "2025")),
        (f"1 浙江甲乙有限公司 杭州市 {CODE} 2025 培育中", Listed("浙江甲乙有限公司", CODE, "2025", "培育中")),
        (f"{CODE},2025年,浙江甲乙有限公司", Listed("浙江甲乙有限公司", CODE, "2025")),
        (f"（3）\t绍兴市\t柯桥区\t浙江甲乙有限公司\t{CODE.lower()}\t2025年第一批", Listed("浙江甲乙有限公司", CODE, "2025")),
        ("浙江甲乙有限公司，2024年度，已退出", Listed("浙江甲乙有限公司", "", "2024", "已退出")),
        ("　浙江甲乙（集团）有限公司　", Listed("浙江甲乙（集团）有限公司", "", "2026")),
        ('"浙江甲乙有限公司";"9133 0109 MA2B 3C4D 1C"', Listed("浙江甲乙有限公司", CODE, "2026")),
        ("年度\t单位名称\n2025\t浙江甲乙有限公司", Listed("浙江甲乙有限公司", "", "2025")),
        (f"某年名单\n\n序号\t企业名称\t备注\t信用代码\n1\t浙江甲乙有限公司\t2019\t{CODE}", Listed("浙江甲乙有限公司", CODE, "2026")),
        ("企业名称\n浙江甲乙有限公司", Listed("浙江甲乙有限公司", "", "2026")),
        ("\ufeff企业名称,年度\r\n浙江甲乙有限公司,2025\r\n", Listed("浙江甲乙有限公司", "", "2025")),
    ],
)  # fmt: skip
def test_a_firm_is_understood(text: str, expected: Listed) -> None:
    pasted = lines.read(text, C, "2026")
    assert (pasted.listed, pasted.unusable) == ((expected,), ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("浙江甲乙有限公司\t91330109MA2B3C4D1X\t2025", "校验位不对，请对照营业执照"),
        ("浙江甲乙有限公司\t9I330109MA2B3C4D1C\t2025", f"是否为 {CODE}？"),
        ("浙江甲乙有限公司\t9133010900000001\t2025", "应为18位，这里是16位"),
        ("浙江甲乙有限公司\t9.13301E+17\t2025", "成了数字"),
        ("浙江甲乙有限公司\t", "没有写年度，也没有填统一的名单年度"),
        ("企业名称\t年度\n浙江甲乙有限公司\t明年", "“明年”不是年度"),
        (f"{CODE}\t2025", "没有企业名称"),
        ("12\t2025", "没有企业名称"),
        ("甲厂\t2025", "不全"),
        (f"{'长' * 101}\t2025", "超过100字"),
        (f"企业名称\t年度\t状态\n浙江甲乙有限公司\t2025\t{'很' * 41}", "状态过长"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(text: str, reason: str) -> None:
    pasted = lines.read(text, C)
    assert pasted.listed == ()
    assert reason in pasted.unusable[0].reason
    assert pasted.unusable[0].number == text.count("\n") + 1


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (f"浙江丙丁有限公司\t{CODE}", "与第1行重复"),
        ("浙江甲乙有限公司", "与第1行重复"),
        ("浙江甲乙 有限公司\t91330000142912345X", ""),
    ],
)
def test_a_firm_twice(second: str, reason: str) -> None:
    pasted = lines.read(f"浙江甲乙有限公司\t{CODE}\n{second}", C, "2025")
    assert len(pasted.listed) == 1
    assert reason in pasted.unusable[0].reason


def test_one_name_with_two_codes_is_for_a_person() -> None:
    other = "913301096680123451"
    from validators.firms.credit_code import check_character

    other = other[:17] + check_character(other)
    pasted = lines.read(f"浙江甲乙有限公司\t{CODE}\n浙江甲乙有限公司\t{other}", C, "2025")
    assert "同名而信用代码不同" in pasted.unusable[0].reason


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("2024", "2024", "2024年"),
        ("2024年12月", "2024", "2024年12月"),
        ("2024-12-05 00:00:00", "2024", "2024年12月5日"),
        ("２０２４．１２", "2024", "2024年12月"),
        ("2024年第二批", "2024", "2024年"),
        ("2024-02-30", "", ""),
        ("1999", "", ""),
        ("24年", "", ""),
        ("", "", ""),
    ],
)
def test_dates(text: str, year: str, day: str) -> None:
    assert (since_of(text, C), since_of(text, R)) == (year, day)


def test_what_a_list_says_as_text_is_read_as_the_same_list() -> None:
    listed = (
        Listed("浙江甲乙有限公司", CODE, "2024年12月5日", "移出"),
        Listed("杭州丙丁厂（普通合伙）", "", "2023年"),
    )
    assert lines.read(lines.as_text(listed, R), R).listed == listed


def test_more_lines_than_a_list_has_are_told_and_counted() -> None:
    text = "\n".join(f"浙江第{number}家有限公司" for number in range(lines.MOST + 2))
    pasted = lines.read(text, C, "2025")
    assert (len(pasted.listed), len(pasted.unusable)) == (lines.MOST, 2)
    assert "分次录入" in pasted.unusable[0].reason


@pytest.mark.parametrize("char", ["\t", ",", " ", "1", "字", "(", "2024-", "9E+"])
def test_a_line_without_end_takes_no_time(char: str) -> None:
    assert lines.read(char * 200_000, C).listed == ()


def test_what_a_draft_changes() -> None:
    a, b, c = (Listed(f"浙江{one}一有限公司", since="2024") for one in "甲乙丙")
    coded = Listed(b.name, CODE, "2025")
    pasted = lines.Pasted((coded, c), (), 0)
    added = drafts.draft(pasted, (a, b), adding=True)
    assert added.listed == (a, coded, c)
    assert added.change == drafts.Change((c,), (coded,), ())
    instead = drafts.draft(pasted, (a, b), adding=False)
    assert instead.change == drafts.Change((c,), (coded,), (a,))
    assert drafts.draft(pasted, pasted.listed, adding=True).change.nothing
    assert added.mark != instead.mark
