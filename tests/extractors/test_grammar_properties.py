"""What is written in any of the usual ways is read back as it was."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.grammar.dates import read_date, read_period, read_year
from extractors.grammar.numbers import read_count, read_free_number, read_number, read_percent
from extractors.grammar.text import is_blank, tidy
from extractors.grammar.ticks import read_ticks
from schemas.fields import HONOURS, OWNERSHIP
from schemas.submission import State

FAST = settings(max_examples=60, deadline=None)
MONEY = st.decimals(min_value=0, max_value=9_999_999, places=2, allow_nan=False)
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@FAST
@given(
    MONEY, st.sampled_from(["{}", "{}万元", " {} 万元 ", "{}（万元）", "¥{}万元", "{}\n", "'{}"])
)
def test_money_reads_back(value: Decimal, shape: str) -> None:
    for digits in (
        f"{value}",
        f"{value:,}",
        f"{value:,}".replace(",", "，"),
        f"{value}".translate(WIDE),
    ):
        read = read_number(shape.format(digits), "万元")
        assert read.value == float(value)
        assert read.decimals == 2
        assert read.state is State.STATED


@FAST
@given(MONEY, st.sampled_from([("元", -4), ("千元", -1), ("万元", 0), ("百万元", 2), ("亿元", 4)]))
def test_header_unit_and_cell_unit_agree(value: Decimal, unit: tuple[str, int]) -> None:
    name, power = unit
    by_header = read_number(f"{value}", "万元", printed_unit=name)
    by_cell = read_number(f"{value}{name}", "万元", printed_unit="元")
    assert by_header.value == by_cell.value == float(value.scaleb(power))
    assert by_header.decimals == by_cell.decimals == 2 - power


@FAST
@given(MONEY.filter(bool))
def test_brackets_are_negative_only_when_asked(value: Decimal) -> None:
    assert read_number(f"({value:,})", "万元", brackets_negative=True).value == -float(value)
    plain = read_number(f"({value:,})", "万元")
    assert plain.value == float(value)
    assert plain.confidence < 0.9


@FAST
@given(st.decimals(min_value=1, max_value=100, places=1, allow_nan=False))
def test_percent_reads_back(value: Decimal) -> None:
    for shape in ("{}%", "{}", "降低{}%", "提高 {} %", "↓{}", "下降{}个百分点", "约{}％"):
        assert read_percent(shape.format(value)).value == float(value)


@FAST
@given(MONEY, st.sampled_from(["kgce/t", "吨标煤/万元", "tCO2/t", "m3/t", "kWh/百米"]))
def test_free_number_reads_back(value: Decimal, unit: str) -> None:
    for shape in ("{} {}", "{}{}", "{}（{}）"):
        read = read_free_number(shape.format(value, unit))
        assert (read.value, read.unit) == (float(value), unit)


@FAST
@given(st.integers(1, 999))
def test_count_reads_back(count: int) -> None:
    for shape in ("{}", "{}台", "{} 台", "{}（台）", "{}.0"):
        assert read_count(shape.format(count)).value == count


@FAST
@given(st.dates())
def test_date_reads_back(day: object) -> None:
    from datetime import date

    assert isinstance(day, date)
    if not 1900 <= day.year <= 2099:
        return
    shapes = (f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d} 00:00:00")  # fmt: skip
    assert {read_date(shape).value for shape in shapes} == {day.isoformat()}
    assert read_year(f"{day.year}年度")[0] == day.year


MONTH = st.tuples(st.integers(2020, 2035), st.integers(1, 12))


@FAST
@given(MONTH, MONTH, st.sampled_from(["-", "—", "–", "~", "～", "至", "--", "——", " 至 "]))
def test_period_reads_back(start: tuple[int, int], end: tuple[int, int], dash: str) -> None:
    for shape in ("{}.{}", "{}年{}月", "{}/{}", "{}.{:02}", "{}年{:02}月", "{}{:02}"):
        text = shape.format(*start) + dash + shape.format(*end)
        read = read_period(text)
        assert (read.start, read.end) == (f"{start[0]}-{start[1]:02}", f"{end[0]}-{end[1]:02}")


@FAST
@given(
    st.sets(st.sampled_from(list(OWNERSHIP)), max_size=3), st.sampled_from(["☑☐", "■□", "√□", "●○"])
)
def test_ticks_read_back(chosen: set[str], boxes: str) -> None:
    on, off = boxes
    before = "内资（{}国有{}集体{}民营）{}中外合资{}港澳台{}外商独资"
    after = "内资（国有{} 集体{} 民营{}） 中外合资{} 港澳台{} 外商独资{}"
    drawn = [on if option in chosen else off for option in OWNERSHIP]
    for shape in (before, after):
        read = read_ticks(shape.format(*drawn), tuple(OWNERSHIP))
        assert set(read.ticked) == chosen
        assert read.state is (State.STATED if chosen else State.BLANK)


@FAST
@given(st.sets(st.sampled_from(HONOURS)), st.sampled_from([" ", "    ", "\n", ""]))
def test_honours_read_back(chosen: set[str], gap: str) -> None:
    text = gap.join(("☑" if option in chosen else "☐") + option for option in HONOURS)
    assert set(read_ticks(text, HONOURS).ticked) == chosen


@FAST
@given(st.text(max_size=80))
def test_no_text_breaks_a_grammar(text: str) -> None:
    for read in (read_number(text, "万元"), read_number(text, "tce"), read_percent(text), read_count(text), read_free_number(text)):  # fmt: skip
        assert (read.state is State.BLANK) <= (read.value is None)
        assert (read.state is State.UNREADABLE) <= (read.value is None)
    read_date(text, serial=True)
    read_period(text)
    read_ticks(text, HONOURS)
    assert not is_blank(text) or not tidy(text).strip("＿﹍﹎﹏ˍ▁")
