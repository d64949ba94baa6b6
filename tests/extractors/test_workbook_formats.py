"""Number formats and formulas: what a person sees on the sheet."""

from __future__ import annotations

import pytest

from extractors.readers.workbook_formats import is_date, is_percent, iso, plain, shown
from extractors.readers.workbook_formulas import Evaluator
from extractors.readers.workbook_sheet import Raw, Sheet, column_name, spot_of

SHOWN = [
    (12850.5, "General", "12850.5"),
    (3000.0, "General", "3000"),
    (0.1 + 0.2, "General", "0.3"),
    (13857123456.0, "General", "13857123456"),
    (1e-7, "General", "0.0000001"),
    (-12.0, "General", "-12"),
    (3000.0, "0.00", "3000.00"),
    (1234567.891, "#,##0", "1,234,568"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (123.0, "#,##0.00", "123.00"),
    (0.0, "#,##0", "0"),
    (0.0, "#", ""),
    (0.5, "0.##", "0.5"),
    (2.0, "0.##", "2"),
    (7.0, "000", "007"),
    (0.125, "0.0%", "12.5%"),
    (0.125, "0%", "13%"),
    (-0.05, "0.00%", "-5.00%"),
    (2.5, "0", "3"),
    (1234.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "1,234.50"),
    (-1234.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-1,234.50"),
    (-1234.0, "#,##0;(#,##0)", "(1,234)"),
    (0.0, '0;-0;"无"', "无"),
    (1200.0, '0"万元"', "1200万元"),
    (1200.0, "0.0 万元", "1200.0 万元"),
    (12850500.0, '0.00,"千元"', "12850.50千元"),
    (12850500.0, '0!.0,"万"', "1285.1万"),
    (1200.0, "¥#,##0.00", "¥1,200.00"),
    (1200.0, '[$¥-804]#,##0', "¥1,200"),
    (1200.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,200.00"),
    (12345.0, "0.00E+00", "12345"),
    (0.5, "# ?/?", "0.5"),
    (13857123456.0, "000-0000-0000", "138-5712-3456"),
    (1285.0, 'General"万元"', "1285万元"),
    (-1285.0, "General;-General", "-1285"),
    (12.0, "[DBNum1][$-804]General", "12"),
    (36.0, '0"元/吨"', "36元/吨"),
    (0.5, '0.00"kgce/E+"', "0.50kgce/E+"),
    (12850500.0, '[>=10000]0!.0,"万";0', "1285.1万"),
    (9000.0, '[>=10000]0!.0,"万";0', "9000"),
    (-3.0, "[Red][<0]-0;0", "-3"),
    (5.0, "@", "5"),
    (5.0, ";;;", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_shown(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


DATES = [
    ("yyyy/m/d", True),
    ('yyyy"年"m"月"d"日"', True),
    ("[$-804]yyyy/m/d;@", True),
    ("h:mm:ss", True),
    ("mm:ss.0", True),
    ("General", False),
    ("0.00_ ", False),
    ('0"d"', False),
    ("[Red]0", False),
    ("@", False),
    ('#,##0"年"', False),
]


@pytest.mark.parametrize(("code", "date"), DATES)
def test_is_date(code: str, date: bool) -> None:
    assert is_date(code) is date


ISO = [
    (45726, "yyyy/m/d", "2025-03-10"),
    (45726, 'yyyy"年"m"月"', "2025-03"),
    (45726, "yyyy", "2025"),
    (45726, 'm"月"d"日"', "2025-03-10"),
    (45726.5, "yyyy/m/d h:mm", "2025-03-10T12:00"),
    (45726.5, "yyyy/m/d", "2025-03-10"),
    (0.354166666666667, "h:mm", "08:30"),
    (1, "yyyy/m/d", "1900-01-01"),
    (61, "yyyy/m/d", "1900-03-01"),
    (-1, "yyyy/m/d", None),
    (3_000_000, "yyyy/m/d", None),
]


@pytest.mark.parametrize(("serial", "code", "text"), ISO)
def test_iso(serial: float, code: str, text: str | None) -> None:
    assert iso(serial, code) == text


def test_the_other_epoch() -> None:
    assert iso(44264, "yyyy/m/d", base_1904=True) == "2025-03-10"


def test_percent_and_plain() -> None:
    assert [is_percent(c) for c in ("0%", "0.00%", '0"%"', "0")] == [True, True, False, False]
    assert plain(330282198001011234.0) == "330282198001011000"


FORMULAS = {
    "A1+B1*2": 70.0,
    "-A1^2": 100.0,
    "(A1+B1)/4": 10.0,
    "SUM(A1:B2)": 45.0,
    "SUM(A1,B1:B2,1)": 41.0,
    "SUM('附件 2'!A1:A2)+另页!A1": 307.0,
    "ROUND(A1/3,1)": 3.3,
    "AVERAGE(A1:B1)": 20.0,
    "A1*50%": 5.0,
    "+$A$1": 10.0,
    "MAX(A1:B2)-MIN(A1:B1)": 20.0,
    "C1+1": 31.0,
    "Z9+A1": 10.0,
    "A1/0": None,
    "A1+D1": None,
    "E1+1": None,
    "F1+1": None,
    "VLOOKUP(A1,A1:B2,2)": None,
    "SUM(A1:XFD1048576)": None,
    "A1+": None,
    "(A1": None,
    "SUM(": None,
    "别处!A1": None,
    "A1&B1": None,
    "LOG10(A1)": None,
    "": None,
}


@pytest.mark.parametrize(("formula", "expected"), FORMULAS.items())
def test_formula(formula: str, expected: float | None) -> None:
    def number(value: str) -> Raw:
        return Raw("n", value, 0)

    cells = {
        (0, 0): number("10"),
        (0, 1): number("30"),
        (1, 0): number("5"),
        (1, 1): Raw("n", None, 0),
        (0, 2): Raw("n", None, 0, "A1+20"),
        (0, 3): Raw("str", "约3000", 0),
        (0, 4): Raw("e", "#REF!", 0),
        (0, 5): Raw("n", None, 0, "F1+1"),
        (9, 9): Raw("n", None, 0, formula),
    }
    other = Sheet({(0, 0): number("100"), (1, 0): number("107")})
    book = {"页": Sheet(cells), "附件 2": other, "另页": Sheet({(0, 0): number("100")})}
    value = Evaluator(book).value("页", (9, 9))
    assert value == (None if expected is None else pytest.approx(expected))


def test_references() -> None:
    assert [spot_of(r) for r in ("A1", "$B$7", "XFD1048576", "7B", "")] == [
        (0, 0),
        (6, 1),
        (1048575, 16383),
        None,
        None,
    ]
    assert [column_name(c) for c in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
