"""The suite of data checks, made from the field dictionary; each says in Chinese what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from great_expectations import expectations as stock
from great_expectations.expectations.expectation import Expectation
from msgspec import Struct

from reports import expectations_own as own
from reports.dataset import YEARS_SHOWN, columns_of, is_number
from schemas.fields import ALL_FIELDS, OWNERSHIP, Field, Type
from validators.registers.divisions import cities
from validators.registers.industries import MANUFACTURING

FRESH_DAYS: Final = 30
_BACK: Final = ("上年度", "前一年", "前两年")
_PARTS: Final = {
    "before": "实施前",
    "after": "实施后",
    "effect": "实施成效",
    "code": "代码",
    "name": "名称",
    "start": "起",
    "end": "止",
}
_MAY_BE_NEGATIVE: Final = frozenset({"profit"})
_DATE: Final = r"^\d{4}-\d{2}(?:-\d{2})?$"
_OPTIONS: Final = "|".join(OWNERSHIP.values())
_PATTERNS: Final = {
    Type.DATE: ("是日期", _DATE),
    Type.PERIOD: ("是日期", _DATE),
    Type.PHONE: ("像电话号码", r"^[\d\-+()、,;/ ]{7,40}$"),
    Type.CITY: ("是浙江省的设区市", "|".join(cities())),
    Type.CHOICE: ("是表列选项", rf"^(?:{_OPTIONS})(?:、(?:{_OPTIONS}))*$"),
}
_DIVISIONS: Final = "|".join(str(division) for division in MANUFACTURING)
_ROW_LIMIT: Final = 1_000_000


class Asked(Struct, frozen=True):
    """One check: its key, what it asks in words, the expectation that carries it out."""

    key: str
    words: str
    expectation: Expectation


def suite(day: date) -> tuple[Asked, ...]:
    """All checks, as of ``day``."""
    return (
        *(asked for field in ALL_FIELDS for asked in _of_field(field)),
        *_across_columns(),
        *_of_table(day),
    )


def _of_field(field: Field) -> Iterator[Asked]:
    for column in columns_of(field):
        label = _label(field, column)
        if field.required:
            yield Asked(
                f"{column}.stated",
                f"“{label}”已填写",
                stock.ExpectColumnValuesToNotBeNull(column=column),
            )
        yield from _of_type(field, column, label)


def _label(field: Field, column: str) -> str:
    rest = column.removeprefix(field.key).lstrip("._")
    if field.yearly:
        return f"{field.label} {_BACK[int(rest)]}"
    return f"{field.label} {_PARTS[rest]}" if rest else field.label


def _of_type(field: Field, column: str, label: str) -> Iterator[Asked]:
    if is_number(field):
        yield from _figure(field, column, label)
    elif field.type in _PATTERNS:
        words, pattern = _PATTERNS[field.type]
        yield _like(column, f"“{label}”{words}", pattern)
    elif field.type is Type.INDUSTRY and column.endswith("code"):
        yield _like(column, f"“{label}”是制造业四位代码", rf"^(?:{_DIVISIONS})\d\d$")
    elif field.type is Type.USCC:
        expectation = own.ExpectColumnValuesToBeCreditCodes(column=column)
        yield Asked(f"{column}.checksum", f"“{label}”校验位正确", expectation)


def _figure(field: Field, column: str, label: str) -> Iterator[Asked]:
    if column.endswith("effect") or field.key in _MAY_BE_NEGATIVE:
        return
    if field.type is Type.PERCENT:
        yield _between(column, f"“{label}”在0—100%之间", 0, 100)
    else:
        yield _between(column, f"“{label}”不为负", 0, None)


def _between(column: str, words: str, low: float | None, high: float | None) -> Asked:
    expectation = stock.ExpectColumnValuesToBeBetween(column=column, min_value=low, max_value=high)
    return Asked(f"{column}.range", words, expectation)


def _like(column: str, words: str, pattern: str) -> Asked:
    expectation = stock.ExpectColumnValuesToMatchRegex(column=column, regex=pattern)
    return Asked(f"{column}.pattern", words, expectation)


def _across_columns() -> Iterator[Asked]:
    yield Asked(
        "years.consecutive",
        "三个报告年度连续",
        own.ExpectYearsToBeConsecutive(
            column_list=[f"year.{back}" for back in range(YEARS_SHOWN)],
            ignore_row_if="any_value_is_missing",
        ),
    )
    yield _fitting(
        "admission.scale",
        "综合能耗或产值达到规模体量门槛",
        own.ExpectScaleToReachAdmission,
        ("energy_consumption.0", "output_value.0"),
    )
    yield _fitting(
        "projects.sum",
        "附件2-2投资合计不超过方案总投资",
        own.ExpectSumToStayWithin,
        ("project_sum", "total_investment"),
    )
    for back in range(YEARS_SHOWN):
        pair = (f"value_added.{back}", f"output_value.{back}")
        words = f"工业增加值不大于工业总产值（{_BACK[back]}）"
        yield _fitting(f"value_added.{back}.within", words, own.ExpectColumnsInOrder, pair)
    period = ("period_start", "period_end")
    yield _fitting("period.order", "实施周期先起后止", own.ExpectColumnsInOrder, period)


def _fitting(key: str, words: str, kind: type[Expectation], columns: tuple[str, str]) -> Asked:
    expectation = kind(column_list=list(columns), ignore_row_if="any_value_is_missing")
    return Asked(key, words, expectation)


def _of_table(day: date) -> Iterator[Asked]:
    yield Asked(
        "table.rows",
        "有材料入库",
        stock.ExpectTableRowCountToBeBetween(min_value=1, max_value=_ROW_LIMIT),
    )
    yield Asked(
        "uscc.unique",
        "统一社会信用代码不重复",
        stock.ExpectColumnValuesToBeUnique(column="uscc"),
    )
    oldest = (day - timedelta(days=FRESH_DAYS)).toordinal()
    yield Asked(
        "table.fresh",
        f"最近{FRESH_DAYS}天内有新材料",
        stock.ExpectColumnMaxToBeBetween(column="handed_on", min_value=oldest),
    )
    yield Asked(
        "years.three",
        "有三个报告年度",
        stock.ExpectColumnValuesToBeBetween(column="years", min_value=3, max_value=3),
    )
    yield Asked(
        "claimed.range",
        "自评总分在0—100之间",
        stock.ExpectColumnValuesToBeBetween(column="claimed", min_value=0, max_value=100),
    )
